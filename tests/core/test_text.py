from importlib import import_module

import pytest
from django import forms
from django.core.exceptions import ValidationError

from core.forms import TextField
from core.text import clean_file_name, clean_text

SEARCH, SECRET = {"q", "place"}, {"password"}
CODES = {"bsn", "code", "betrekkingsomvang", "source", "target", "location"}
OF_ONESELF = "accounts.sign_in_forms"  # nobody else reads the name of a passkey


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


def written_fields():
    """Each field of a form of ours in which people write text that others read."""
    import_module("config.urls")  # knows every view, and so every form
    for form in subclasses(forms.Form):
        ours = form.__module__.split(".")[0] in {"accounts", "schools", "cpd", "register"}
        if not ours or form.__module__ == OF_ONESELF:
            continue
        for name, field in form.base_fields.items():
            hidden = isinstance(field.widget, forms.HiddenInput | forms.PasswordInput)
            plain = type(field) in {forms.CharField, TextField}
            if plain and not hidden and name not in SEARCH | SECRET | CODES:
                yield pytest.param(field, id=f"{form.__module__}.{form.__name__}.{name}")


def subclasses(form):
    for below in form.__subclasses__():
        yield below
        yield from subclasses(below)


@pytest.mark.parametrize("field", sorted(written_fields(), key=lambda found: found.id))
def test_no_form_takes_hidden_signs(field):
    assert isinstance(field, TextField)
