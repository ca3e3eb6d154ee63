"""What changed in an offer, and which changes mean a new review."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cpd.choices.activities import OFFERED, Category
from cpd.choices.offers import Language, Setting
from cpd.models import Offer, Submission
from cpd.rules import changed_in, material_in
from schools.choices import Sector

from .offers import proposal_of
from .terms import changes

Kept = Mapping[str, object]
LABELS: Mapping[str, str | Promise] = {
    "title": _("Title"),
    "kind": _("Kind"),
    "summary": _("Summary"),
    "sectors": _("For which sectors"),
    "target_group": _("Who it is for"),
    "language": _("Language"),
    "subjects": _("Subjects"),
    "learns": _("What participants learn"),
    "design": _("How it works"),
    "contact_hours": _("Contact hours"),
    "self_study_hours": _("Hours of self-study"),
    "self_study_reason": _("What do participants do in the self-study?"),
    "ends_with_test": _("Ends with a test"),
    "split": _("Where do the hours count?"),
    "price": _("Price"),
    "price_includes": _("What the price includes"),
    "setting": _("Where"),
    "accessibility": _("Accessibility"),
    "url": _("Web page"),
}
WORDS: Mapping[str, Mapping[str, str | Promise]] = {
    "kind": {kind.value: kind.label for kind in OFFERED},
    "language": dict(Language.choices),
    "setting": dict(Setting.choices),
    "sectors": dict(Sector.choices),
    "split": dict(Category.choices),
}


@dataclass(frozen=True)
class Difference:
    """One field before and after, in words; ``material`` means that it asks for a new review."""

    label: str | Promise
    old: str
    new: str
    material: bool


def differences(old: Kept, new: Kept, on: date) -> list[Difference]:
    """Return what changed between two versions of an offer as they are kept."""
    changed = changed_in(old, new)
    material = material_in(changed, changes(), on)
    return [
        Difference(LABELS[name], _words(name, old), _words(name, new), name in material)
        for name in LABELS
        if name in changed
    ]


def fields_by_change(on: date) -> tuple[list[str | Promise], list[str | Promise]]:
    """Return the fields that change at once and those that mean a new review, in words."""
    material = material_in(LABELS, changes(), on)
    minor = [label for name, label in LABELS.items() if name not in material]
    return minor, [LABELS[name] for name in material]


def minor_fields(on: date) -> list[str]:
    """Return the fields that change without a new review."""
    material = material_in(LABELS, changes(), on)
    return [name for name in LABELS if name not in material]


def since_last(offer: Offer, on: date) -> list[Difference]:
    """Return what the last submission changed: since the one before, or since what it replaces."""
    rounds: list[Submission] = [one for one in offer.submissions.all() if one.content]
    now = rounds[-1].content if rounds else proposal_of(offer).kept
    if len(rounds) > 1:
        return differences(rounds[-2].content, now, on)
    if offer.replaces:
        return differences(proposal_of(offer.replaces).kept, now, on)
    return []


def against_replaced(offer: Offer, on: date) -> list[Difference]:
    """Return what a next version changes, before it is handed in."""
    if offer.replaces is None:
        return []
    return differences(proposal_of(offer.replaces).kept, proposal_of(offer).kept, on)


def _words(name: str, kept: Kept) -> str:
    value, words = kept[name], WORDS.get(name, {})
    if isinstance(value, Mapping):
        return ", ".join(f"{hours} {words[category]}" for category, hours in value.items())
    if isinstance(value, list):
        return ", ".join(str(words.get(one, one)) for one in value)
    if isinstance(value, bool):
        return _now("Yes") if value else _now("No")
    return capfirst(str(words.get(str(value), value)))
