"""Striking off and leaving, from the first act to what they bring about."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from accounts.services.alarms import lift_alarm, undo_claim
from core.errors import Refused
from register.choices.cases import CaseGround
from register.choices.cycles import CycleStatus
from register.choices.registrations import RegistrationStatus
from register.selectors.public import check_certificate, public_entry
from register.services.cycles import close_ended
from tests.factories.accounts import ClaimAlarmFactory
from tests.factories.register import (
    PLANNED_UNTIL,
    CertificateFactory,
    CycleFactory,
    RegistrationFactory,
)
from tests.register.conftest import TODAY
from tests.register.posted import run_outbox
from tests.register.procedures import (
    administrator,
    announced,
    do,
    leaving,
)

pytestmark = pytest.mark.django_db


class TestStrikingOff:
    def test_nobody_finds_who_was_struck_off(self):
        certificate = CertificateFactory()
        registration = certificate.cycle.registration
        number = registration.person.number
        CycleFactory(
            registration=registration,
            since=PLANNED_UNTIL,
            planned_until=date(2030, 8, 1),
            counted_since=date(2026, 3, 2),
        )
        assert public_entry(number, on=TODAY)

        do(leaving(registration), "strike_off")

        check = check_certificate(certificate.code, on=TODAY)
        assert public_entry(number, on=TODAY) is None
        assert check is not None
        assert not check.valid

    def test_the_cycle_is_broken_off(self):
        cycle = CycleFactory()

        do(leaving(cycle.registration), "strike_off")

        cycle.refresh_from_db()
        assert (cycle.status, cycle.until) == (CycleStatus.BROKEN_OFF, TODAY)
        assert cycle.planned_until == PLANNED_UNTIL
        assert close_ended(on=PLANNED_UNTIL) == 0

    def test_who_loses_the_qualification_may_answer_first(self):
        case = announced()
        run_outbox()

        with pytest.raises(Refused) as refusal:
            do(case, "strike_off")
        do(case, "give_view", words="Dat is niet zo.")
        do(case, "strike_off")

        assert refusal.value.code == "too_early"
        case.registration.refresh_from_db()
        assert case.registration.status == RegistrationStatus.STRUCK_OFF

    def test_after_six_weeks_no_answer_is_waited_for(self):
        case = announced()
        run_outbox()

        do(case, "strike_off", on=date(2026, 4, 14))

        assert case.status == "struck_off"

    def test_nobody_writes_to_who_died(self, mailoutbox):
        do(announced(ground=CaseGround.DEATH), "strike_off")

        run_outbox()

        assert mailoutbox == []

    def test_nobody_signs_in_as_who_died(self, client):
        registration = RegistrationFactory()
        teacher = registration.person
        client.force_login(teacher)

        case = announced(registration, ground=CaseGround.DEATH)

        teacher.refresh_from_db()
        assert not teacher.is_active
        assert client.get("/mijn/").status_code == 302
        do(case, "strike_off")
        teacher.refresh_from_db()
        assert not teacher.is_active

    def test_whose_death_was_a_mistake_gets_the_account_back_and_is_told(self, mailoutbox):
        registration = RegistrationFactory()
        case = announced(registration, ground=CaseGround.DEATH)

        do(case, "drop")

        run_outbox()
        registration.person.refresh_from_db()
        [mail] = mailoutbox
        assert registration.person.is_active
        assert "Dat was een vergissing." in mail.body

    def test_who_was_struck_off_for_dead_asks_us_to_be_registered_again(self, mailoutbox):
        """They cannot sign in to ask: an administrator writes it down."""
        registration = RegistrationFactory()
        case = announced(registration, ground=CaseGround.DEATH)
        do(case, "strike_off")

        do(case, "ask_restoration", by=administrator())
        do(case, "restore")

        run_outbox()
        registration.refresh_from_db()
        registration.person.refresh_from_db()
        assert registration.status == RegistrationStatus.REGISTERED
        assert registration.person.is_active
        assert len(mailoutbox) == 2  # the letter, and that the account works

    def test_nobody_asks_for_another_to_be_registered_again_who_lives(self):
        case = leaving()
        do(case, "strike_off")

        with pytest.raises(PermissionDenied):
            do(case, "ask_restoration", by=administrator())

    @pytest.mark.parametrize("conclude", [lift_alarm, undo_claim])
    def test_looking_into_an_alarm_opens_no_account_of_who_died(self, conclude, mailoutbox):
        registration = RegistrationFactory()
        alarm = ClaimAlarmFactory(person=registration.person)
        announced(registration, ground=CaseGround.DEATH)

        conclude(alarm, actor=administrator(), finding="Gebeld met de school.")

        registration.person.refresh_from_db()
        assert not registration.person.is_active
        assert mailoutbox == []

    def test_an_alarm_keeps_an_account_shut_when_the_death_was_a_mistake(self):
        registration = RegistrationFactory()
        case = announced(registration, ground=CaseGround.DEATH)
        ClaimAlarmFactory(person=registration.person)

        do(case, "drop")

        registration.person.refresh_from_db()
        assert not registration.person.is_active

    def test_a_registration_is_not_struck_off_twice_at_once(self):
        registration = RegistrationFactory()
        announced(registration)

        with pytest.raises(Refused, match="al een doorhaling"):
            leaving(registration)

    def test_who_is_not_registered_cannot_be_struck_off(self):
        with pytest.raises(Refused, match="kan nu niet"):
            leaving(RegistrationFactory(delivered=True))

    def test_who_comes_back_goes_on_with_the_cycle_as_it_was_planned(self):
        cycle = CycleFactory()
        case = leaving(cycle.registration)
        do(case, "strike_off")
        do(case, "ask_restoration")

        do(case, "restore", on=date(2026, 6, 1))

        cycle.refresh_from_db()
        assert (cycle.status, cycle.until) == (CycleStatus.OPEN, PLANNED_UNTIL)
        assert public_entry(cycle.registration.person.number, on=TODAY)

    def test_who_comes_back_after_its_end_begins_anew(self):
        cycle = CycleFactory()
        case = leaving(cycle.registration)
        do(case, "strike_off")
        do(case, "ask_restoration")

        do(case, "restore", on=date(2026, 9, 1))

        new = cycle.registration.cycles.get(status=CycleStatus.OPEN)
        assert (new.since, new.counted_since) == (date(2026, 9, 1), date(2026, 9, 1))

    def test_extra_time_goes_on_too(self):
        cycle = CycleFactory(
            conditional=True,
            since=date(2022, 1, 1),
            planned_until=date(2026, 1, 1),
            decided_on=date(2026, 1, 1),
            until=date(2026, 7, 1),
        )
        case = leaving(cycle.registration)
        do(case, "strike_off")
        do(case, "ask_restoration")

        do(case, "restore")

        cycle.refresh_from_db()
        assert (cycle.status, cycle.until) == (CycleStatus.CONDITIONAL, date(2026, 7, 1))
