"""What waits in the demo for an office, an administrator and the objections committee."""

from collections.abc import Callable
from datetime import date, timedelta

from accounts.models import Organisation, Person
from accounts.services.mandates import admit_office, grant_mandate
from accounts.services.people import rename_person
from register.choices.cases import CaseGround
from register.models import Case, Cycle
from register.papers.scans import Paper
from register.rules import Period
from register.services.cases import act_in_case
from register.services.deferrals import ask_deferral
from register.services.objections import object_to_event
from schools.services.disputes import dispute

STATEMENT = b"%PDF-1.4\n%Een verklaring van de school, verzonnen voor de demo.\n%%EOF\n"
ADMITTED = "U heeft op tijd bezwaar gemaakt en u zegt waarom."
LEAVE = timedelta(days=112)  # sixteen weeks


def make_office(
    board: Organisation, *, officer: Person, administrator: Person, on: date
) -> Organisation:
    """Let an administration office deliver for the board."""
    office = admit_office(actor=administrator, name="Administratiekantoor Oost")
    grant_mandate(board, actor=officer, office=office, since=on, until=None, on=on)
    return office


def make_casework(
    asking: Person,
    objecting: Person,
    *,
    administrator: Person,
    on: date,
    work_off: Callable[[], None],
) -> None:
    """Have one teacher ask for deferral and a question answered, and another object."""
    _ask(asking, "Mijn zoon is in maart geboren.", on=on)
    dispute(
        asking.staff_records.get(),
        actor=asking,
        field="betrekkingsomvang",
        message="Ik werk sinds augustus 0,9 en niet 0,8.",
        on=on,
    )
    case = _ask(objecting, "Ik was langdurig ziek.", on=on)
    refusal = act_in_case(
        case,
        act="refuse",
        actor=administrator,
        words="De verklaring van uw school gaat over een ander jaar.",
        on=on,
    )
    work_off()  # an objection is against a letter that was sent
    refusal.refresh_from_db()
    objection = object_to_event(
        refusal, actor=objecting, words="De verklaring is van het goede jaar.", on=on
    )
    act_in_case(objection, act="admit", actor=administrator, words=ADMITTED, on=on)


def correct_a_name(renewed: Person, *, actor: Person) -> None:
    """Let somebody with a certificate have another name, as after a marriage."""
    rename_person(
        renewed,
        actor=actor,
        given_names=renewed.given_names,
        prefix=renewed.prefix,
        family_name=f"{renewed.family_name}-Visser",
    )


def _ask(teacher: Person, words: str, *, on: date) -> Case:
    cycle = Cycle.objects.undecided().get(registration__person=teacher)
    leave = Period(on - LEAVE - timedelta(weeks=4), on - timedelta(weeks=4))
    return ask_deferral(
        cycle,
        actor=teacher,
        kind=CaseGround.PARENTAL,
        leave=leave,
        words=words,
        on=on,
        paper=Paper("verklaring-school.pdf", STATEMENT),
    )
