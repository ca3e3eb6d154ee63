"""The components: what they refuse, what they write, and that they are what the docs say."""

import hashlib
import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Engine, TemplateSyntaxError
from django.test import RequestFactory
from django.test.html import parse_html
from django.utils.translation import override

from config.icons import ICONS
from config.templatetags import figures, frames, tables, ui, words
from config.templatetags import forms as form_tags

ROOT = Path(__file__).parents[2]
LIBRARIES = [figures, form_tags, frames, tables, ui]
COMPONENTS = sorted(name for module in LIBRARIES for name in module.register.tags)


class ExampleForm(forms.Form):
    title = forms.CharField(
        label="Titel",
        help_text="Kort.",
        max_length=5,
        error_messages={"max_length": "Hoogstens 5 letters."},
    )
    note = forms.CharField(
        label="Notitie", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    day = forms.ChoiceField(
        label="Dag",
        choices=[("today", "Vandaag"), ("other", "Anders")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een dag."},
    )
    date = forms.DateField(label="Datum", required=False)
    read = forms.BooleanField(label="Gelezen")


@pytest.fixture(autouse=True)
def dutch():
    with override("nl"):
        yield


def render(source, **context):
    return Engine.get_default().from_string(source).render(Context(context))


def same(actual, expected):
    return parse_html(actual) == parse_html(expected)


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_refuses_an_unknown_argument(name):
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument 'colour'"):
        render(f"{{% {name} colour='red' %}}{{% end{name} %}}")


@pytest.mark.parametrize("name", ["badge", "panel", "task", "requirement", "cell"])
def test_a_component_refuses_to_miss_an_argument(name):
    with pytest.raises(TemplateSyntaxError, match="did not receive value"):
        render(f"{{% {name} %}}{{% end{name} %}}")


@pytest.mark.parametrize("module", [*LIBRARIES, words])
def test_the_documentation_lists_every_component_and_filter(module):
    text = (ROOT / "docs" / "components.md").read_text()
    names = {*module.register.tags, *module.register.filters}

    assert {name for name in names if not re.search(rf"`{name}\b", text)} == set()


def test_every_sign_that_a_template_asks_for_exists():
    pattern = re.compile(r"""(?:{% icon |icon=|sign=)"([^"]+)\"""")
    asked = {
        name
        for path in (ROOT / "templates").rglob("*.html")
        for name in pattern.findall(path.read_text())
    }

    assert asked - set(ICONS) == set()


def test_a_status_that_nobody_gave_a_colour_is_grey():
    class Record:
        status = "unheard_of"

        def get_status_display(self):
            return "Onbekend"

    assert ui.status(Record()) == {"label": "Onbekend", "tone": "idle", "sign": "dot"}


@pytest.mark.parametrize(
    ("href", "address"),
    [("pages:privacy", "/privacy/"), ("#faults", "#faults"), ("?page=2", "?page=2"), ("", "")],
)
def test_a_link_takes_a_route_or_an_address(href, address):
    assert ui.go("Hier", href=href)["href"] == address


@pytest.mark.parametrize(
    ("source", "drawn"),
    [
        (
            "{% crumb name href='register:figures' %}",
            '<li><a class="utrecht-link" href="/cijfers/">&lt;Cijfers&gt;</a></li>',
        ),
        ("{% crumb name %}", '<li aria-current="page">&lt;Cijfers&gt;</li>'),
    ],
)
def test_a_crumb_leads_up_or_is_the_present_page(source, drawn):
    assert render(source, name="<Cijfers>") == drawn


def test_the_title_of_a_page_with_faults_says_so():
    assert render("{% page_title 'Nieuw' form=form %}", form=ExampleForm({})) == "Fout: Nieuw"
    assert render("{% page_title 'Nieuw' form=form %}", form=ExampleForm()) == "Nieuw"


def test_a_panel_names_its_section_by_its_heading():
    html = render("{% panel title='Uw uren' link='Alles' href='/alles/' %}<p>x</p>{% endpanel %}")

    assert same(
        html,
        '<section class="section" id="uw-uren" aria-labelledby="uw-uren-title">'
        '<div class="section__head"><h2 class="utrecht-heading-2" id="uw-uren-title">Uw uren</h2>'
        '<a class="utrecht-link small" href="/alles/">Alles</a></div><p>x</p></section>',
    )


def test_a_component_escapes_what_people_typed():
    html = render("{% card title=name %}{{ name }}{% endcard %}", name="<script>")

    assert "<script>" not in html


# Fields


def test_a_field_has_label_hint_error_and_control_in_that_order():
    html = render("{% field form.title %}", form=ExampleForm({"title": "veel te lang"}))

    assert same(
        html,
        '<div class="utrecht-form-field field field--bad">'
        '<label class="utrecht-form-label" for="id_title">Titel</label>'
        '<div class="hint" id="id_title_helptext">Kort.</div>'
        '<div class="field__err" id="id_title_error">' + render("{% icon 'warning' %}") + "<span>"
        "Hoogstens 5 letters.</span></div>"
        '<input type="text" name="title" value="veel te lang" class="utrecht-textbox input"'
        ' maxlength="5" required aria-invalid="true"'
        ' aria-describedby="id_title_helptext id_title_error" id="id_title"></div>',
    )


def test_a_field_that_may_stay_empty_says_so():
    html = render("{% field form.note %}", form=ExampleForm())

    assert same(
        html,
        '<div class="utrecht-form-field field"><label class="utrecht-form-label" for="id_note">'
        'Notitie <span class="opt">(mag leeg blijven)</span></label><textarea name="note" cols="40"'
        ' rows="2" class="utrecht-textarea input" id="id_note"></textarea></div>',
    )


def test_choices_share_a_legend_and_their_error():
    html = render("{% field form.day look='seg' %}", form=ExampleForm({"day": "never"}))

    assert html.count('<fieldset class="utrecht-form-fieldset field field--bad"') == 1
    assert html.count('aria-describedby="id_day_error"') == 1
    assert html.count('<legend class="legend-l">Dag</legend>') == 1
    assert re.findall(r'value="(\w+)" id="(\w+)"', html) == [
        ("today", "id_day_0"),
        ("other", "id_day_1"),
    ]


def test_a_choice_reveals_a_field():
    source = "{% field form.day look='seg' reveals='other' reveal=form.date %}"
    html = render(source, form=ExampleForm({"day": "today"}))

    assert re.findall(r'class="([^"]+)" type="radio" name="day" value="(\w+)"', html) == [
        ("utrecht-radio-button", "today"),
        ("utrecht-radio-button reveals", "other"),
    ]
    assert 'utrecht-textbox input input--m" id="id_date"' in html


def test_the_label_of_a_tick_is_its_target():
    html = render("{% field form.read %}", form=ExampleForm())

    assert same(
        html,
        '<div class="utrecht-form-field field"><label class="check"><input type="checkbox"'
        ' name="read" class="utrecht-checkbox" required id="id_read"><span>Gelezen</span></label>'
        "</div>",
    )


def test_the_error_summary_leads_to_each_field():
    form = ExampleForm({"title": "kort", "read": "on"})
    form.add_error(None, "Dat kan vandaag niet.")

    assert form_tags.error_summary(form) == {
        "errors": [("", "Dat kan vandaag niet."), ("#id_day_0", "Kies een dag.")]
    }
    assert render("{% error_summary form %}", form=ExampleForm()).strip() == ""


@pytest.mark.parametrize(
    ("field", "fault"),
    [
        pytest.param(forms.CharField(), "Vul in: Soort", id="text"),
        pytest.param(forms.ChoiceField(choices=[("a", "A")]), "Kies: Soort", id="choice"),
        pytest.param(forms.FileField(), "Kies een bestand.", id="file"),
    ],
)
def test_what_was_left_empty_is_called_by_its_name(field, fault):
    field.label = "Soort"
    form = type("KindForm", (forms.Form,), {"kind": field})({})

    assert form_tags.error_summary(form) == {"errors": [("#id_kind", fault)]}
    assert fault in render("{% field form.kind %}", form=form)


# Figures


@pytest.mark.parametrize(
    ("figures_of", "fill", "extra", "kind"),
    [
        pytest.param({"achieved": 40, "needed": 100}, "400", "", "plan", id="part"),
        pytest.param({"achieved": 0, "needed": 40}, "0", "", "plan", id="nothing"),
        pytest.param({"achieved": 2140, "needed": 1328}, "1000", "", "plan", id="more than needed"),
        pytest.param(
            {"achieved": 44, "needed": 100, "planned": 12}, "440", "120", "plan", id="plan"
        ),
        pytest.param(
            {"achieved": 90, "needed": 100, "planned": 30}, "900", "100", "plan", id="full"
        ),
        pytest.param(
            {"achieved": 60, "needed": 60, "excess": 20}, "750", "250", "excess", id="cap"
        ),
        pytest.param({"achieved": Decimal("2.5"), "needed": 5}, "500", "", "plan", id="halves"),
        pytest.param({"achieved": 0, "needed": 0}, "1000", "", "plan", id="nothing needed"),
    ],
)
def test_a_bar_is_as_long_as_its_figures(figures_of, fill, extra, kind):
    drawn = figures.bar(**figures_of)

    assert (drawn["fill"], drawn["extra"], drawn["extra_kind"]) == (fill, extra, kind)


@pytest.mark.parametrize(
    ("asked", "label", "tone"),
    [
        pytest.param({"achieved": 44, "needed": 100, "met": False}, "Nog 56 uur", "warn", id="gap"),
        pytest.param(
            {"achieved": 0, "needed": 40, "met": False}, "Nog niet begonnen", "idle", id="0"
        ),
        pytest.param({"achieved": 100, "needed": 100, "met": True}, "Gehaald", "ok", id="met"),
        pytest.param(
            {"achieved": 100, "needed": 100, "met": False}, "Nog niet gehaald", "warn", id="not met"
        ),
        pytest.param(
            {"achieved": 1, "needed": 2, "met": False, "unit": "qualifications"},
            "Nog 1 bevoegdheid",
            "warn",
            id="one of another unit",
        ),
        pytest.param(
            {"achieved": 60, "needed": 60, "met": True, "at_most": True}, "Vol", "ok", id="full"
        ),
        pytest.param(
            {"achieved": Decimal("57.5"), "needed": 60, "met": True, "at_most": True},
            "Nog ruimte voor 2,5 uur",
            "idle",
            id="room",
        ),
    ],
)
def test_a_requirement_says_where_it_stands(asked, label, tone):
    told = figures.requirement("Uren", **asked)

    assert (told["label"], told["tone"]) == (label, tone)


def test_a_requirement_gives_its_figures_as_text():
    source = (
        "{% requirement 'Overig' achieved=60 needed=1328 met=True at_most=True why='Te veel.' %}"
    )

    assert '<p class="req__num"><b>60</b> van hoogstens 1.328 uur</p>' in render(source)


# Tables


def request(path):
    return RequestFactory().get(path)


def test_the_boxes_of_a_filter_show_what_each_gives_and_nothing_of_it_is_markup():
    """What is said about subjects comes from providers."""
    hostile = SimpleNamespace(value='"><b>', label="<i>dans", count=1200, chosen=False)
    chosen = SimpleNamespace(value="muziek", label="muziek", count=3, chosen=True)

    drawn = render("{% ticks 'subject' choices %}", choices=[hostile, chosen])

    assert 'value="&quot;&gt;&lt;b&gt;">' in drawn
    assert '<span>&lt;i&gt;dans</span><span class="check__n">1.200</span>' in drawn
    assert 'value="muziek" checked><span>Muziek</span>' in drawn


def test_pages_keep_search_and_filters():
    page = Paginator(range(100), 10).get_page(5)
    told = tables.pagination(Context({"request": request("/?q=noor&page=5")}), page)

    assert told["links"] == [
        ("1", "?q=noor&page=1"),
        ("…", ""),
        ("4", "?q=noor&page=4"),
        ("5", "?q=noor&page=5"),
        ("6", "?q=noor&page=6"),
        ("…", ""),
        ("10", "?q=noor&page=10"),
    ]
    assert (told["before"], told["after"]) == ("?q=noor&page=4", "?q=noor&page=6")


def test_one_page_only_says_how_many_there_are():
    page = Paginator(range(3), 10).get_page(1)
    html = render("{% pagination page %}", page=page, request=request("/"))

    assert re.sub(r"<[^>]+>", "", html).split() == ["3", "in", "totaal"]


@pytest.mark.parametrize(
    ("path", "order", "href"),
    [
        ("/?q=x&page=3", "none", "?q=x&sort=name"),
        ("/?sort=name", "ascending", "?sort=-name"),
        ("/?sort=-name", "descending", "?sort=name"),
    ],
)
def test_a_column_offers_the_other_order(path, order, href):
    told = tables.column(Context({"request": request(path)}), "Naam", sort="name")

    assert (told["order"], told["href"]) == (order, href)


def test_a_cell_tells_a_phone_its_column():
    assert same(
        render("{% cell label='Uren' numeric=True %}2,5{% endcell %}"),
        '<td role="cell" data-label="Uren" class="numeric"><span>2,5</span></td>',
    )


# Words


@pytest.mark.parametrize(
    ("written", "dutch_words", "english_words"),
    [
        (lambda: words.hours(Decimal("2.50")), "2,5", "2.5"),
        (lambda: words.hours(Decimal(160)), "160", "160"),
        (lambda: words.hours(1328), "1.328", "1,328"),
        (lambda: words.amount(186240), "186.240", "186,240"),
        (lambda: words.day(date(2027, 7, 31)), "31 juli 2027", "31 July 2027"),
        (lambda: words.day_short(date(2027, 7, 31)), "31\xa0jul\xa02027", "31\xa0Jul\xa02027"),
        (lambda: words.day(None), "", ""),
        (lambda: words.last_day(date(2027, 8, 1)), "31 juli 2027", "31 July 2027"),
        (lambda: words.last_day(None), "", ""),
        (
            lambda: words.moment(datetime(2026, 11, 21, 9, 42, tzinfo=UTC)),
            "21\xa0november\xa02026, 10.42\xa0uur",
            "21\xa0November\xa02026, 10:42",
        ),
        (
            lambda: words.days_left(date(2026, 11, 22), date(2026, 11, 21)),
            "nog 1 dag",
            "1 day left",
        ),
        (
            lambda: words.days_left(date(2027, 7, 31), date(2026, 11, 21)),
            "nog 252 dagen",
            "252 days left",
        ),
        (lambda: words.days_left(date(2026, 11, 21), date(2026, 11, 21)), "vandaag", "today"),
        (
            lambda: words.days_left(date(2026, 11, 18), date(2026, 11, 21)),
            "3 dagen geleden",
            "3 days ago",
        ),
    ],
)
def test_figures_and_days_are_written_in_the_language_of_the_page(
    written, dutch_words, english_words
):
    assert written() == dutch_words
    with override("en"):
        assert written() == english_words


def test_what_stands_between_backticks_is_code_and_nothing_else_is_markup():
    assert words.coded("geef `<soort>` & wacht") == (
        'geef <code class="code">&lt;soort&gt;</code> &amp; wacht'
    )


def test_numbers_of_people_are_written_in_groups_or_masked():
    assert words.registration_number("LR6157930214") == "LR 615 793 021 4"
    assert words.registration_number("") == ""
    assert words.bsn_mask("900000213") == "••••••213"


# What others made


def test_vendored_files_are_what_their_manifest_says():
    folder = ROOT / "static" / "vendor"
    manifest = json.loads((folder / "manifest.json").read_text())
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name != "manifest.json"
    }

    assert found == {file["name"]: file["sha256"] for file in manifest["files"]}
