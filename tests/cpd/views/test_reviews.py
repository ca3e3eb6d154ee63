from datetime import date

import pytest

from cpd.models import Assignment, Verdict
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import VALID_UNTIL, JudgementFactory, OfferFactory, SubmissionFactory
from tests.factories.reviews import CODES, AssignmentFactory, ReviewFactory, VerdictFactory

pytestmark = pytest.mark.django_db
VERDICT = {
    "outcome": "validate",
    **{f"score_{code}": "3" for code in CODES},
    **{f"why_{code}": f"Over {code}." for code in CODES},
}


@pytest.fixture
def administrator(client):
    person = PersonFactory(administrator=True)
    client.force_login(person)
    return person


@pytest.fixture
def assignment(client):
    found = AssignmentFactory()
    client.force_login(found.validator)
    return found


def page(response):
    return response.content.decode()


def test_a_verdict_is_given_on_one_page(client, assignment):
    response = client.post(f"/validatie/oordeel/{assignment.pk}/", VERDICT)

    assert response.url == "/validatie/"
    assert Verdict.objects.get().scores.count() == 5


def test_who_has_more_to_judge_goes_on_with_the_next(client, assignment):
    following = AssignmentFactory(validator=assignment.validator)
    sent = {**VERDICT, "next": ""}

    first = client.post(f"/validatie/oordeel/{assignment.pk}/", sent)
    last = client.post(f"/validatie/oordeel/{following.pk}/", sent)

    assert (first.url, last.url) == (f"/validatie/oordeel/{following.pk}/#inhoud", "/validatie/")


def test_every_criterion_asks_for_a_score_and_a_reason(client, assignment):
    response = client.post(f"/validatie/oordeel/{assignment.pk}/", {"outcome": "validate"})

    assert len(response.context["form"].errors) == 10


def test_who_asks_for_changes_says_which(client, assignment):
    response = client.post(f"/validatie/oordeel/{assignment.pk}/", {**VERDICT, "outcome": "ask"})

    assert list(response.context["form"].errors) == ["argument"]


def test_the_other_verdict_is_not_shown(client, assignment):
    VerdictFactory(assignment__review=assignment.review, assignment__validator__given_names="Bo")

    shown = page(client.get(f"/validatie/oordeel/{assignment.pk}/"))

    assert "Over goals." not in shown


def test_the_third_reads_both_without_names(client):
    review = ReviewFactory()
    VerdictFactory(assignment__review=review, assignment__validator__given_names="Florentine")
    VerdictFactory(assignment__review=review, outcome="refuse")
    third = AssignmentFactory(review=review, third=True)
    client.force_login(third.validator)

    shown = page(client.get(f"/validatie/oordeel/{third.pk}/"))

    assert shown.count("Over goals.") == 2
    assert "Florentine" not in shown


@pytest.mark.parametrize("what", ["", "weigeren/"])
def test_the_assignment_of_another_validator_does_not_exist(client, assignment, what):
    client.force_login(PersonFactory(validator=True))

    assert client.get(f"/validatie/oordeel/{assignment.pk}/{what}").status_code == 404


def test_declining_asks_why(client, assignment):
    path = f"/validatie/oordeel/{assignment.pk}/weigeren/"

    assert client.post(path, {}).status_code == 200
    client.post(path, {"reason": "Ik werkte daar."})

    assignment.refresh_from_db()
    assert assignment.status == "declined"


def test_a_validator_sees_what_is_asked_soonest_first(client, assignment):
    sooner = AssignmentFactory(validator=assignment.validator, due_on=date(2026, 11, 25))
    AssignmentFactory()

    response = client.get("/validatie/")

    assert list(response.context["asked"]) == [sooner, assignment]


def test_the_list_takes_as_many_queries_for_many_as_for_one(
    client, assignment, django_assert_max_num_queries
):
    AssignmentFactory.create_batch(5, validator=assignment.validator)

    with django_assert_max_num_queries(12):
        client.get("/validatie/")


def test_languages_are_chosen(client, assignment):
    client.post("/validatie/talen/", {"languages": ["nl", "fy"]})

    assert assignment.validator.reviewer.languages == ["nl", "fy"]


def test_chosen_offers_go_to_validators_together(client, administrator):
    PersonFactory.create_batch(2, validator=True)
    offers = [SubmissionFactory().offer.pk for _ in range(2)]

    client.post("/beheer/aanbod/validatoren/", {"offer": offers})

    assert Assignment.objects.count() == 4


def test_nothing_chosen_is_said(client, administrator):
    response = client.post("/beheer/aanbod/validatoren/", {"offer": ["x"]}, follow=True)

    assert response.status_code == 200
    assert Assignment.objects.count() == 0


def test_without_validators_nothing_is_sent(client, administrator):
    offer = SubmissionFactory().offer

    client.post("/beheer/aanbod/validatoren/", {"offer": offer.pk, "one": "1"})

    offer.refresh_from_db()
    assert offer.status == "submitted"


def test_the_administrator_sees_who_is_asked_and_asks_somebody_else(client, administrator):
    assignment = AssignmentFactory(validator__family_name="Vos")
    spare = PersonFactory(validator=True)
    offer = assignment.review.submission.offer

    assert "Vos" in page(client.get(f"/beheer/aanbod/{offer.pk}/"))
    client.post(f"/beheer/oordeel/{assignment.pk}/", {"validator": spare.pk})

    assert Assignment.objects.get(validator=spare).status == "asked"


def test_the_public_reads_reasons_per_criterion_and_no_names(client):
    review = ReviewFactory(
        submission=SubmissionFactory(offer=OfferFactory(validated=True)), status="concluded"
    )
    JudgementFactory(submission=review.submission, outcome="validate", valid_until=VALID_UNTIL)
    VerdictFactory(assignment__review=review, assignment__validator__given_names="Florentine")

    shown = page(client.get(f"/aanbod/{review.submission.offer.pk}/"))

    assert "Over goals." in shown
    assert "Goed</span>" in shown
    assert "Florentine" not in shown


def test_the_criteria_are_public(client):
    assert "De leerdoelen zijn duidelijk en te toetsen." in page(client.get("/aanbod/criteria/"))
    english = client.get("/aanbod/criteria/", headers={"accept-language": "en"})
    assert "The goals are clear and can be tested." in page(english)
