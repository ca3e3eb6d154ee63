"""The tasks of a teacher today."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person
from cpd.selectors.waiting import waiting_in_file
from register.choices.cycles import CycleStatus

from .overview import Overview


@dataclass(frozen=True)
class Todo:
    """One thing to do, as the component ``task`` shows it."""

    title: str
    why: str
    href: str
    icon: str
    now: bool = False
    label: str = ""
    tone: str = "idle"


def todo(overview: Overview, *, to_confirm: bool, renamed: bool) -> list[Todo]:
    found = [_confirm()] if to_confirm else []
    if overview.cycle.status == CycleStatus.SUBMITTED and overview.drawn:
        found.append(_sample())
    if overview.cycle.status == CycleStatus.CONDITIONAL:
        found.append(_read_decision())
    if overview.may_submit:
        found.append(_submit(overview))
    if renamed:
        found.append(_reissue())
    return found


def todo_in_file(person: Person) -> list[Todo]:
    """Return the tasks in somebody's file: activities to confirm, and activities to finish."""
    waiting = waiting_in_file(person)
    found = [_named(waiting.named)] if waiting.named else []
    if waiting.drafts:
        found.append(_finish(waiting.drafts))
    return found


def _named(number: int) -> Todo:
    title = ngettext(
        "Say whether you were at an activity", "Say whether you were at %(n)s activities", number
    )
    return Todo(
        title=title % {"n": number},
        why=_("A colleague wrote it down for you too. It counts once you confirm it."),
        href=f"{reverse('cpd:activities')}#named",
        icon="people",
        label=_("New"),
        tone="info",
    )


def _finish(number: int) -> Todo:
    title = ngettext("Finish an activity", "Finish %(n)s activities", number)
    return Todo(
        title=title % {"n": number},
        why=_("You kept it to finish later. It does not count yet."),
        href=f"{reverse('cpd:activities')}#drafts",
        icon="pencil",
        label=_("May wait"),
    )


def _confirm() -> Todo:
    return Todo(
        title=_("Check what your school passed on"),
        why=_("There is something new about your place in the register or your qualifications."),
        href=reverse("register:confirm"),
        icon="person",
        label=_("New"),
        tone="info",
    )


def _read_decision() -> Todo:
    return Todo(
        title=_("Read the decision about your re-registration"),
        why=_("It says what is missing, until when you have, and how you can object."),
        href=reverse("register:certificates"),
        icon="document",
    )


def _reissue() -> Todo:
    return Todo(
        title=_("Have your certificate issued again"),
        why=_("Your name changed, and your certificate does not say so yet."),
        href=reverse("register:certificates"),
        icon="certificate",
    )


def _sample() -> Todo:
    return Todo(
        title=_("Your request is in the sample"),
        why=_("Two members of the committee look at it. Here are their questions."),
        href=reverse("register:own_sample"),
        icon="people",
    )


def _submit(overview: Overview) -> Todo:
    return Todo(
        title=_("Ask for renewal"),
        why=_("You have everything you need: your certificate follows at once.")
        if overview.assessment.met
        else _("You can ask now, but something is missing. Look at that first."),
        href=reverse("register:cycle_submit"),
        icon="renew",
        now=overview.assessment.met,
    )
