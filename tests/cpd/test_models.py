from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, connection

from cpd.models import ActivityHours
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import (
    ActivityFactory,
    AdviceFactory,
    JudgementFactory,
    OfferFactory,
    ProviderFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db


def copies(activity):
    return set(activity.hours.values_list("person", "done_on", "status"))


def test_hours_follow_their_activity():
    activity, other = ActivityFactory(), PersonFactory()

    activity.person, activity.done_on, activity.status = other, date(2026, 1, 2), "withdrawn"
    activity.save()

    assert copies(activity) == {(other.pk, date(2026, 1, 2), "withdrawn")}


@pytest.mark.parametrize(
    "difference",
    [
        pytest.param({"done_on": date(2026, 1, 2)}, id="another day"),
        pytest.param({"status": "withdrawn"}, id="another status"),
    ],
)
def test_hours_cannot_differ_from_their_activity(difference):
    activity = ActivityFactory()

    with pytest.raises(IntegrityError, match="hours_follow_their_activity"):
        ActivityHours.objects.filter(activity=activity).update(**difference)


def test_a_settled_activity_stays_as_it_was():
    activity = ActivityFactory(settled=True)

    activity.title = "Iets anders"
    with pytest.raises(InternalError, match="Cannot update rows"):
        activity.save()


@pytest.mark.parametrize(
    ("hours", "constraint"),
    [
        pytest.param("0", "activity_hours_in_quarters", id="nothing"),
        pytest.param("-1", "activity_hours_in_quarters", id="negative"),
        pytest.param("1.10", "activity_hours_in_quarters", id="no quarters"),
        pytest.param("2000.25", "activity_hours_in_quarters", id="too many"),
    ],
)
def test_hours_are_possible(hours, constraint):
    activity = ActivityFactory()

    with pytest.raises(IntegrityError, match=constraint):
        activity.hours.update(hours=Decimal(hours))


def test_an_offer_is_followed_once_a_day():
    activity = ActivityFactory(offer=OfferFactory(validated=True))

    with pytest.raises(IntegrityError, match="offer_followed_once_a_day"):
        ActivityFactory(person=activity.person, offer=activity.offer)


def test_an_offer_that_was_removed_can_be_followed_again():
    activity = ActivityFactory(offer=OfferFactory(validated=True), withdrawn=True)

    again = ActivityFactory(person=activity.person, offer=activity.offer)

    assert again.status == "counts"


def test_hours_that_count_are_summed_from_the_index_alone():
    ActivityFactory()
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off; set local enable_bitmapscan = off")
        cursor.execute(
            "explain (format text) select category, sum(hours) from cpd_activityhours"
            " where person_id = 1 and done_on >= '2025-01-01' and status = 'counts' group by 1"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "Index Only Scan using hours_that_count" in plan


@pytest.mark.parametrize(
    ("kvk", "constraint"),
    [
        pytest.param("1234567", "kvk_has_eight_digits", id="seven digits"),
        pytest.param("1234567a", "kvk_has_eight_digits", id="a letter"),
    ],
)
def test_a_provider_has_a_number_of_eight_digits(kvk, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        ProviderFactory(kvk=kvk)


def test_a_number_keeps_its_leading_zero():
    provider = ProviderFactory(kvk="01234567")

    provider.refresh_from_db()

    assert provider.kvk == "01234567"


@pytest.mark.parametrize(
    ("traits", "constraint"),
    [
        pytest.param({"submitted": True, "summary": ""}, "complete_when_handed_in", id="summary"),
        pytest.param({"submitted": True, "sectors": []}, "complete_when_handed_in", id="sectors"),
        pytest.param(
            {"submitted": True, "contact_hours": 0, "self_study_hours": 0},
            "complete_when_handed_in",
            id="hours",
        ),
        pytest.param({"submitted": True, "due_on": None}, "due_iff_submitted", id="no due day"),
        pytest.param({"validated": True, "valid_until": None}, "valid_iff_validated", id="no end"),
        pytest.param(
            {"validated": True, "valid_until": date(2026, 2, 28)},
            "valid_iff_validated",
            id="ends before it starts",
        ),
        pytest.param(
            {"refused": True, "valid_since": date(2026, 3, 1), "valid_until": date(2030, 3, 1)},
            "valid_iff_validated",
            id="refused and valid",
        ),
        pytest.param({"price": -1}, "numbers_possible", id="price"),
        pytest.param({"sectors": ["ho"]}, "sectors_known", id="unknown sector"),
    ],
)
def test_an_offer_is_whole(traits, constraint):
    with pytest.raises(IntegrityError, match=f"offer_{constraint}"):
        OfferFactory(**traits)


def test_the_price_per_hour_is_computed_by_the_database():
    offer = OfferFactory(price=Decimal(240), contact_hours=Decimal(12), self_study_hours=Decimal(4))

    offer.refresh_from_db()

    assert offer.price_per_hour == Decimal("15.00")


def test_a_submission_is_judged_once():
    judgement = JudgementFactory()

    with pytest.raises(IntegrityError):
        JudgementFactory(submission=judgement.submission)


@pytest.mark.parametrize("outcome", ["validate", "ask", "refuse"])
def test_every_judgement_has_reasons(outcome):
    until = date(2030, 11, 21) if outcome == "validate" else None

    with pytest.raises(IntegrityError, match="judgement_has_reasons"):
        JudgementFactory(outcome=outcome, valid_until=until, reasons="")


@pytest.mark.parametrize("make", [SubmissionFactory, JudgementFactory, AdviceFactory])
@pytest.mark.parametrize("act", ["update", "delete"])
def test_what_was_said_about_an_offer_stays(make, act):
    record = make()
    records = type(record).objects.filter(pk=record.pk)

    with pytest.raises(InternalError, match=r"Cannot .* rows"):
        records.update(id=record.pk + 1) if act == "update" else records._raw_delete(records.db)


def test_a_validator_advises_once():
    advice = AdviceFactory()

    with pytest.raises(IntegrityError, match="one_advice_per_validator"):
        AdviceFactory(submission=advice.submission, given_by=advice.given_by)
