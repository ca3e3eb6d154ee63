"""Issuing a certificate again after a name was corrected: by its holder or an administrator."""

from datetime import date

import jwt
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from accounts.models import View
from accounts.services.people import rename_person
from core.errors import Refused
from core.models import AuditEvent
from register.choices.cycles import Withdrawal
from register.models import Certificate
from register.selectors.keys import withdrawn_between
from register.services.certificates import reissue_certificate
from register.signing.codes import SIGNED_FOR, code_in_file
from tests.factories.accounts import PersonFactory
from tests.factories.register import CertificateFactory, CycleFactory, DecisionFactory
from tests.register.paper import read
from tests.register.posted import run_outbox
from tests.register.test_withdrawal import withdraw, words

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 2)  # the day that tests/register/conftest.py makes it
FORMER, NOW = "Jan Jansen", "Noor van Dijk"
NOT_FOUND, FORBIDDEN = 404, 403


def renamed(**traits):
    """Return the certificate of somebody who was called otherwise when it was made."""
    cycle = DecisionFactory().cycle
    person = cycle.registration.person
    rename_person(person, actor=person, given_names="Noor", prefix="van", family_name="Dijk")
    return CertificateFactory(cycle=cycle, name=FORMER, made=True, **traits)


def holder(certificate):
    return certificate.cycle.registration.person


def reissue(certificate, actor=None):
    return reissue_certificate(certificate, actor=actor or holder(certificate), on=ON)


def check_page(certificate):
    return words(Client().get(certificate.get_absolute_url()))


class TestReissue:
    def test_the_new_one_has_the_name_of_now_and_the_same_last_day(self):
        old = renamed()

        new = reissue(old)

        old.refresh_from_db()
        assert (new.name, new.issued_on, new.valid_until) == (NOW, ON, old.valid_until)
        assert (new.replaces, old.replaced_on, old.name) == (old, ON, FORMER)
        event = AuditEvent.objects.get(action="certificate.replaced")
        assert (event.actor, event.subject_pk, event.data) == (
            holder(old),
            old.pk,
            {"by": new.code},
        )

    def test_the_file_the_badge_and_the_message_agree(self, mailoutbox):
        old = renamed()
        new = reissue(old)

        run_outbox()

        new.refresh_from_db()
        with default_storage.open(new.pdf.name) as file:
            pdf = file.read()
        claims = jwt.decode(new.credential, options={"verify_signature": False})
        text = read(pdf).pages[0].extract_text()
        [mail] = mailoutbox
        assert (NOW in text, FORMER in text) == (True, False)
        assert code_in_file(pdf, after=SIGNED_FOR) == new.code
        assert claims["name"].endswith(NOW)
        assert claims["id"].endswith(new.get_absolute_url())
        assert mail.subject == "Uw nieuwe certificaat staat klaar"
        assert f"Het vervangt het certificaat met code {old.grouped}." in mail.body

    def test_the_list_for_machines_counts_only_the_new_one(self):
        old = renamed()

        new = reissue(old)

        assert withdrawn_between(old.pk, new.pk + 1) == [old.pk]

    def test_an_administrator_does_it_for_a_teacher(self):
        administrator = PersonFactory(administrator=True)

        reissue(renamed(), administrator)

        assert AuditEvent.objects.get(action="certificate.replaced").actor == administrator

    @pytest.mark.parametrize("trait", ["committee", "teacher", "validator"])
    def test_nobody_else_may(self, trait):
        with pytest.raises(PermissionDenied):
            reissue(renamed(), PersonFactory(**{trait: True}))

    @pytest.mark.parametrize("reason", [Withdrawal.MISTAKE, Withdrawal.KEY])
    def test_what_was_withdrawn_only_an_administrator_issues_again(self, reason):
        withdrawn = CertificateFactory(made=True, withdrawn_on=ON, withdrawn_for=reason)

        with pytest.raises(PermissionDenied):
            reissue(withdrawn)
        assert reissue(withdrawn, PersonFactory(administrator=True)).is_right

    def test_one_that_rests_on_no_decision_is_not_issued_again(self):
        withdrawn = renamed(withdrawn_on=ON, withdrawn_for=Withdrawal.DECISION)

        with pytest.raises(Refused, match="vandaag niet opnieuw"):
            reissue(withdrawn, PersonFactory(administrator=True))

    def test_one_that_is_right_is_left_alone(self):
        with pytest.raises(Refused, match="klopt zoals het is"):
            reissue(CertificateFactory(made=True))

    def test_it_is_replaced_once_and_not_withdrawn_afterwards(self):
        old = renamed()
        reissue(old)

        with pytest.raises(Refused, match="al vervangen"):
            reissue(old)
        with pytest.raises(Refused, match="al vervangen"):
            withdraw(old, PersonFactory(administrator=True))

    @pytest.mark.parametrize(
        "changes",
        [
            {"valid_until": ON},
            {"pdf": "", "sha256": ""},
            {"cycle__registration__left": True},
            {"cycle__registration__struck_off": True},
        ],
    )
    def test_what_is_not_in_force_or_not_made_yet_waits(self, changes):
        certificate = CertificateFactory(
            **{"made": True, "name": FORMER, "issued_on": date(2025, 3, 1), **changes}
        )

        with pytest.raises(Refused, match="vandaag niet opnieuw"):
            reissue(certificate)


class TestCheck:
    def test_the_page_shows_the_name_on_the_certificate_never_a_later_one(self):
        page = check_page(renamed())

        assert (FORMER in page, NOW in page) == (True, False)

    def test_the_old_code_says_that_it_was_replaced_without_any_name(self):
        old = renamed()
        reissue(old)

        page = check_page(old)

        assert "op 2 maart 2026 vervangen door een nieuw certificaat" in page
        assert (FORMER in page, NOW in page, "Noor" in page) == (False, False, False)

    def test_neither_does_it_of_somebody_who_left_the_register_after_that(self):
        old = CertificateFactory(replaced=True, cycle__registration__left=True, name=FORMER)

        page = check_page(old)

        assert (FORMER in page, holder(old).full_name in page) == (False, False)

    def test_the_api_says_so_too(self, client):
        old = renamed()
        reissue(old)

        answer = client.get(f"/api/v1/certificaten/{old.code}").json()

        assert (answer["geldig"], answer["vervangen"], answer["ingetrokken"]) == (
            False,
            True,
            False,
        )


class TestPages:
    def test_the_teacher_is_led_to_a_new_certificate(self, client):
        certificate = renamed()
        client.force_login(holder(certificate))
        address = reverse("register:reissue_own", args=[certificate.pk])

        listed = words(client.get(reverse("register:certificates")))
        asked = words(client.get(address))
        client.post(address)

        assert f"Op uw certificaat staat nog {FORMER}." in listed
        assert address in listed
        assert (FORMER in asked, NOW in asked) == (True, True)
        after = words(client.get(reverse("register:certificates")))
        assert "Vervangen op 2 maart 2026" in after
        assert "wordt gemaakt" in after
        assert "Op uw certificaat staat nog" not in after

    def test_a_second_press_changes_nothing_and_says_why(self, client):
        certificate = renamed()
        client.force_login(holder(certificate))
        address = reverse("register:reissue_own", args=[certificate.pk])
        client.post(address)

        page = words(client.post(address, follow=True))

        assert "al vervangen" in page
        assert Certificate.objects.count() == 2

    def test_there_is_no_such_page_where_nothing_is_wrong_or_for_others(self, client):
        right, of_another = CertificateFactory(made=True), renamed()
        client.force_login(holder(right))

        for certificate in (right, of_another):
            address = reverse("register:reissue_own", args=[certificate.pk])
            assert client.get(address).status_code == NOT_FOUND

    def test_an_administrator_finds_it_in_the_file_of_a_person(self, client):
        client.force_login(PersonFactory(administrator=True))
        certificate = renamed()
        address = reverse("register:reissue", args=[certificate.code])
        file = reverse("register:person", args=[holder(certificate).pk])

        assert address in words(client.get(file))
        assert NOW in words(client.get(address))
        assert client.post(address)["Location"] == file
        assert "Vervangen op" in words(client.get(file))
        assert View.objects.filter(subject=holder(certificate)).exists()

    def test_an_administrator_does_not_do_it_as_such_for_the_own(self, client):
        person = PersonFactory(administrator=True)
        certificate = CertificateFactory(
            cycle__registration__person=person,
            made=True,
            withdrawn_on=ON,
            withdrawn_for=Withdrawal.MISTAKE,
        )
        client.force_login(person)

        address = reverse("register:reissue", args=[certificate.code])
        assert client.get(address).status_code == FORBIDDEN
        assert client.post(address).status_code == FORBIDDEN


def test_the_overview_of_who_was_renamed_leads_to_it(client):
    certificate = renamed()
    CycleFactory(
        registration=certificate.cycle.registration,
        since=date(2026, 8, 1),
        planned_until=date(2030, 8, 1),
        counted_since=date(2026, 3, 2),
    )
    client.force_login(holder(certificate))

    page = words(client.get(reverse("register:home")))

    assert "Laat uw certificaat opnieuw afgeven" in page
