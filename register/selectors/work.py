"""Everything that waits for the people of the register, in one list by legal term."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import DateField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from accounts.models import Double, Person
from register import rules
from register.choices.work import WorkKind
from register.models import Case, Cycle, DiplomaCheck, Sample, WorkTaken
from schools.selectors import escalated_questions

from .worklist import DECISION_WEEKS

NEVER = date(9999, 12, 31)
COLUMNS = ("kind", "pk", "due", "person", "holder")
PAGES = {
    WorkKind.CASE: "register:case",
    WorkKind.DISPUTE: "schools:escalated_dispute",
    WorkKind.DOUBLE: "register:double",
    WorkKind.DIPLOMA: "register:diploma_check",
}


@dataclass(frozen=True)
class Work:
    """One thing that waits: who it is about, until when, and who works on it.

    It is about ``person`` or, where that is None, about an organisation.
    """

    kind: WorkKind
    label: str
    row: int
    due_on: date | None
    person: Person | None
    about: str
    holder: Person | None

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.row}"

    @property
    def href(self) -> str:
        """Where it is worked on; what the committee decides leads to the file of the person."""
        if self.person and self.kind not in PAGES:
            return reverse("register:person", args=[self.person.pk])
        return reverse(PAGES[self.kind], args=[self.row])


def work_for(member: Person, *, kind: str, whose: str) -> QuerySet:
    """Return what waits, most urgent first, as rows for ``as_work``; never about oneself.

    ``whose`` is “mine”, “nobody” or empty; ``kind`` is of ``WorkKind`` or empty.
    """
    found = [
        _narrowed(_rows(one, rows), member, whose)
        for one, rows in _sources(member)
        if kind in ("", one)
    ]
    return found[0].union(*found[1:], all=True).order_by("due", "kind", "pk")


def as_work(rows: Iterable[dict]) -> list[Work]:
    """Return a page of rows with the people in them."""
    rows = list(rows)
    keys = {row[name] for row in rows for name in ("person", "holder") if row[name]}
    people = Person.objects.in_bulk(keys)
    procedures = [row["pk"] for row in rows if row["kind"] == WorkKind.CASE]
    cases = Case.objects.with_people().in_bulk(procedures)
    return [_as_work(row, people, cases) for row in rows]


def _as_work(row: dict, people: Mapping[int, Person], cases: Mapping[int, Case]) -> Work:
    person, kind = people.get(row["person"]), WorkKind(row["kind"])
    case = cases[row["pk"]] if kind == WorkKind.CASE else None
    return Work(
        kind,
        str(case.get_procedure_display() if case else kind.label),
        row["pk"],
        None if row["due"] == NEVER else rules.next_working_day(row["due"]),
        person,
        str(person) if person else cases[row["pk"]].about,
        people.get(row["holder"]),
    )


def is_waiting(member: Person, kind: WorkKind, row: int) -> bool:
    """Tell whether something waits that this member may work on."""
    return any(row == one["pk"] for one in work_for(member, kind=kind, whose=""))


def _sources(member: Person) -> list[tuple[WorkKind, QuerySet]]:
    """Return what waits per kind, each with a day, a person and maybe a holder."""
    weeks = timedelta(weeks=DECISION_WEEKS)
    return [
        (
            WorkKind.APPLICATION,
            Cycle.objects.awaiting_decision().annotate(
                due=_day(F("submitted_on") + weeks), person=F("registration__person")
            ),
        ),
        (
            WorkKind.SAMPLE,
            Sample.objects.to_judge().annotate(
                due=_day(F("due_on")), person=F("cycle__registration__person")
            ),
        ),
        (
            WorkKind.CASE,
            Case.objects.for_desk(member)
            .open()
            .annotate(
                due=_day(F("due_on")),
                person=F("registration__person"),
                holder=F("assigned_to"),
            ),
        ),
        (
            WorkKind.DISPUTE,
            escalated_questions().annotate(due=_day(F("answer_before")), person=F("staff__person")),
        ),
        (
            WorkKind.DOUBLE,
            Double.objects.filter(status="open")
            .visible_to(member)
            .annotate(due=Value(NEVER, output_field=DateField()), person=F("first")),
        ),
        (
            WorkKind.DIPLOMA,
            DiplomaCheck.objects.waiting()
            .filter(checker__kind="register")
            .annotate(due=_day(F("due_on"))),
        ),
    ]


def _rows(kind: WorkKind, rows: QuerySet) -> QuerySet:
    if kind != WorkKind.CASE:
        taken = WorkTaken.objects.filter(kind=kind, row=OuterRef("pk"))
        rows = rows.annotate(holder=Subquery(taken.values("member")))
    return rows.order_by().annotate(kind=Value(str(kind))).values(*COLUMNS)


def _narrowed(rows: QuerySet, member: Person, whose: str) -> QuerySet:
    rows = rows.filter(~Q(person=member.pk) | Q(person=None))
    if whose:
        return rows.filter(holder=member.pk if whose == "mine" else None)
    return rows


def _day(value: Combinable) -> Coalesce:
    return Coalesce(Cast(value, DateField()), Value(NEVER), output_field=DateField())
