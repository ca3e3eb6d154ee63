"""What the demo's teachers have to do with each other, and what one of them left half done."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from accounts.models import Person
from cpd.choices.activities import ActivityKind, Payer
from cpd.models import Activity
from cpd.rules import Entry
from cpd.services.activities import log_activity
from cpd.services.costs import set_cost
from cpd.services.drafts import save_draft
from cpd.services.evidence import add_evidence
from cpd.services.teams import name_colleagues

LIST_OF_THE_DAY = b"%PDF-1.7\n%Verzonnen aanwezigheidslijst voor de demo\n%%EOF\n"
HALF_DONE = UUID("6a1f0c1e-0b5f-4d0e-9a53-5f6f2d1c7b10")


def make_teamwork(teacher: Person, colleague: Person, *, on: date) -> None:
    """Let a colleague name a teacher, who kept a draft, proof and what a course cost."""
    entry = Entry(
        kind=ActivityKind.INTERVISION,
        done_on=on - timedelta(days=4),
        hours=Decimal(2),
        title="Intervisie: lastige oudergesprekken",
    )
    together = log_activity(colleague, actor=colleague, on=on, entry=entry)
    name_colleagues(together, actor=colleague, on=on, people=[teacher.pk])
    half = {"kind": ActivityKind.LESSON_VISIT.value, "title": "Lesbezoek bij de onderbouw"}
    save_draft(teacher, actor=teacher, key=HALF_DONE, values=half)
    course = Activity.objects.of(teacher).filter(kind=ActivityKind.COURSE).latest("done_on")
    set_cost(
        course,
        actor=teacher,
        amount=Decimal("245.50"),
        hours=course.total,
        payer=Payer.OWN_BUDGET,
    )
    add_evidence(course, actor=teacher, name="Aanwezigheidslijst.pdf", data=LIST_OF_THE_DAY)
