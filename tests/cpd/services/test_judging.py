import threading
import time
from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from accounts.choices import RoleKind
from core.errors import InvalidMove, Refused
from core.models import AuditEvent, OutboxMessage
from core.outbox import run
from cpd.choices.judging import Outcome
from cpd.models import Activity, Judgement, Offer
from cpd.services.activities import follow_offer
from cpd.services.judging import ask_advice, expire_offers, give_advice, judge_offer
from cpd.services.offers import withdraw_offer
from tests.factories.accounts import PersonFactory, RoleFactory
from tests.factories.cpd import VALID_UNTIL, OfferFactory, SubmissionFactory
from tests.races import waiting_for_a_lock

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
REASONS = "De doelen zijn concreet en de uren kloppen."


@pytest.fixture
def administrator():
    return PersonFactory(administrator=True)


@pytest.fixture
def validator():
    return PersonFactory(validator=True)


@pytest.fixture
def offer():
    return SubmissionFactory().offer


def editor_of(offer, **kwargs):
    return PersonFactory(provider=True, role__organisation=offer.provider, **kwargs)


def acts(record):
    return list(AuditEvent.objects.about(record).values_list("action", flat=True))


def at_once(record, *deeds):
    """Let deeds queue up behind a lock on a record, then let them go; return what each gave or
    raised.
    """
    results = [None] * len(deeds)

    def run_one(number, deed):
        try:
            results[number] = deed()
        except ValidationError as refusal:
            results[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run_one, args=pair) for pair in enumerate(deeds)]
    with transaction.atomic():
        type(record).objects.select_for_update(no_key=True).get(pk=record.pk)
        for thread in threads:
            thread.start()
        patience = time.monotonic() + 5
        while waiting_for_a_lock() < len(deeds) and time.monotonic() < patience:
            time.sleep(0.01)
    for thread in threads:
        thread.join()
    return results


def test_a_validated_offer_is_valid_for_four_years(offer, administrator):
    judgement = judge_offer(
        offer, actor=administrator, on=TODAY, outcome=Outcome.VALIDATE, reasons=REASONS
    )

    offer.refresh_from_db()
    assert (offer.status, offer.due_on) == ("validated", None)
    assert (offer.valid_since, offer.valid_until) == (TODAY, date(2030, 11, 21))
    assert (judgement.reasons, judgement.criteria, judgement.valid_until) == (
        REASONS,
        "2026-1",
        date(2030, 11, 21),
    )
    assert acts(offer) == ["offer.validate"]


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        pytest.param(Outcome.ASK, "changes_asked", id="ask"),
        pytest.param(Outcome.REFUSE, "refused", id="refuse"),
    ],
)
def test_an_offer_that_is_not_validated_is_not_valid(offer, administrator, outcome, status):
    judgement = judge_offer(offer, actor=administrator, on=TODAY, outcome=outcome, reasons=REASONS)

    offer.refresh_from_db()
    assert (offer.status, offer.valid_since, judgement.valid_until) == (status, None, None)


@pytest.mark.parametrize("trait", ["draft", "validated", "changes_asked", "refused", "withdrawn"])
def test_only_what_was_handed_in_is_judged(administrator, trait):
    offer = OfferFactory() if trait == "draft" else OfferFactory(**{trait: True})

    with pytest.raises(InvalidMove):
        judge_offer(offer, actor=administrator, on=TODAY, outcome=Outcome.REFUSE, reasons=REASONS)


@pytest.mark.parametrize("who", ["provider", "teacher", "validator", "own organisation"])
def test_only_administrators_judge_and_never_for_their_own_organisation(offer, who):
    if who == "own organisation":
        actor = editor_of(offer, administrator=False)
        RoleFactory(person=actor, kind=RoleKind.ADMINISTRATOR)
    else:
        actor = PersonFactory(**{who: True})

    with pytest.raises(PermissionDenied):
        judge_offer(offer, actor=actor, on=TODAY, outcome=Outcome.VALIDATE, reasons=REASONS)
    with pytest.raises(PermissionDenied):
        ask_advice(offer, actor=actor)


@pytest.mark.parametrize(
    ("outcome", "subject", "sentence"),
    [
        pytest.param(
            Outcome.VALIDATE,
            "Uw aanbod is gevalideerd: Middeleeuwse letterkunde in de klas",
            "Het is geldig tot en met 20 november 2030.",
            id="validate",
        ),
        pytest.param(
            Outcome.ASK,
            "Een vraag over uw aanbod: Middeleeuwse letterkunde in de klas",
            "Voordat wij beslissen, vragen wij u iets aan te passen:",
            id="ask",
        ),
        pytest.param(
            Outcome.REFUSE,
            "Uw aanbod is niet gevalideerd: Middeleeuwse letterkunde in de klas",
            "U kunt bezwaar maken binnen zes weken na de dag van deze e-mail.",
            id="refuse",
        ),
    ],
)
def test_the_provider_is_told_by_mail(offer, administrator, outcome, subject, sentence):
    editors = [editor_of(offer), editor_of(offer)]
    editor_of(OfferFactory())
    judge_offer(
        offer, actor=administrator, on=TODAY, outcome=outcome, reasons="<Doel> & toets: goed."
    )

    run(OutboxMessage.objects.get().pk)

    [message] = mail.outbox
    assert message.subject == subject
    assert message.to == [editor.email for editor in editors]
    assert sentence in message.body
    assert "<Doel> & toets: goed." in message.body
    assert f"http://localhost:8000/aanbieder/aanbod/{offer.pk}/" in message.body


def test_advice_stands_beside_the_offer(offer, administrator, validator):
    ask_advice(offer, actor=administrator)

    advice = give_advice(offer, actor=validator, positive=False, motivation="De toets ontbreekt.")

    assert list(offer.submissions.get().advices.all()) == [advice]
    assert acts(offer) == ["offer.advised", "offer.advice_asked"]


def test_asking_advice_twice_asks_once(offer, administrator):
    ask_advice(offer, actor=administrator)
    ask_advice(offer, actor=administrator)

    assert acts(offer) == ["offer.advice_asked"]


def test_advice_is_asked_about_what_was_handed_in(administrator):
    with pytest.raises(InvalidMove):
        ask_advice(OfferFactory(validated=True), actor=administrator)


def test_a_validator_advises_once(offer, administrator, validator):
    ask_advice(offer, actor=administrator)
    give_advice(offer, actor=validator, positive=True, motivation="Goed.")

    with pytest.raises(ValidationError):
        give_advice(offer, actor=validator, positive=False, motivation="Toch niet.")


def test_nobody_advises_unasked_or_after_the_decision(offer, administrator, validator):
    with pytest.raises(Refused) as unasked:
        give_advice(offer, actor=validator, positive=True, motivation="Goed.")
    ask_advice(offer, actor=administrator)
    judge_offer(offer, actor=administrator, on=TODAY, outcome=Outcome.ASK, reasons=REASONS)
    with pytest.raises(Refused) as late:
        give_advice(offer, actor=validator, positive=True, motivation="Goed.")

    assert unasked.value.code == late.value.code == "not_asked"


@pytest.mark.parametrize("who", ["provider", "teacher", "administrator", "own organisation"])
def test_only_validators_advise_and_never_about_their_own_organisation(offer, administrator, who):
    ask_advice(offer, actor=administrator)
    if who == "own organisation":
        actor = editor_of(offer)
        RoleFactory(person=actor, kind=RoleKind.VALIDATOR)
    else:
        actor = PersonFactory(**{who: True})

    with pytest.raises(PermissionDenied):
        give_advice(offer, actor=actor, positive=True, motivation="Goed.")


def test_offers_expire_on_the_first_day_that_they_are_not_valid():
    ends, stays = OfferFactory(validated=True), OfferFactory(validated=True)
    Offer.objects.filter(pk=stays.pk).update(valid_until=date(2030, 3, 2))
    withdrawn = OfferFactory(withdrawn=True)

    expired = expire_offers(on=VALID_UNTIL)

    assert expired == [ends.pk]
    assert {offer.pk: offer.status for offer in Offer.objects.all()} == {
        ends.pk: "expired",
        stays.pk: "validated",
        withdrawn.pk: "withdrawn",
    }
    assert acts(ends) == ["offer.expire"]


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_one_decides():
    offer = SubmissionFactory().offer
    first, second = PersonFactory(administrator=True), PersonFactory(administrator=True)

    results = at_once(
        offer,
        lambda: judge_offer(offer, actor=first, on=TODAY, outcome=Outcome.REFUSE, reasons="Nee."),
        lambda: judge_offer(offer, actor=second, on=TODAY, outcome=Outcome.VALIDATE, reasons="Ja."),
    )

    assert Judgement.objects.count() == 1
    assert {type(result) for result in results} == {Judgement, InvalidMove}
    assert OutboxMessage.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_withdrawing_while_somebody_decides_ends_in_one_of_the_two():
    offer = SubmissionFactory().offer
    administrator, editor = PersonFactory(administrator=True), editor_of(offer)

    judged, withdrawn = at_once(
        offer,
        lambda: judge_offer(
            offer, actor=administrator, on=TODAY, outcome=Outcome.REFUSE, reasons="Nee."
        ),
        lambda: withdraw_offer(offer, actor=editor, on=TODAY),
    )

    offer.refresh_from_db()
    assert (offer.status, type(judged), type(withdrawn)) in [
        ("refused", Judgement, InvalidMove),
        ("withdrawn", InvalidMove, Offer),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_follow_once():
    offer, teacher = OfferFactory(validated=True), PersonFactory(teacher=True)

    def press():
        return follow_offer(offer, actor=teacher, on=TODAY, done_on=TODAY)

    first, second = at_once(teacher, press, press)

    assert first == second == Activity.objects.get()
