"""Ratings: given once by who was there, shown from five on, answered, hidden with a reason."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from core import clock
from core.errors import Refused
from core.models import AuditEvent
from cpd.models import Rating
from cpd.selectors.ratings import opinion_of
from cpd.services.ratings import answer_rating, hide_rating, rate, withdraw_rating
from tests.cpd.conftest import TODAY
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import AttendanceFactory, OfferFactory, RatingFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return OfferFactory(validated=True)


@pytest.fixture
def five(course):
    session = SessionFactory(offer=course)
    return [RatingFactory(attendance__session=session, score=score) for score in (5, 5, 4, 4, 3)]


def page(response):
    return response.content.decode()


def test_who_was_there_rates_the_course_with_one_form(client):
    attendance = AttendanceFactory(credited=True)
    client.force_login(attendance.person)

    answer = client.post(
        f"/mijn/deelname/{attendance.pk}/oordeel/", {"score": "4", "text": "Goed."}
    )

    rating = Rating.objects.get()
    assert answer.url == "/mijn/bijeenkomsten/"
    assert (rating.offer, rating.score, rating.text) == (attendance.session.offer, 4, "Goed.")
    assert rating.given_on == clock.today()
    assert AuditEvent.objects.filter(action="rating.rated").count() == 1
    assert "Uw oordeel" in page(client.get("/mijn/bijeenkomsten/"))


def test_a_course_is_rated_once_for_each_time_one_was_there():
    rating = RatingFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        RatingFactory(attendance=rating.attendance)


def test_who_changes_the_rating_finds_the_earlier_words_and_loses_the_answer_to_them(client):
    rating = RatingFactory(score=2, text="Te snel.", answer="Wij nemen meer tijd.")
    path = f"/mijn/deelname/{rating.attendance_id}/oordeel/"
    client.force_login(rating.attendance.person)

    assert "Te snel." in page(client.get(path))
    client.post(path, {"score": "4", "text": "Te snel."})
    rating.refresh_from_db()
    assert (rating.score, rating.answer) == (4, "Wij nemen meer tijd.")
    client.post(path, {"score": "4", "text": "Bij nader inzien goed."})

    rating.refresh_from_db()
    assert (rating.text, rating.answer) == ("Bij nader inzien goed.", "")
    assert AuditEvent.objects.filter(action="rating.changed").count() == 2


def test_a_hidden_rating_that_is_changed_stays_hidden_and_says_why(client):
    rating = RatingFactory(status="hidden", reason="Noemt een leerling.")
    path = f"/mijn/deelname/{rating.attendance_id}/oordeel/"
    client.force_login(rating.attendance.person)

    assert "Noemt een leerling." in page(client.get(path))
    client.post(path, {"score": "5", "text": "Zonder naam."})

    rating.refresh_from_db()
    assert (rating.status, rating.text) == ("hidden", "Zonder naam.")


def test_a_rating_can_be_taken_back_by_who_gave_it_only(client):
    rating, other = RatingFactory(), RatingFactory()
    client.force_login(rating.attendance.person)

    for _twice in range(2):
        client.post(f"/mijn/deelname/{rating.attendance_id}/oordeel/", {"withdraw": "1"})

    assert list(Rating.objects.all()) == [other]
    assert AuditEvent.objects.filter(action="rating.withdrawn").count() == 1
    with pytest.raises(PermissionDenied):
        withdraw_rating(other.attendance, actor=rating.attendance.person)


def test_only_who_is_credited_rates():
    present, other = AttendanceFactory(), AttendanceFactory(credited=True)

    with pytest.raises(Refused):
        rate(present, actor=present.person, score=5, text="", on=TODAY)
    with pytest.raises(PermissionDenied):
        rate(other, actor=present.person, score=5, text="", on=TODAY)


def test_the_attendance_of_somebody_else_has_no_page(client):
    client.force_login(PersonFactory(teacher=True))
    attendance = AttendanceFactory(credited=True)

    assert client.get(f"/mijn/deelname/{attendance.pk}/oordeel/").status_code == 404


def test_what_people_think_is_shown_from_five_on(client, five, course):
    shown = page(client.get(f"/aanbod/{course.pk}/"))
    five[0].delete()
    hidden = page(client.get(f"/aanbod/{course.pk}/"))

    assert "<b>4,2 van de 5</b>, uit 5 oordelen" in shown
    assert five[0].attendance.person.family_name not in shown
    assert "Er ontbreekt er nog één." in hidden
    assert "Meteen bruikbaar" not in hidden


def test_the_average_is_rounded_to_the_nearest_tenth_and_the_last_ten_words_are_shown(course):
    session = SessionFactory(offer=course)
    RatingFactory.create_batch(9, attendance__session=session, score=4)
    RatingFactory.create_batch(3, attendance__session=session, score=5)
    RatingFactory(attendance__session=session, score=1, text="")
    RatingFactory.create_batch(7, attendance__session=session, score=4, text="")

    opinion = opinion_of(course)

    assert (opinion.count, opinion.average, opinion.missing) == (20, Decimal("4.0"), 0)
    assert [bool(rating.text) for rating in opinion.last] == [True] * 10


def test_half_a_tenth_is_rounded_up(course):
    session = SessionFactory(offer=course)
    for score in (5, 5, 4, 4, 4, 4, 4, 4):
        RatingFactory(attendance__session=session, score=score)

    assert opinion_of(course).average == Decimal("4.3")


def test_the_provider_answers_mends_the_answer_and_everybody_reads_it(client, five, course):
    client.force_login(PersonFactory(provider=True, role__organisation=course.provider))
    path = f"/aanbieder/oordelen/{five[0].pk}/"

    client.post(path, {"text": "Danku."})
    assert "Danku." in page(client.get(path))
    client.post(path, {"text": "Dank u."})

    assert "Dank u." in page(client.get(f"/aanbod/{course.pk}/"))
    assert AuditEvent.objects.filter(action="rating.answered").count() == 2
    waiting = client.get("/aanbieder/oordelen/?open").context["page"]
    assert list(waiting) == five[:0:-1]


def test_only_the_provider_answers(five):
    with pytest.raises(PermissionDenied):
        answer_rating(five[0], actor=PersonFactory(provider=True), text="Dank u.")


def test_a_provider_sees_the_average_per_course_the_lowest_first(client, five, course):
    better = RatingFactory(attendance__session__offer__provider=course.provider, score=5)
    session = better.attendance.session
    RatingFactory.create_batch(4, attendance__session=session, score=5)
    RatingFactory(attendance__session=session, score=1, status="hidden", reason="Scheldt.")
    too_few = OfferFactory(provider=course.provider, validated=True)
    RatingFactory.create_batch(4, attendance__session__offer=too_few)
    client.force_login(PersonFactory(provider=True, role__organisation=course.provider))

    shown = client.get("/aanbieder/oordelen/").context["averages"]

    found = [(one, one.count, one.average) for one in shown]
    assert found == [(course, 5, 4.2), (session.offer, 5, 5.0)]


def test_a_provider_reads_nothing_of_others_nor_below_five(client, five, course):
    client.force_login(PersonFactory(provider=True))
    of_another = client.get(f"/aanbieder/oordelen/{five[0].pk}/").status_code
    client.force_login(PersonFactory(provider=True, role__organisation=course.provider))
    five[1].delete()

    listed = list(client.get("/aanbieder/oordelen/").context["page"])

    assert (of_another, listed) == (404, [])


def test_a_provider_reads_words_only(client, five, course):
    Rating.objects.filter(pk=five[2].pk).update(text="")
    Rating.objects.filter(pk=five[3].pk).update(status="hidden", reason="Scheldt.")
    RatingFactory(attendance__session=five[0].attendance.session)
    client.force_login(PersonFactory(provider=True, role__organisation=course.provider))

    listed = list(client.get("/aanbieder/oordelen/").context["page"])

    assert five[0] in listed
    assert not {five[2], five[3]} & set(listed)


def test_a_moderator_finds_ratings_by_their_words_and_by_whether_they_are_shown(client):
    plain, hidden = RatingFactory(), RatingFactory(status="hidden", reason="Scheldt.")
    other, _wordless = RatingFactory(text="Saai."), RatingFactory(text="")
    client.force_login(PersonFactory(administrator=True))

    def found(asked: str) -> list[Rating]:
        return list(client.get(f"/beheer/oordelen/{asked}").context["page"])

    assert found("") == [other, hidden, plain]
    assert found("?q=BRUIKBAAR") == [hidden, plain]
    assert found("?status=hidden") == [hidden]
    assert found("?status=anders") == [other, hidden, plain]


def test_an_administrator_hides_with_a_reason_and_it_counts_no_more(client, five, course):
    administrator = PersonFactory(administrator=True)
    client.force_login(administrator)

    client.post(f"/beheer/oordelen/{five[4].pk}/", {"reason": "Noemt een leerling."})

    five[4].refresh_from_db()
    assert (five[4].status, five[4].reason) == ("hidden", "Noemt een leerling.")
    assert opinion_of(course).count == 4
    assert AuditEvent.objects.filter(action__endswith="hide").count() == 1

    client.post(f"/beheer/oordelen/{five[4].pk}/", {"reason": "Toch niet."})
    assert opinion_of(course).average == Decimal("4.2")


def test_only_administrators_hide_and_not_at_their_own_provider(five, course):
    at_home = PersonFactory(administrator=True)
    at_home.roles.create(organisation=course.provider, kind="provider_editor", since=TODAY)

    for actor in (PersonFactory(teacher=True), at_home):
        with pytest.raises(PermissionDenied):
            hide_rating(five[0], actor=actor, reason="Niet aardig.")


def test_lists_of_ratings_take_as_many_queries_for_one_as_for_five(
    client, five, django_assert_max_num_queries
):
    client.force_login(PersonFactory(administrator=True))

    with django_assert_max_num_queries(10):
        answer = client.get("/beheer/oordelen/?status=shown&q=bruikbaar")

    assert answer.context["page"].paginator.count == 5
