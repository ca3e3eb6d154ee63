"""Every page of people and sign-in, as somebody with a keyboard, a reader or a phone meets it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.choices import RoleKind
from accounts.models import ClaimAlarm
from accounts.selectors.claims import alarm_token
from accounts.selectors.invitations import plain_token
from accounts.services import claims, invitations
from tests.accounts.signing_in import sign_in
from tests.config.test_pages import headings
from tests.english import dutch_in
from tests.factories.accounts import (
    AgreementFactory,
    ApiClientFactory,
    ClaimAlarmFactory,
    ClaimCodeFactory,
    OfficeFactory,
    OrganisationFactory,
    PersonFactory,
    RegisterFactory,
    RoleFactory,
    ViewFactory,
    token_for,
)
from tests.looks import faults_at_each_width

PUBLIC = [
    "/inloggen/",
    "/inloggen/gesloten/",
    "/wachtwoord-vergeten/",
    "/wachtwoord-vergeten/verstuurd/",
    "/wachtwoord-vergeten/klaar/",
    "/wachtwoord-vergeten/1-oud/",
    "/e-mailadres-bevestigen/",
    "/e-mailadres-bevestigen/oud/",
    "/activeren/",
    "/uitnodiging/",
]
MACHINE = 20260001  # its key, so that its page has a fixed address
OWN = [
    "/start/",
    "/account/",
    "/account/e-mailadres/",
    "/account/wachtwoord/",
    "/account/sessies/",
    "/account/tweede-stap/",
    "/account/passkeys/",
    "/account/passkeys/nieuw/",
    "/account/bevestigen/",
    "/activeren/",
    "/uitloggen/",
]


def pages_of(trait):
    return (
        OWN
        + {
            "teacher": [
                "/mijn/wie-keek/",
                "/mijn/berichten/",
                "/account/tweede-stap/app/",
                "/mijn/koppelingen/",
                f"/mijn/koppelingen/{MACHINE}/",
            ],
            "hr_officer": [
                "/bestuur/collegas/",
                "/account/tweede-stap/app/verwijderen/",
                "/bestuur/koppelingen/",
                "/bestuur/koppelingen/nieuw/",
                f"/bestuur/koppelingen/{MACHINE}/",
            ],
            "provider": [
                "/aanbieder/collegas/",
                "/aanbieder/koppelingen/",
                "/aanbieder/koppelingen/nieuw/",
                f"/aanbieder/koppelingen/{MACHINE}/",
            ],
            "clerk": [
                "/kantoor/koppelingen/",
                "/kantoor/koppelingen/nieuw/",
                f"/kantoor/koppelingen/{MACHINE}/",
            ],
            "administrator": [
                "/beheer/uitnodigingen/",
                "/beheer/koppelingen/",
                "/beheer/koppelingen/?q=onvindbaar",
                "/beheer/afspraken/",
                "/beheer/afspraken/?q=onvindbaar",
                "/beheer/afspraken/fonds/",
                "/beheer/uitnodigingen/?q=brug",
                "/beheer/uitnodigingen/?q=onvindbaar",
                "/beheer/personen/",
                "/beheer/berichten/",
                "/beheer/meldingen/",
                *(alarm.get_absolute_url() for alarm in ClaimAlarm.objects.all()),
                "/beheer/berichten/?q=onvindbaar",
                "/beheer/personen/?q=onvindbaar",
            ],
        }[trait]
    )


@pytest.fixture
def somebody():
    """Make somebody with rows on each page."""

    def make(trait):
        place = {"role__organisation": OfficeFactory()} if trait == "clerk" else {}
        person = PersonFactory(**{trait: True}, **place)
        if trait == "teacher":
            ViewFactory.create_batch(2, subject=person)
            token_for(ApiClientFactory(own=True, pk=MACHINE, responsible=person))
            return person
        place = person.current_roles[0].organisation
        AgreementFactory(organisation=place)
        machine = ApiClientFactory(pk=MACHINE, organisation=place, responsible=person)
        for _token in range(2):
            token_for(machine)
        machine.tokens.filter(pk=machine.tokens.last().pk).update(revoked_at=timezone.now())
        ClaimAlarmFactory()
        RoleFactory(organisation=place, kind=person.current_roles[0].kind)
        invitations.invite(
            "somebody.with.a.very.long.name@a-school-with-a-very-long-name.example.nl",
            organisation=place,
            kind=RoleKind(person.current_roles[0].kind),
            actor=person,
        )
        return person

    return make


def enter(page, live_server, client, person):
    sign_in(client, person)
    session = {"name": "session", "value": client.cookies["session"].value}
    page.context.add_cookies([{**session, "url": live_server.url}])


def faults_on(page, paths):
    found = {}
    for path in paths:
        page.goto(path)
        if bad := faults_at_each_width(page):
            found[path] = bad
    return found


@pytest.mark.django_db(transaction=True)
def test_pages_before_signing_in_are_accessible(page):
    assert faults_on(page, PUBLIC) == {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("trait", ["teacher", "hr_officer", "administrator"])
def test_pages_after_signing_in_are_accessible(page, live_server, client, somebody, trait):
    enter(page, live_server, client, somebody(trait))

    assert faults_on(page, pages_of(trait)) == {}


@pytest.mark.django_db(transaction=True)
def test_joining_and_claiming_are_accessible(page):
    board = OrganisationFactory()
    officer = PersonFactory(hr_officer=True, role__organisation=board)
    kind = RoleKind.HR_OFFICER
    invited = invitations.invite("a@example.nl", organisation=board, kind=kind, actor=officer)
    plain = claims.issue_claim_code(PersonFactory(), actor=officer)

    page.goto(reverse("accounts:invitation_link", args=[plain_token(invited)]))
    assert faults_at_each_width(page) == []
    page.get_by_role("button", name="Neem de uitnodiging aan").click()
    assert faults_at_each_width(page) == []
    raised = ClaimAlarmFactory()
    for person in (ClaimCodeFactory().person, raised.person):
        page.goto(reverse("accounts:not_me", args=[alarm_token(person)]))
        assert faults_at_each_width(page) == []
    page.goto("/activeren/")
    page.get_by_label("Code").fill(plain)
    page.get_by_label("Geboortedatum").fill("12-4-1990")
    page.get_by_role("button", name="Ga verder").click()
    assert (headings(page.content()), faults_at_each_width(page)) == (["Kies hoe u inlogt"], [])


@pytest.mark.django_db
@pytest.mark.parametrize("trait", ["teacher", "hr_officer", "provider", "clerk", "administrator"])
def test_pages_speak_english_too(client, somebody, trait):
    person = somebody(trait)
    sign_in(client, person)
    client.cookies["language"] = "en"

    found = {path: dutch_in(client.get(path).text) for path in pages_of(trait)}

    assert {path: dutch for path, dutch in found.items() if dutch} == {}


@pytest.mark.django_db
def test_the_pages_of_an_administrator_exist(client):
    sign_in(client, PersonFactory(administrator=True))
    teacher = PersonFactory(teacher=True)
    paths = [f"/beheer/organisaties/{RegisterFactory().pk}/", f"/beheer/personen/{teacher.pk}/"]

    assert [client.get(path).status_code for path in paths] == [200, 200]
