"""What the demo's teachers did with their own file: a plan, a diploma, a talk."""

from datetime import date, timedelta
from decimal import Decimal

from accounts.choices import OrganisationKind
from accounts.models import Organisation, Person
from accounts.selectors.postal import Envelope
from accounts.services.postal import set_postal_address
from cpd.models import Offer
from cpd.rules import Entry
from cpd.selectors.sharing import choosable
from cpd.services.activities import log_activity
from cpd.services.plans import plan_activity, plan_offer
from cpd.services.reflections import reflect
from register.models import DiplomaCheck
from register.papers.scans import Paper
from register.services.conversations import agree, share
from register.services.diplomas import hand_in_diploma, refuse_diploma
from register.services.learning import add_learning

SCAN = b"%PDF-1.4\n%Verzonnen diploma voor de demo\n%%EOF\n"


def fill_own_file(teacher: Person, administrator: Person, *, on: date) -> None:
    make_plan(teacher, on=on)
    hand_in_diplomas(teacher, administrator, on=on)
    prepare_one_conversation(teacher, on=on)
    tell_more(teacher, on=on)


def make_plan(teacher: Person, *, on: date) -> None:
    """Plan a judged course and a series of lessons with colleagues."""
    plan_offer(Offer.objects.get(title="Leesbevordering in de onderbouw"), actor=teacher, on=on)
    series = Entry(
        kind="lesson_development",
        done_on=on,
        hours=Decimal(12),
        title="Lessenreeks schrijven met de sectie",
    )
    plan_activity(teacher, actor=teacher, on=on, entry=series, planned_for=on + timedelta(weeks=6))


def hand_in_diplomas(teacher: Person, administrator: Person, *, on: date) -> None:
    """Ask the register to look at a diploma of history; one of English was refused."""
    refused = hand_in(teacher, "ENG", on=on - timedelta(days=20))
    why = "Dit is een bewijs dat u een cursus volgde, geen getuigschrift van een lerarenopleiding."
    refuse_diploma(refused, actor=administrator, on=on - timedelta(days=14), reasons=why)
    hand_in(teacher, "GES", on=on - timedelta(days=6))


def hand_in(teacher: Person, subject: str, *, on: date) -> DiplomaCheck:
    return hand_in_diploma(
        teacher,
        actor=teacher,
        on=on,
        sector="vo",
        subject=subject,
        awarded_on=date(2014, 7, 4),
        checker=Organisation.objects.get(kind=OrganisationKind.REGISTER),
        paper=Paper("diploma.pdf", SCAN),
    )


def prepare_one_conversation(teacher: Person, *, on: date) -> None:
    """Show two activities to a manager, and write down what to talk about."""
    talk = share(
        teacher,
        actor=teacher,
        on=on,
        name="Marga de Wit",
        email="m.dewit@lindecollege.example",
        days=30,
        with_report=False,
        activities=[one.pk for one in choosable(teacher)[:2]],
    )
    agree(talk, actor=None, text="In het voorjaar volgt u de cursus leesbevordering.")


def tell_of_learning(teacher: Person, *, on: date) -> None:
    """Let somebody in the anteroom keep what was learnt before, and log one activity."""
    add_learning(
        teacher,
        actor=teacher,
        on=on,
        title="Minor onderwijs, twee stages",
        given_by="Hogeschool De Maas",
        recognised_on=on - timedelta(days=500),
        worth="30 studiepunten",
    )
    visit = Entry(
        kind="lesson_visit",
        done_on=on - timedelta(days=12),
        hours=Decimal(2),
        title="Lesbezoek bij mijn begeleider",
    )
    log_activity(teacher, actor=teacher, on=on, entry=visit)


def log_support(supporter: Person, *, on: date) -> None:
    """Let somebody in the support section log one activity, though no hours are asked."""
    course = Entry(
        kind="study_day",
        done_on=on - timedelta(days=16),
        hours=Decimal(6),
        title="Begeleiden van jonge lezers",
    )
    log_activity(supporter, actor=supporter, on=on, entry=course)


def tell_more(teacher: Person, *, on: date) -> None:
    """Give an address for letters, what was learnt before, and a few words looking back."""
    home = Envelope("Lindelaan 12", "3512 AB", "Utrecht")
    set_postal_address(teacher, actor=teacher, envelope=home)
    add_learning(
        teacher,
        actor=teacher,
        on=on,
        title="Vrijstelling voor de minor leesonderwijs",
        given_by="Hogeschool De Maas",
        recognised_on=date(2013, 9, 2),
        worth="15 studiepunten",
    )
    [activity] = choosable(teacher)[:1]
    reflect(activity, actor=teacher, text="Voortaan laat ik de klas eerst zelf vragen bedenken.")
