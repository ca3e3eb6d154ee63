"""What the demo's board offers to its own staff: one course that is valid, one to be judged."""

from datetime import date, time, timedelta
from decimal import Decimal

from accounts.models import Invitation, Organisation, Person
from accounts.services.invitations import accept
from cpd.attending import Occasion
from cpd.choices.activities import Category
from cpd.choices.judging import Outcome
from cpd.choices.providers import Admission
from cpd.models import Offer, Provider
from cpd.rules import Proposal
from cpd.selectors.terms import requirements_of
from cpd.services.applications import (
    answer_requirement,
    apply_for_board,
    decide_application,
    submit_application,
    write_organisation,
)
from cpd.services.judging import judge_offer
from cpd.services.offers import draft_offer, submit_offer
from cpd.services.sessions import plan_session

from .providers import ANSWERS

DAY = timedelta(days=1)
ADMITTED, JUDGED = 120 * DAY, 60 * DAY  # ago


def make_in_company(
    board: Organisation, officer: Person, trainer: Person, administrator: Person, *, on: date
) -> None:
    """Let the board be admitted, and its trainer have a validated course with a session to come."""
    provider = _admitted(board, officer, trainer, administrator, on=on)
    trainer = Person.objects.get(pk=trainer.pk)  # who has a role now
    valid = _handed_in(provider, trainer, "Starten op onze scholen", on=on - JUDGED)
    judge_offer(
        valid,
        actor=administrator,
        on=on - JUDGED,
        outcome=Outcome.VALIDATE,
        reasons="Starters oefenen met hun eigen lessen en worden daarbij begeleid.",
    )
    plan_session(valid, actor=trainer, on=on, occasion=_occasion(on + 17 * DAY))
    _handed_in(provider, trainer, "Samen rekenlessen ontwerpen", on=on - 3 * DAY)


def _admitted(
    board: Organisation, officer: Person, trainer: Person, administrator: Person, *, on: date
) -> Provider:
    began = on - ADMITTED
    application = apply_for_board(board.pk, actor=officer, on=began)
    write_organisation(
        application, actor=None, name=f"{board.name}, eigen scholing", kvk="90000034", website=""
    )
    for requirement in requirements_of(application.requirements):
        code = requirement.code
        answer_requirement(application, actor=None, requirement=code, text=ANSWERS[code], file=None)
    submit_application(application, actor=None, on=began)
    decide_application(
        application, actor=administrator, outcome=Admission.ADMIT, reasons="Aan elke eis voldaan."
    )
    provider = Provider.objects.get(staff_of=board.pk)
    accept(Invitation.objects.get(organisation=provider), on=began, actor=trainer)
    return provider


def _handed_in(provider: Provider, trainer: Person, title: str, *, on: date) -> Offer:
    proposal = Proposal(
        title=title,
        kind="course",
        summary="Voor leraren van onze eigen scholen, met werk uit de eigen klas.",
        learns="Deelnemers passen het geleerde toe in een eigen les en bespreken die.",
        design="Vier middagen op een van onze scholen, met een lesbezoek daartussen.",
        sectors=("vo",),
        contact_hours=Decimal(12),
        split={Category.PEDAGOGY: Decimal(12)},
    )
    offer = draft_offer(provider, actor=trainer, proposal=proposal)
    submit_offer(offer, actor=trainer, on=on)
    return offer


def _occasion(day: date) -> Occasion:
    return Occasion(
        since=day,
        until=day + DAY,
        starts_at=time(13, 30),
        ends_at=time(16, 30),
        seats=16,
        venue="In de aula",
        town="Deventer",
        province="overijssel",
    )
