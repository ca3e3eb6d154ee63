"""The pages of this app in a real browser: within the window, clean for axe, in two languages."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.choices import MessageKind
from accounts.services.messages import tell
from accounts.texts import Words
from core.models import OutboxMessage
from register.models import Certificate, Decision
from register.selectors.checks import Asked
from register.selectors.conversations import plain_token
from register.services.checks import check_registrations
from register.services.conversations import agree, share
from register.services.cycles import close_ended, submit_cycle
from register.services.figures import publish_figures
from register.services.listings import refresh_listings
from register.services.post import make_letters
from tests.english import dutch_by_path
from tests.factories.accounts import (
    AgreementFactory,
    BsnFactory,
    DoubleFactory,
    PersonFactory,
    ShieldFactory,
    valid_bsn,
)
from tests.factories.cpd import ActivityFactory, OfferFactory, PlanItemFactory
from tests.factories.register import (
    PLANNED_UNTIL,
    AdmissionFactory,
    CertificateFactory,
    CycleFactory,
    DiplomaCheckFactory,
    DrawFactory,
    QualificationFactory,
    RegistrationFactory,
    SampleFactory,
)
from tests.factories.schools import BasisFactory, DisputeFactory
from tests.looks import faults_by_path
from tests.register.conftest import TODAY
from tests.register.posted import run_outbox
from tests.register.teachers import teacher_with

HOME, REQUIREMENTS, SUBMIT = "/mijn/", "/mijn/herregistratie/", "/mijn/herregistratie/aanvragen/"
ADMISSION = "/aanmelden/"
DATA, CONFIRM, CERTIFICATES = "/mijn/gegevens/", "/mijn/gegevens/bevestigen/", "/mijn/certificaten/"

GONE = "/gesprek/made-up/"


def conversation_with(person):
    """Something that a teacher shows, with an agreement that waits for them."""
    shown = [ActivityFactory(person=person).pk]
    talk = share(
        person,
        actor=person,
        on=TODAY,
        name="Bea Smit",
        email="bea@school.example",
        days=30,
        with_report=True,
        activities=shown,
    )
    agree(talk, actor=None, text="Samen kijken naar toetsen.")
    return talk


def on_the_way():
    """A teacher with something of everything, and what the board says about them."""
    hours = {"subject_content": 24, "subject_teaching": 14, "school_development": 72}
    cycle = teacher_with(hours=hours)
    person = cycle.registration.person
    QualificationFactory(person=person, subject="GES", proposed=True)
    cycle.reminders.create(step="6_months", posted_on=date(2026, 1, 31))
    PlanItemFactory(person=person)
    OfferFactory(validated=True)
    asked = DiplomaCheckFactory(person=person, asked=True)
    talk = conversation_with(person)
    staff = person.staff_records.get()
    DisputeFactory(staff=staff, message="Anna-Maria!")
    return person, [
        *(
            f"{REQUIREMENTS}?what_if=True&hours_lesson_visit=x",
            HOME,
            REQUIREMENTS,
            SUBMIT,
            DATA,
            CONFIRM,
            CERTIFICATES,
            "/mijn/openbaar/",
        ),
        f"/mijn/gegevens/klopt-niet/{staff.pk}/",
        *("/mijn/gegevens/meenemen/", "/mijn/gegevens/adres/"),
        "/mijn/account-verwijderen/",
        *("/mijn/gesprekken/", "/mijn/gesprekken/nieuw/", talk.get_absolute_url()),
        *("/mijn/bevoegdheden/", "/mijn/bevoegdheden/nieuw/", asked.get_absolute_url()),
    ]


def renewed():
    cycle = teacher_with(hours=160)
    person = cycle.registration.person
    submit_cycle(cycle, actor=person, declared=True, on=TODAY)
    run_outbox()
    decision = Decision.objects.get(cycle=cycle)
    return person, [HOME, REQUIREMENTS, SUBMIT, CERTIFICATES, decision.get_absolute_url()]


def given_time():
    cycle = teacher_with(hours=100, since=date(2021, 8, 1), planned_until=TODAY)
    close_ended(on=TODAY)
    run_outbox()
    person = cycle.registration.person
    return person, [
        HOME,
        REQUIREMENTS,
        SUBMIT,
        Decision.objects.get(cycle=cycle).get_absolute_url(),
    ]


def newcomers():
    """Yield people without a cycle, each with the page that they see."""
    delivered = RegistrationFactory(delivered=True).person
    BasisFactory(appointment__staff__person=delivered)
    underway = RegistrationFactory(anteroom=True).person
    BasisFactory(
        appointment__staff__person=underway,
        code="VO-VAC",
        subject_areas=["WIS"],
        until=PLANNED_UNTIL,
    )
    nowhere = PersonFactory(teacher=True)
    shielded = ShieldFactory(person=CycleFactory().registration.person).person
    return [
        (delivered, [HOME, CONFIRM]),
        (
            underway,
            [HOME, DATA, "/mijn/afscherming/", "/mijn/route/", "/mijn/route/eerder-geleerd/"],
        ),
        (nowhere, [HOME, CONFIRM]),
        (shielded, ["/mijn/afscherming/", "/mijn/openbaar/"]),
    ]


def staff():
    waiting = teacher_with(hours=100, submitted=True)
    drawn = SampleFactory(cycle=teacher_with(hours=160, submitted=True))
    DrawFactory(unknown=True, month=date(2026, 4, 1))
    member, administrator = PersonFactory(committee=True), PersonFactory(administrator=True)
    OutboxMessage.objects.create(key="one", task="register.tasks.make_certificate", attempts=12)
    person = waiting.registration.person
    certificate = CertificateFactory()
    diploma = DiplomaCheckFactory()
    asks = AdmissionFactory(number=valid_bsn(3))
    BsnFactory(person=person, bsn=valid_bsn(3))
    return [
        (member, ["/commissie/", waiting.get_absolute_url(), drawn.get_absolute_url()]),
        (drawn.cycle.registration.person, [HOME, "/mijn/herregistratie/steekproef/"]),
        (PersonFactory(committee=True), ["/commissie/"]),
        (
            administrator,
            [
                *("/beheer/", "/beheer/personen/?q=LR1", "/beheer/personen/?q=jansen"),
                *(f"/beheer/personen/{person.pk}/", "/beheer/dubbelen/"),
                f"/beheer/dubbelen/{DoubleFactory(first=person).pk}/",
                f"/beheer/certificaten/{certificate.code}/",
                *("/beheer/berichten/teksten/", "/beheer/berichten/teksten/reminder/"),
                "/beheer/berichten/teksten/reminder/1/",
                *(
                    "/beheer/afschermingen/",
                    ShieldFactory().get_absolute_url(),
                    "/beheer/uitgaand/",
                ),
                f"/beheer/personen/{person.pk}/afschermen/",
                *posted(administrator),
                *("/beheer/diplomas/", "/beheer/diplomas/?q=niemand"),
                *(f"/beheer/diplomas/{one}/" for one in (diploma.pk, asks.diploma.pk)),
                "/beheer/bewaartermijnen/",
                *("/beheer/steekproef/", "/beheer/werk/", "/beheer/werk/?kind=double"),
            ],
        ),
    ]


def posted(administrator):
    """Return the pages of two notices that no mail brought; one is in a batch."""
    for subject in ("Ons besluit", "Een brief"):
        if subject == "Een brief":
            batch = make_letters(actor=administrator, posts_on=TODAY, on=TODAY)
        tell(
            PersonFactory(),
            actor=None,
            key=f"notice-of-{subject}",
            kind=MessageKind.NOTICE,
            words=Words(subject, "Er staat een brief klaar."),
        )
    return ["/beheer/post/", batch.get_absolute_url()]


def who_ask():
    """Yield people without a school, each at another point of asking to be registered."""
    empty = AdmissionFactory(empty=True).person
    answered = AdmissionFactory(draft=True)
    asked, refused = (
        AdmissionFactory(person=check.person, diploma=check).person
        for check in (
            DiplomaCheckFactory(asked=True, person__signs_in=True, person__teacher=False),
            DiplomaCheckFactory(
                refused=True,
                reasons="Geen lesbevoegdheid.",
                notified_on=TODAY,
                person__signs_in=True,
                person__teacher=False,
            ),
        )
    )
    questions = ("naam", "geboortedatum", "burgerservicenummer", "bevoegdheid")
    return [
        (PersonFactory(signs_in=True), [ADMISSION]),
        (empty, [ADMISSION, *(f"{ADMISSION}vraag/{question}/" for question in questions)]),
        (answered.person, [ADMISSION, f"{ADMISSION}insturen/"]),
        (AdmissionFactory(number=valid_bsn(2)).person, [ADMISSION, "/mijn/berichten/"]),
        (asked, [ADMISSION, f"{ADMISSION}scan/"]),
        (refused, [ADMISSION, f"{ADMISSION}bezwaar/"]),
    ]


def checkers():
    """Yield somebody of a fund with a check, and somebody who has no agreement yet."""
    agreement = AgreementFactory(purpose="Lerarenbeurs 2027")
    checker = PersonFactory(checker=True, role__organisation=agreement.organisation)
    asked = [Asked(RegistrationFactory().person.number, date(1990, 4, 12), "2027-0001")]
    check = check_registrations(agreement, actor=checker, asked=asked, on=TODAY, today=TODAY)
    return [
        (checker, ["/afnemer/", f"/afnemer/{check.pk}/"]),
        (PersonFactory(checker=True), ["/afnemer/", "/afnemer/collegas/", "/afnemer/koppelingen/"]),
        (PersonFactory(hr_officer=True), ["/bestuur/cijfers/"]),
    ]


def public():
    entry = teacher_with(hours=100).registration.person
    refresh_listings()
    gone = CertificateFactory(cycle__registration__struck_off=True)
    talk = conversation_with(entry)
    publish_figures(on=TODAY)
    DrawFactory(public=True)
    return [
        "/cijfers/",
        "/cijfers/regios/",
        "/cijfers/gegevenswoordenboek/",
        "/steekproef/",
        "/steekproef/?month=2026-02-01&cycle=12",
        reverse("register:conversation_link", args=[plain_token(talk)]),
        GONE,
        *(ADMISSION, f"{ADMISSION}account/"),
        "/register/",
        "/register/?q=Bakker",
        "/register/?q=Jansen&place=Utrecht",
        "/register/?q=Jansn",
        "/register/?q=",
        f"/register/{entry.number}/op-een-dag/?day=1-1-2026",
        f"/register/{entry.number}/op-een-dag/?day=x",
        f"/register/{entry.number}/",
        "/register/LR0000000014/",
        "/controleren/",
        "/controleren/?code=K7",
        "/controleren/K7QD4M2X9TRF/",
        gone.get_absolute_url(),
        CertificateFactory().get_absolute_url(),
    ]


def everybody():
    """Return who sees which pages; nobody is None."""
    return [
        on_the_way(),
        renewed(),
        given_time(),
        *newcomers(),
        *staff(),
        *who_ask(),
        *checkers(),
        (None, public()),
    ]


@pytest.mark.django_db(transaction=True)
def test_every_page_is_accessible_and_no_wider_than_its_window(page, live_server):
    assert faults_by_path(page, everybody(), url=live_server.url, gone=[GONE]) == {}


@pytest.mark.django_db
def test_every_page_speaks_english_too(client):
    assert dutch_by_path(client, everybody()) == {}
    assert Certificate.objects.exists()
