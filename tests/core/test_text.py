from datetime import date
from importlib import import_module

import polib
import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override

from core.forms import DayField, TextField, WebField
from core.text import clean_file_name, clean_text
from demo.environment import PROJECT

CATALOGUE = "locale/nl/LC_MESSAGES/django.po"
SEARCH, SECRET = {"q", "place"}, {"password"}
CODES = {"bsn", "code", "betrekkingsomvang", "source", "target", "location"}
OF_ONESELF = "accounts.forms.sign_in"  # nobody else reads the name of a passkey


@pytest.mark.parametrize(
    "text", ["Intervisie", "Zoë's les\r\n\tmet 3 > 2", "ﬁlosofie", "Łódź 👩\u200d🏫 ok", "日本"]
)
def test_what_can_be_seen_stays(text):
    assert clean_text(text) == text


def test_accents_are_composed():
    assert clean_text("Zoe\u0308") == "Zoë"


def test_what_pasting_brings_along_is_left_out():
    assert clean_text("\ufeffsamen\u00adwerken\u200b\u2060") == "samenwerken"


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u2066", "\u200f", "\x00", "\x1b", "\ue000", "\U000e0041"]
)
def test_what_cannot_be_seen_is_refused_by_its_number(sign):
    with pytest.raises(ValidationError, match=rf"U\+{ord(sign):04X}"):
        clean_text(f"Cursus{sign} lezen")


def test_the_name_of_a_file_keeps_what_can_be_seen():
    assert clean_file_name("staf\u202evsc.exe\n\x00.csv") == "stafvsc.exe.csv"
    assert len(clean_file_name("a" * 300)) == 200


def fields_of_ours():
    """Each field of each form of ours, with the form and its name."""
    import_module("config.urls")  # knows every view, and so every form
    for form in subclasses(forms.Form):
        if form.__module__.split(".")[0] in {"accounts", "schools", "cpd", "register"}:
            for name, field in form.base_fields.items():
                yield form, name, field


def written_fields():
    """Each field in which people write text that others read."""
    for form, name, field in fields_of_ours():
        hidden = isinstance(field.widget, forms.HiddenInput | forms.PasswordInput)
        plain = type(field) in {forms.CharField, TextField} and form.__module__ != OF_ONESELF
        if plain and not hidden and name not in SEARCH | SECRET | CODES:
            yield pytest.param(field, id=f"{form.__module__}.{form.__name__}.{name}")


def subclasses(form):
    for below in form.__subclasses__():
        yield below
        yield from subclasses(below)


@pytest.mark.parametrize("field", sorted(written_fields(), key=lambda found: found.id))
def test_no_form_takes_hidden_signs(field):
    assert isinstance(field, TextField)


def test_every_form_takes_a_day_as_the_dutch_write_it():
    found = [
        field for _form, _name, field in fields_of_ours() if isinstance(field, forms.DateField)
    ]

    assert [field for field in found if not isinstance(field, DayField)] == []
    assert found


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_day_is_the_same_in_either_language(language):
    with override(language):
        assert DayField().clean("03-04-2026") == date(2026, 4, 3)
        assert DayField().clean("2026-04-03") == date(2026, 4, 3)
        assert DayField().clean(" 03042026 ") == date(2026, 4, 3)
        assert DayField().clean("3 apr. 2026") == date(2026, 4, 3)
        with pytest.raises(ValidationError):
            DayField().clean("12/31/2026")
        with pytest.raises(ValidationError):
            DayField().clean("3 apr. 26")
        with pytest.raises(ValidationError):
            DayField().clean("342026")


def test_no_form_has_chosen_its_language_when_it_was_read():
    """A text that is no promise any more was translated once, into the language of the server."""
    dutch = {entry.msgstr.lower() for entry in polib.pofile(PROJECT / CATALOGUE)}
    settled = [
        f"{form.__module__}.{form.__name__}.{name}: {text}"
        for form, name, field in fields_of_ours()
        for text in (field.label, field.help_text, *choices_of(field))
        if isinstance(text, str) and text and text.lower() in dutch
    ]
    assert settled == []


def choices_of(field):
    asked = isinstance(field, forms.ModelChoiceField)  # of the database, when the page is shown
    choices = [] if asked else getattr(field, "choices", [])
    return [label for value, label in choices if label != value]  # else the code of a column


def test_no_address_is_longer_than_is_kept():
    """A column of Django for addresses holds 200 signs."""
    found = [field for _form, _name, field in fields_of_ours() if isinstance(field, forms.URLField)]

    assert {field.max_length for field in found} == {200}


def test_what_is_too_long_is_told_and_never_cut_off_by_a_browser():
    cut = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form, name, field in fields_of_ours()
        if isinstance(field, TextField | WebField)
        and "maxlength" in field.widget_attrs(field.widget)
    ]

    assert cut == []
