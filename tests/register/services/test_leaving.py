"""Striking off and leaving, from the first act to what they bring about."""

from datetime import date

import pytest

from core.errors import Refused
from register.choices.cases import CaseGround
from register.choices.cycles import CycleStatus
from register.choices.registrations import RegistrationStatus
from register.selectors.public import check_certificate, public_entry
from register.services.cycles import close_ended
from tests.factories.register import (
    PLANNED_UNTIL,
    CertificateFactory,
    CycleFactory,
    RegistrationFactory,
)
from tests.register.conftest import TODAY
from tests.register.posted import run_outbox
from tests.register.procedures import (
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
