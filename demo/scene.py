"""The made-up register of the demo, made with the same services that people use."""

from datetime import date, timedelta
from pathlib import Path

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from celery import current_app
from django.db import transaction

from accounts.choices import OrganisationKind, RoleKind
from accounts.identifiers import bsn_digest
from accounts.models import ClaimCode, Organisation, Person
from accounts.services.claims import finish_claim, issue_claim_code
from accounts.services.people import add_person, open_account
from accounts.services.roles import give_role
from core import outbox
from register.models import Certificate, Cycle
from register.rules import first_cycle_end
from register.selectors.rulesets import rule_set_in_force, rules_of
from register.services.cycles import submit_cycle
from register.services.figures import publish_figures
from register.services.registrations import confirm_delivered
from schools.choices import DeliveryChoice, DeliveryKind, Section
from schools.models import Board
from schools.open_data import read
from schools.services.deliveries import approve, hand_in
from schools.services.schools import load_schools

from .admissions import make_admission
from .casework import correct_a_name, make_casework, make_office
from .clients import make_clients, make_fund, make_office_client
from .courses import log_activities, make_offers
from .exports import hand_in_export, let_office_deliver, second_board_file
from .in_company import make_in_company
from .names import fictitious_bsn
from .objections import make_objection
from .open import make_open_register
from .own_file import fill_own_file, log_support, tell_of_learning
from .people import DOMAIN, PASSWORD, SECRET
from .post import make_post
from .privacy import make_privacy
from .providers import make_applications
from .ratings import make_ratings
from .reviews import make_reviews
from .sample import make_sample
from .sessions import make_sessions
from .staff import next_file, passing_file, staff_file
from .suspension import make_suspension
from .teamwork import make_teamwork
from .texts import write_a_text
from .wishes import make_wishes

DATA = Path(__file__).parent / "data"
WEEK = timedelta(weeks=1)
YEAR = timedelta(days=365)
NOOR, JOOST, NEWCOMER, DRAWN, RENEWED, VALIDATORS = 0, 1, 2, 5, 9, (20, 22, 24)
PASSING = 47  # replaces somebody, so in the anteroom
SUPPORTING = 50  # supports teachers, so in the support section


def is_set() -> bool:
    return Person.objects.filter(email__iendswith=f"@{DOMAIN}").exists()


@transaction.atomic
def set_scene(*, on: date) -> None:
    """Make everything in the demo, as of a day."""
    register = Organisation.objects.create(
        kind=OrganisationKind.REGISTER, name="Lerarenregister", search_key="lerarenregister"
    )
    administrator = _staff("beheer", "Ilse", "Dam", prefix="van")
    _give(administrator, register, RoleKind.ADMINISTRATOR, on=on)
    member = _staff("commissie", "Hicham", "Amrani")
    _give(member, register, RoleKind.COMMITTEE_MEMBER, on=on)
    officer = _staff("hr", "Karin", "Veldhuis")
    board = _board(officer, on=on)
    make_clients(board, officer, on=on)
    make_fund(_staff("fonds", "Milan", "Jacobs"), administrator, on=on)
    _deliver(board, officer, staff_file(on=on - 8 * YEAR, began=on - 9 * YEAR), on=on - 8 * YEAR)
    _deliver(board, officer, passing_file(on=on - 7 * WEEK), on=on - 7 * WEEK)
    _teachers(register, officer, on=on)
    provider = _staff("aanbieder", "Lotte", "Wolters")
    make_offers(provider, administrator, on=on)
    fill_own_file(Person.objects.get(email=f"leraar@{DOMAIN}"), administrator, on=on)
    make_teamwork(_delivered(NOOR), _delivered(VALIDATORS[0]), on=on)
    make_reviews(provider, administrator, on=on)
    make_sessions(provider, _delivered(NOOR), _delivered(VALIDATORS[0]), on=on)
    make_ratings(provider, on=on)
    _work_for_others(register, board, officer, administrator, on=on)
    _hand_in_unfinished(board, officer, on=on)
    issue_claim_code(_delivered(NEWCOMER), actor=officer)
    publish_figures(on=on)
    _work_off()


def _hand_in_unfinished(board: Board, officer: Person, *, on: date) -> None:
    """Leave one file whose columns must be named, and one with rows to repair."""
    hand_in_export(board, officer, on=on)
    unfinished = next_file(on=on, began=on - 9 * YEAR)
    hand_in(
        board,
        actor=officer,
        file_name=f"personeel-{on:%Y-%m}.csv",
        data=unfinished,
        kind=DeliveryKind.CHANGES,
        on=on,
    )


def _work_for_others(
    register: Organisation, board: Board, officer: Person, administrator: Person, *, on: date
) -> None:
    make_applications(on=on)
    trainer = _staff("scholing", "Marit", "Veenstra")
    make_in_company(board, officer, trainer, administrator, on=on)
    make_suspension(_staff("aanbieder2", "Sander", "Kok"), administrator, on=on)
    make_open_register(on=on)
    make_wishes(_delivered(NOOR), board, officer, on=on)
    make_admission(_staff("aanmelder", "Thirza", "Adelaar"), on=on)
    office = make_office(board, officer=officer, administrator=administrator, on=on)
    clerk = _staff("kantoor", "Bram", "Hendriks")
    _give(clerk, office, RoleKind.OFFICE_CLERK, on=on)
    make_office_client(office, clerk, on=on)
    colleague, other = _staff("hr2", "Anke", "Postma"), Board.objects.get(number="99002")
    _give(colleague, other, RoleKind.HR_OFFICER, on=on)
    let_office_deliver(office, other, colleague, on=on)
    _deliver(other, colleague, second_board_file(on=on - WEEK), on=on - WEEK)
    adviser = _staff("bezwaar", "Yasmina", "Idrissi")
    _give(adviser, register, RoleKind.OBJECTION_MEMBER, on=on)
    make_casework(
        _delivered(NOOR),
        _delivered(VALIDATORS[1]),
        administrator=administrator,
        on=on,
        work_off=_work_off,
    )
    make_objection(
        Person.objects.get(email=f"aanbieder@{DOMAIN}"),
        administrator=administrator,
        adviser=adviser,
        on=on,
        work_off=_work_off,
    )
    make_privacy(_delivered(VALIDATORS[2]))
    _work_off()
    correct_a_name(_delivered(RENEWED), actor=administrator)
    _sample(register, officer, administrator, on=on)
    make_post(_delivered(VALIDATORS[1]), administrator=administrator, on=on)
    write_a_text(administrator=administrator, on=on)


def _sample(register: Organisation, officer: Person, administrator: Person, *, on: date) -> None:
    began = _began_to_end(on + 12 * WEEK, person=_delivered(DRAWN))
    teacher = _claimed(DRAWN, "leraar4", officer, on=began)
    log_activities(teacher, "enough", on=on)
    colleague = _staff("commissie2", "Trudy", "Bosman")
    _give(colleague, register, RoleKind.COMMITTEE_MEMBER, on=on)
    make_sample(teacher, colleague, administrator=administrator, on=on)


def open_claim() -> ClaimCode | None:
    """Return a code with which a visitor can claim a record, if there is an unused one."""
    return ClaimCode.objects.open().filter(person__identifiers__digest=_digest(NEWCOMER)).first()


def certificate() -> Certificate | None:
    """Return a certificate that visitors can check: the last one, for they may have it renewed."""
    holder = {"cycle__registration__person__identifiers__digest": _digest(RENEWED)}
    return Certificate.objects.filter(**holder).order_by("pk").last()


def _staff(name: str, given: str, family: str, *, prefix: str = "") -> Person:
    person = add_person(actor=None, given_names=given, prefix=prefix, family_name=family)
    return _let_in(person, name)


def _let_in(person: Person, name: str) -> Person:
    """Give somebody the password and second factor of everybody in the demo."""
    open_account(person, actor=None, email=f"{name}@{DOMAIN}", password=PASSWORD)
    TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)
    return person


def _give(person: Person, organisation: Organisation, kind: RoleKind, *, on: date) -> None:
    give_role(person, organisation=organisation, kind=kind, on=on - YEAR, actor=None)


def _board(officer: Person, *, on: date) -> Board:
    files = [read(path.name, path.read_bytes()) for path in sorted(DATA.glob("*.csv"))]
    load_schools(files, actor=None, on=on, full=None)
    board = Board.objects.get(number="99001")
    _give(officer, board, RoleKind.HR_OFFICER, on=on)
    return board


def _deliver(board: Board, officer: Person, data: bytes, *, on: date) -> None:
    delivery = hand_in(
        board,
        actor=officer,
        file_name=f"personeel-{on:%Y-%m}.csv",
        data=data,
        kind=DeliveryKind.CHANGES,
        on=on,
    )
    _work_off()
    delivery.refresh_from_db()
    approve(delivery, actor=officer, digest=delivery.preview_digest, choice=DeliveryChoice.ALL)
    _work_off()


def _teachers(register: Organisation, officer: Person, *, on: date) -> None:
    noor = _claimed(NOOR, "leraar", officer, on=on - 3 * YEAR)
    log_activities(noor, "halfway", on=on)
    for n, person in enumerate(VALIDATORS, start=1):
        validator = _claimed(person, f"validator{n}", officer, on=on - YEAR)
        _give(validator, register, RoleKind.VALIDATOR, on=on)
    passing = _claimed(PASSING, "voorportaal", officer, on=on - 6 * WEEK)
    tell_of_learning(passing, on=on)
    log_support(_claimed(SUPPORTING, "ondersteuner", officer, on=on - 5 * WEEK), on=on)
    began = _began_to_end(on + 8 * WEEK, person=_delivered(JOOST))
    joost = _claimed(JOOST, "leraar2", officer, on=began)
    log_activities(joost, "short", on=on)
    _ask_for_renewal(joost, on=on)
    began = _began_to_end(on - 2 * WEEK, person=_delivered(RENEWED))
    renewed = _claimed(RENEWED, "leraar3", officer, on=began)
    log_activities(renewed, "enough", on=on)
    _ask_for_renewal(renewed, on=on - 10 * WEEK)


def _ask_for_renewal(person: Person, *, on: date) -> None:
    cycle = Cycle.objects.get(registration__person=person)
    submit_cycle(cycle, actor=person, declared=True, on=on)


def _claimed(n: int, name: str, officer: Person, *, on: date) -> Person:
    """Let somebody of the staff file claim the record and confirm it on a day."""
    person = _delivered(n)
    issue_claim_code(person, actor=officer)
    _let_in(person, name)
    finish_claim(person, actor=person)
    confirm_delivered(person, actor=person, on=on)
    return person


def _began_to_end(until: date, *, person: Person) -> date:
    """Return when to have begun for a first cycle that ends about this day; numbers spread it."""
    start = until - 4 * YEAR
    rule_set = rules_of(rule_set_in_force(Section.REGISTER, on=start).pk)
    return start - (first_cycle_end(start, number=person.number, rule_set=rule_set) - until)


def _delivered(n: int) -> Person:
    return Person.objects.get(identifiers__digest=_digest(n))


def _digest(n: int) -> bytes:
    return bsn_digest(fictitious_bsn(n))


def _work_off() -> None:
    """Run what is in the outbox, since there is no worker yet."""
    current_app.loader.import_default_modules()
    while waiting := outbox.due():
        for message in waiting:
            outbox.run(message)
