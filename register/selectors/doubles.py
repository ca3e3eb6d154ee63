"""Two records side by side."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import DoubleStatus
from accounts.models import Double, Person
from accounts.names import grouped_number
from register.models import Cycle
from schools.selectors import delivered_data

KINDS: dict[str, Promise] = {
    "accounts.PersonIdentifier": gettext_lazy("Citizen service numbers"),
    "accounts.ClaimCode": gettext_lazy("Codes to claim the record"),
    "accounts.ClaimAlarm": gettext_lazy("Reported claims"),
    "accounts.Message": gettext_lazy("Messages"),
    "accounts.PostalAddress": gettext_lazy("Postal addresses"),
    "accounts.Shield": gettext_lazy("Requests to be shielded"),
    "accounts.ClosedAccount": gettext_lazy("Closed accounts"),
    "accounts.View": gettext_lazy("Looks at the file"),
    "accounts.Role": gettext_lazy("Roles"),
    "schools.StaffRecord": gettext_lazy("Records of boards"),
    "schools.Overlap": gettext_lazy("Jobs at several boards"),
    "cpd.Activity": gettext_lazy("Activities"),
    "cpd.Attendance": gettext_lazy("Attendance at sessions"),
    "cpd.Draft": gettext_lazy("Drafts of activities"),
    "cpd.Intention": gettext_lazy("Sessions they mean to go to"),
    "cpd.PlanItem": gettext_lazy("Plans"),
    "cpd.SavedOffer": gettext_lazy("Saved courses"),
    "cpd.TeamMember": gettext_lazy("Activities of a team"),
    "cpd.Wish": gettext_lazy("Courses they look for"),
    "register.Registration": gettext_lazy("Registrations"),
    "register.Qualification": gettext_lazy("Qualifications"),
    "register.DiplomaCheck": gettext_lazy("Diplomas"),
    "register.Admission": gettext_lazy("Requests to be registered"),
    "register.EarlierLearning": gettext_lazy("Recognised earlier learning"),
    "register.Conversation": gettext_lazy("Conversations"),
}


@dataclass(frozen=True)
class Row:
    """One attribute of two people, and whether it differs."""

    label: str
    first: str
    second: str

    @property
    def tone(self) -> str:
        return "" if self.first == self.second else "warn"


def open_doubles() -> int:
    return Double.objects.filter(status=DoubleStatus.OPEN).count()


def kinds_in_words(moves: Iterable[tuple[str, int]]) -> list[tuple[Promise, int]]:
    return [(KINDS[label], count) for label, count in moves]


def compared(first: Person, second: Person) -> list[Row]:
    """Return the attributes of two people to compare; of a BSN only the last three digits."""
    rows = zip(_facts(first), _facts(second), strict=True)
    return [Row(label, one, other) for (label, one), (_label, other) in rows]


def _facts(person: Person) -> list[tuple[str, str]]:
    cycles = Cycle.objects.of(person)
    return [
        (_("Given names"), person.given_names),
        (_("Family name"), person.surname),
        (_("Date of birth"), date_format(person.birth_date, "j F Y") if person.birth_date else ""),
        (_("Registration number"), grouped_number(person.number)),
        (_("Citizen service number"), _numbers(person)),
        (_("Email address"), person.email or _("none confirmed yet")),
        (_("Record claimed"), _("yes") if person.claimed_at else _("no")),
        (_("Passed on by"), _boards(person)),
        (_("Periods"), str(len(cycles))),
    ]


def _numbers(person: Person) -> str:
    held = person.identifiers.filter(retired_at=None).order_by("since")
    return ", ".join(f"••••••{one.tail()}" for one in held)


def _boards(person: Person) -> str:
    records = delivered_data(person)
    return "; ".join(f"{one.board}: {one}, {one.staff_number}" for one in records)
