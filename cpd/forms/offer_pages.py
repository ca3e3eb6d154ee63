"""The forms with which an offer is described, page by page; each page saves its own part.

A page passes the service the whole ``proposal`` with its own part changed, and the ``version`` that
was on the screen.
"""

from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import PlacingForm, TextField, WebField, let_choose
from cpd.choices.activities import OFFERED
from cpd.choices.offers import Language, Setting
from cpd.rules import ZERO, Proposal
from schools.choices import Sector

from .fields import EuroField, HoursField, SplitForm, split_initial

LONG = {"rows": 6}
MARKS = _(
    "You can use **bold**, *stress* and lists with - or 1. An address cannot be pressed here: put "
    "it under “Web page”."
)


@dataclass(frozen=True)
class Step:
    """A page in the progress indicator: ``state`` is done, now or empty."""

    name: str | Promise
    state: str


class OfferPage(PlacingForm, SplitForm):
    """A page of the form; ``divides`` says whether it divides hours over the categories."""

    page, name, heading = "", _("Course"), _("Course")
    divides = False
    places = {"price_negative": "price"}
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, proposal: Proposal, version: int = 0, **kwargs: Any) -> None:
        initial = {name: getattr(proposal, name) for name in self.written()}
        split = split_initial(proposal.split) if self.divides else {}
        kwargs["initial"] = {**initial, **split, "version": version}
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        if not self.divides:
            for bound in self.split_fields():
                del self.fields[bound.name]

    @classmethod
    def written(cls) -> list[str]:
        """Return the parts of the proposal that are on this page."""
        return [name for name in cls.base_fields if name not in ("version", "key")]

    def steps(self) -> list[Step]:
        """Return the pages of the form, and the place of this one among them."""
        at = NAMES.index(self.page)
        states = ["done"] * at + ["now"] + [""] * len(NAMES)
        return [Step(one.name, state) for one, state in zip(PAGES, states, strict=False)]

    def clean(self) -> dict:
        data = self.cleaned_data
        if self.errors:
            return data
        empty = {"contact_hours": ZERO, "self_study_hours": ZERO, "price": ZERO}
        own = {name: data[name] for name in self.written() if name in data}
        own = {name: empty[name] if value is None else value for name, value in own.items()}
        own = {name: tuple(v) if isinstance(v, list) else v for name, v in own.items()}
        if self.divides:
            own["split"] = self.split()
        return {"proposal": replace(self.proposal, **own), "version": data["version"]}


class WhatPage(OfferPage):
    page, name, heading = "wat", _("What it is"), _("What do you offer?")
    title = TextField(
        label=_("Title"),
        max_length=200,
        error_messages={"required": _("Give it a title; the rest may follow later.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(kind.value, kind.label) for kind in OFFERED],
        widget=forms.RadioSelect,
    )
    summary = TextField(
        label=_("Summary"),
        help_text=_("One or two sentences. Teachers read this in the catalogue."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class NewPage(WhatPage):
    """The first page of an offer that does not exist yet; ``key`` makes a second press harmless."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def clean(self) -> dict:
        data = super().clean()
        key = self.cleaned_data.get("key")
        return data if self.errors else {"proposal": data["proposal"], "key": key}


class AudiencePage(OfferPage):
    page, name, heading = "doelgroep", _("Who it is for"), _("Who is it for?")
    sectors = forms.MultipleChoiceField(
        label=_("For which sectors"),
        help_text=_("One application for all the sectors that you choose."),
        choices=[(sector.value, capfirst(sector.label)) for sector in Sector],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    target_group = TextField(
        label=_("Who it is for, more exactly"),
        help_text=_("For example: starting teachers, or section leaders."),
        max_length=300,
        required=False,
    )
    language = forms.ChoiceField(label=_("In which language"), choices=Language)


class SubjectsPage(OfferPage):
    page, name, heading = "vakken", _("Subjects"), _("For which subjects is it?")
    subjects = forms.MultipleChoiceField(
        label=_("For which subjects"),
        help_text=_("Is it for every subject? Choose none."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, subjects: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(
            self, "subjects", ((value, capfirst(title)) for value, title in subjects.items())
        )


class ContentPage(OfferPage):
    page, name, heading = "inhoud", _("Content"), _("What do participants learn and do?")
    learns = TextField(
        label=_("What participants learn"),
        help_text=_("Goals that you can test, one a line."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs=LONG),
    )
    design = TextField(
        label=_("How it works"),
        help_text=MARKS,
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs=LONG),
    )


class HoursPage(OfferPage):
    page, name, heading = "uren", _("Hours"), _("How many hours does it take?")
    divides = True
    contact_hours = HoursField(label=_("Contact hours"))
    self_study_hours = HoursField(label=_("Hours of self-study"))
    self_study_reason = TextField(
        label=_("What do participants do in the self-study?"),
        help_text=_("Only where there is self-study."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    ends_with_test = forms.BooleanField(
        label=_("It ends with a test, an exam or an assignment"), required=False
    )


class PracticalPage(OfferPage):
    page, name, heading = (
        "praktisch",
        _("Price and place"),
        _("What does it cost, and where is it?"),
    )
    price = EuroField(
        label=_("Price"),
        help_text=_("In euros, all in, for one participant. Free? Leave it empty."),
        max_digits=8,
    )
    price_includes = TextField(
        label=_("What the price includes"),
        help_text=_("For example: lunch, a book, the exam."),
        max_length=300,
        required=False,
    )
    setting = forms.ChoiceField(
        label=_("Where do participants follow it?"),
        choices=Setting,
        required=False,
        widget=forms.RadioSelect,
    )
    accessibility = TextField(
        label=_("Accessibility"),
        help_text=_("For example: wheelchair access, subtitles, a quiet room."),
        max_length=300,
        required=False,
    )
    url = WebField(
        label=_("Web page"),
        help_text=_("Where teachers read more and enrol."),
        required=False,
    )


PAGES: list[type[OfferPage]] = [
    WhatPage,
    AudiencePage,
    SubjectsPage,
    ContentPage,
    HoursPage,
    PracticalPage,
]
NAMES = [page.page for page in PAGES]
WHERE_MISSING = {"summary": WhatPage.page, "learns": ContentPage.page, "sectors": AudiencePage.page}


def page_of(missing: str) -> str:
    """Return the page on which a missing part, given by its code, is filled in."""
    return WHERE_MISSING.get(missing, HoursPage.page)


def page_after(name: str) -> str:
    """Return the page after this one; empty after the last."""
    return next(iter(NAMES[NAMES.index(name) + 1 :]), "")


class SmallPage(PracticalPage, AudiencePage, WhatPage):
    """The fields of a validated offer that may change without a new review."""

    page, name, heading = "klein", _("Small changes"), _("What changes at once?")

    def __init__(self, *args: Any, shown: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown
        for name in self.written():
            if name not in shown:
                del self.fields[name]

    def fields_shown(self) -> list[forms.BoundField]:
        return [self[name] for name in self.shown if name in self.fields]
