"""The pages about sessions and judging in a real browser: within the window and clean for axe."""

import pytest

from tests.english import dutch_by_path
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import (
    AttendanceFactory,
    OfferFactory,
    ProviderFactory,
    SessionFactory,
    SubmissionFactory,
)
from tests.factories.reviews import AssignmentFactory, ReviewFactory, VerdictFactory
from tests.looks import faults_by_path

pytestmark = pytest.mark.django_db(transaction=True)


def session_pages():
    """The same for sessions and who was there."""
    provider, teacher = ProviderFactory(), PersonFactory(teacher=True)
    session = SessionFactory(offer=OfferFactory(provider=provider, validated=True))
    coming = SessionFactory(offer=session.offer, to_come=True)
    coming.intentions.create(person=teacher)
    attended = AttendanceFactory(session=session, person=teacher, credited=True)
    AttendanceFactory(session=session)
    contested = AttendanceFactory(session=session, contested=True)
    at = "/aanbieder/bijeenkomsten/"
    return {
        PersonFactory(provider=True, role__organisation=provider): [
            *(at, f"{at}?when=past", f"{at}?when=cancelled"),
            *(f"{at}{coming.pk}/", f"{at}{coming.pk}/wijzigen/", f"{at}{coming.pk}/afzeggen/"),
            *(f"{at}{session.pk}/", f"{at}{session.pk}/lijst/"),
            f"/aanbieder/deelname/{attended.pk}/intrekken/",
            f"/aanbieder/aanbod/{session.offer.pk}/bijeenkomst/",
        ],
        teacher: ["/mijn/bijeenkomsten/", f"/aanbod/{session.offer.pk}/"],
        PersonFactory(administrator=True): [
            *("/beheer/deelname/", f"/beheer/deelname/{contested.pk}/")
        ],
    }


def review_pages():
    """The same for judging by validators."""
    review = ReviewFactory()
    VerdictFactory(assignment__review=review)
    VerdictFactory(assignment__review=review, outcome="refuse")
    third = AssignmentFactory(review=review, third=True)
    PersonFactory(validator=True)
    programme = SubmissionFactory(offer__kind="programme").offer
    asked = f"/validatie/oordeel/{third.pk}/"
    return {
        third.validator: ["/validatie/", asked, f"{asked}weigeren/", "/validatie/talen/"],
        PersonFactory(administrator=True): [
            *(f"/beheer/aanbod/{review.submission.offer.pk}/", f"/beheer/oordeel/{third.pk}/"),
            *(f"/beheer/aanbod/{programme.pk}/", "/aanbod/criteria/"),
        ],
    }


@pytest.mark.parametrize("made", [session_pages, review_pages])
def test_pages_are_accessible_and_never_wider_than_their_window(page, live_server, made):
    assert faults_by_path(page, made().items(), url=live_server.url) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("made", [session_pages, review_pages])
def test_pages_speak_english_too(client, made):
    assert dutch_by_path(client, made().items()) == {}
