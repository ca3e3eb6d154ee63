from datetime import date

import pytest
from django.db import InternalError, transaction
from django.db.utils import IntegrityError

from register.choices.cycles import CycleStatus, Ground, Outcome
from register.choices.registrations import RegistrationStatus
from register.models import Decision, RuleSet
from tests.factories.accounts import PersonFactory
from tests.factories.register import (
    CertificateFactory,
    CycleFactory,
    DecisionFactory,
    QualificationFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db


def test_a_person_is_in_a_section_once():
    registration = RegistrationFactory()

    with pytest.raises(IntegrityError, match="a_person_is_once_in_a_section"):
        RegistrationFactory(person=registration.person)


def test_a_person_can_be_in_two_sections():
    registration = RegistrationFactory()

    assert RegistrationFactory(person=registration.person, anteroom=True).pk


@pytest.mark.parametrize(
    ("status", "registered_on", "ended_on", "claim"),
    [
        (RegistrationStatus.REGISTERED, None, None, "registered_on_iff_confirmed"),
        (RegistrationStatus.DELIVERED, date(2022, 8, 1), None, "registered_on_iff_confirmed"),
        (RegistrationStatus.LEFT, date(2022, 8, 1), None, "registration_ended_on_iff_ended"),
        (
            RegistrationStatus.REGISTERED,
            date(2022, 8, 1),
            date(2023, 8, 1),
            "registration_ended_on_iff_ended",
        ),
        ("gone", date(2022, 8, 1), None, "registration_status_known"),
    ],
)
def test_the_days_of_a_registration_agree_with_its_status(status, registered_on, ended_on, claim):
    with pytest.raises(IntegrityError, match=claim):
        RegistrationFactory(status=status, registered_on=registered_on, ended_on=ended_on)


def test_a_qualification_is_held_once():
    qualification = QualificationFactory()

    with pytest.raises(IntegrityError, match="a_qualification_is_held_once"):
        QualificationFactory(person=qualification.person)


def test_what_a_registration_was_stays_known():
    registration = RegistrationFactory(delivered=True)
    for day in (2, 3):
        registration.delivered_on = date(2022, 7, day)
        registration.save()

    days = registration.events.order_by("pgh_id").values_list("delivered_on", flat=True)
    assert list(days) == [date(2022, 7, 1), date(2022, 7, 2)]


def test_two_cycles_of_a_registration_do_not_overlap():
    cycle = CycleFactory(renewed=True)

    with pytest.raises(IntegrityError, match="cycles_do_not_overlap"):
        CycleFactory(
            registration=cycle.registration,
            since=date(2026, 7, 31),
            planned_until=date(2030, 8, 1),
            counted_since=cycle.until,
        )


def test_a_day_counts_in_one_cycle():
    cycle = CycleFactory(renewed=True)

    with pytest.raises(IntegrityError, match="a_day_counts_in_one_cycle"):
        CycleFactory(
            registration=cycle.registration,
            since=cycle.planned_until,
            planned_until=date(2030, 8, 1),
            counted_since=date(2026, 3, 1),
        )


def test_one_cycle_runs_at_a_time():
    cycle = CycleFactory(conditional=True)

    with pytest.raises(IntegrityError, match="one_cycle_runs_at_a_time"):
        CycleFactory(
            registration=cycle.registration,
            since=cycle.planned_until,
            planned_until=date(2030, 8, 1),
            counted_since=cycle.until,
        )


@pytest.mark.parametrize(
    ("columns", "claim"),
    [
        ({"status": CycleStatus.RENEWED}, "cycle_decided_on_iff_decided"),
        ({"decided_on": date(2026, 3, 1)}, "cycle_decided_on_iff_decided"),
        ({"status": CycleStatus.SUBMITTED}, "cycle_submitted_on_when_submitted"),
        ({"submitted_on": date(2026, 3, 1)}, "cycle_submitted_on_when_submitted"),
        ({"status": "lost"}, "cycle_status_known"),
        ({"planned_until": date(2022, 8, 1)}, "cycle_ends_after_it_starts|daterange|range"),
    ],
)
def test_the_days_of_a_cycle_agree_with_its_status(columns, claim):
    with pytest.raises(IntegrityError, match=claim):
        CycleFactory(**columns)


def test_a_rule_set_that_was_laid_down_stays():
    rule_set = RuleSet.objects.get(code="2015")

    for deed in (
        lambda: RuleSet.objects.update(submit_months=1),
        lambda: rule_set.criteria.update(hours=1),
        lambda: rule_set.steps.all().delete(),
    ):
        with pytest.raises(InternalError, match="append-only"), transaction.atomic():
            deed()


class TestDecision:
    def test_it_does_not_change(self):
        decision = DecisionFactory()

        for deed in (
            lambda: Decision.objects.update(motivation="Toch niet."),
            lambda: Decision.objects.update(notified_on=None),
            decision.delete,
        ):
            with pytest.raises(InternalError, match="append-only"), transaction.atomic():
                deed()

    def test_the_notification_is_filled_in_once(self):
        decision = DecisionFactory()
        notice = {"notified_on": date(2026, 3, 2), "objection_until": date(2026, 4, 13)}
        Decision.objects.filter(pk=decision.pk).update(**notice)

        with pytest.raises(InternalError, match="append-only"), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(objection_until=date(2026, 5, 1))

    def test_a_letter_after_a_mail_that_came_back_moves_it_later_never_earlier(self):
        decision = DecisionFactory()
        rows = Decision.objects.filter(pk=decision.pk)
        rows.update(notified_on=date(2026, 3, 2), objection_until=date(2026, 4, 13))

        rows.update(notified_on=date(2026, 3, 9), objection_until=date(2026, 4, 20))

        with pytest.raises(InternalError, match="append-only"), transaction.atomic():
            rows.update(notified_on=date(2026, 3, 2), objection_until=date(2026, 4, 13))

    def test_the_notification_does_not_smuggle_anything_in(self):
        DecisionFactory()
        notice = {"notified_on": date(2026, 3, 2), "objection_until": date(2026, 4, 13)}

        with pytest.raises(InternalError, match="append-only"), transaction.atomic():
            Decision.objects.update(**notice, until=date(2040, 1, 1))

    @pytest.mark.parametrize(
        ("columns", "claim"),
        [
            ({"ground": Ground.NOT_MET}, "renewed_iff_met"),
            ({"outcome": Outcome.CONDITIONAL}, "renewed_iff_met"),
            ({"notified_on": date(2026, 3, 2)}, "objection_until_iff_notified"),
        ],
    )
    def test_it_agrees_with_itself(self, columns, claim):
        with pytest.raises(IntegrityError, match=claim):
            DecisionFactory(**columns)

    def test_a_person_who_decides_says_why(self):
        with pytest.raises(IntegrityError, match="a_person_gives_a_motivation"):
            DecisionFactory(made_by=PersonFactory())

    def test_a_cycle_is_renewed_once(self):
        decision = DecisionFactory()

        with pytest.raises(IntegrityError, match="a_cycle_is_decided_once_in_each_way"):
            DecisionFactory(cycle=decision.cycle)


class TestCertificate:
    def test_a_cycle_has_one(self):
        certificate = CertificateFactory()

        with pytest.raises(IntegrityError, match="one_current_certificate"):
            CertificateFactory(cycle=certificate.cycle)

    def test_a_cycle_has_as_many_as_were_replaced_besides(self):
        certificate = CertificateFactory(replaced=True)

        CertificateFactory(cycle=certificate.cycle, replaces=certificate)

        assert certificate.cycle.certificates.count() == 2

    def test_what_was_never_made_is_not_replaced(self):
        with pytest.raises(IntegrityError, match="made_before_it_is_replaced"):
            CertificateFactory(replaced_on=date(2026, 3, 2))

    def test_its_code_belongs_to_no_other(self):
        certificate = CertificateFactory()

        with pytest.raises(IntegrityError, match="code"):
            CertificateFactory(code=certificate.code)

    def test_a_file_has_a_fingerprint(self):
        with pytest.raises(IntegrityError, match="certificate_hash_iff_pdf"):
            CertificateFactory(pdf="certificates/x.pdf")
