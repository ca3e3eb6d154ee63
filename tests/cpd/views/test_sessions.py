from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from cpd.forms.fields import EuroField, HoursField
from cpd.forms.sessions import HourField
from cpd.models import Attendance, Intention, Session
from tests.cpd.conftest import TODAY
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import AttendanceFactory, OfferFactory, ProviderFactory, SessionFactory
from tests.pages import words

pytestmark = pytest.mark.django_db
PLAN = {
    "since": "10-12-2026",
    "starts_at": "19.30",
    "ends_at": "21:00",
    "where": "place",
    "town": "Deventer",
    "province": "overijssel",
    "seats": "24",
}


@pytest.fixture
def provider():
    return ProviderFactory()


@pytest.fixture
def editor(client, provider):
    person = PersonFactory(provider=True, role__organisation=provider)
    client.force_login(person)
    return person


@pytest.fixture
def session(provider):
    return SessionFactory(offer=OfferFactory(provider=provider, validated=True))


def page(response):
    return response.content.decode()


def test_a_session_is_planned_on_one_page(client, editor, provider):
    offer = OfferFactory(provider=provider, validated=True)

    response = client.post(f"/aanbieder/aanbod/{offer.pk}/bijeenkomst/", PLAN)

    session = Session.objects.get()
    assert response.url == f"/aanbieder/bijeenkomsten/{session.pk}/"
    assert (session.since, session.until) == (date(2026, 12, 10), date(2026, 12, 11))


def test_everything_that_is_wrong_is_said_at_once(client, editor, provider):
    offer = OfferFactory(provider=provider, validated=True)

    response = client.post(
        f"/aanbieder/aanbod/{offer.pk}/bijeenkomst/",
        {**PLAN, "since": "10-12-2025", "town": ""},
    )

    assert set(response.context["form"].errors) == {"since", "town"}


@pytest.mark.parametrize("what", ["", "wijzigen/", "afzeggen/", "lijst/"])
def test_a_session_of_another_provider_does_not_exist(client, editor, what):
    assert client.get(f"/aanbieder/bijeenkomsten/{SessionFactory().pk}/{what}").status_code == 404


def test_attendance_of_another_provider_does_not_exist(client, editor):
    attendance = AttendanceFactory(credited=True)

    assert client.get(f"/aanbieder/deelname/{attendance.pk}/intrekken/").status_code == 404


def test_eighty_pasted_numbers_are_checked_and_credited_in_two_presses(client, editor, session):
    Session.objects.update(seats=80)
    people = PersonFactory.create_batch(80, teacher=True)
    text = "\n".join(f"{one.number}; {one.family_name}" for one in people)
    path = f"/aanbieder/bijeenkomsten/{session.pk}/lijst/"

    checked = client.post(path, {"text": text})
    assert checked.context["new"] == 80
    assert not Attendance.objects.exists()
    client.post(path, {"text": checked.context["text"], "credit": "1"})

    assert Attendance.objects.filter(status="credited").count() == 80


def test_a_line_that_does_not_match_says_only_that(client, editor, session):
    known = PersonFactory(teacher=True, given_names="Anouk", family_name="Vos")
    text = f"{known.number}; Jansen\nLR1234567890; Vos"

    response = client.post(f"/aanbieder/bijeenkomsten/{session.pk}/lijst/", {"text": text})

    outcomes = [(match.person, match.new) for match in response.context["matches"]]
    assert outcomes == [(None, False), (None, False)]
    assert "Anouk" not in page(response)


def test_signs_that_cannot_be_seen_do_not_stop_a_list(client, editor, session):
    teacher = PersonFactory(teacher=True, family_name="Vos")

    path = f"/aanbieder/bijeenkomsten/{session.pk}/lijst/"
    answer = client.post(path, {"text": f"\u202a{teacher.number}\u202c;\u200fVos"})

    assert answer.context["new"] == 1


def test_what_does_not_match_comes_first_and_a_long_list_is_not_shown_whole(
    client, editor, session
):
    known = PersonFactory(teacher=True)
    text = "\n".join([known.number, *(f"onzin {n}" for n in range(250))])

    response = client.post(f"/aanbieder/bijeenkomsten/{session.pk}/lijst/", {"text": text})

    shown = response.context["shown"]
    assert [match.place for match in shown] == list(range(2, 202))
    assert "Alleen de eerste 200 regels staan hier." in page(response)
    assert response.context["new"] == 1


def test_the_lines_of_a_file_can_be_repaired(client, editor, session):
    file = SimpleUploadedFile("lijst.csv", b"nummer;naam\nLR1;Vos\n")

    response = client.post(f"/aanbieder/bijeenkomsten/{session.pk}/lijst/", {"file": file})

    assert response.context["form"]["text"].value() == "LR1 Vos"


def test_a_former_name_and_a_name_without_accents_match(client, editor, session):
    person = PersonFactory(teacher=True, family_name="Čapek")
    person.family_name = "Vos-de Boer"
    person.save()
    text = f"{person.number} capek"

    response = client.post(f"/aanbieder/bijeenkomsten/{session.pk}/lijst/", {"text": text})

    assert response.context["new"] == 1


def test_a_list_as_a_file_is_carried_along(client, editor, session):
    person = PersonFactory(teacher=True, family_name="Vos")
    file = SimpleUploadedFile("lijst.csv", f"nummer;naam\n{person.number};Vos\n".encode())
    path = f"/aanbieder/bijeenkomsten/{session.pk}/lijst/"

    checked = client.post(path, {"file": file})
    client.post(path, {"text": checked.context["text"], "credit": "1"})

    assert Attendance.objects.get().person == person


def test_a_list_with_more_people_than_seats_says_so_before_anybody_is_credited(
    client, editor, session
):
    Session.objects.update(seats=2)
    people = PersonFactory.create_batch(3, teacher=True)
    path = f"/aanbieder/bijeenkomsten/{session.pk}/lijst/"

    above = words(client.post(path, {"text": "\n".join(one.number for one in people)}))
    fitting = words(client.post(path, {"text": "\n".join(one.number for one in people[:2])}))

    assert "Dat is 1 persoon meer dan er plaatsen zijn." in above
    assert 'name="credit"' not in above
    assert 'name="credit"' in fitting


@pytest.mark.parametrize(
    ("days", "changeable"),
    [
        pytest.param(0, True, id="on the first day the seats can be changed"),
        pytest.param(1, False, id="after it they are fixed"),
    ],
)
def test_who_had_no_seat_after_all_is_told_what_can_be_done(
    client, editor, session, days, changeable
):
    first = TODAY - timedelta(days=days)
    Session.objects.update(seats=1, since=first, until=first + timedelta(days=1))
    people = PersonFactory.create_batch(2, teacher=True)
    path = f"/aanbieder/bijeenkomsten/{session.pk}/"

    above = words(client.post(f"{path}lijst/", {"text": "\n".join(one.number for one in people)}))

    assert (f'href="{path}wijzigen/"' in above) == changeable
    assert ("dat aantal ligt na de eerste dag vast" in above) != changeable
    assert "Zij kunnen de activiteit zelf toevoegen: dat telt ook mee." in above


def test_what_is_refused_stands_on_the_form(client, editor, session):
    Session.objects.update(seats=1)
    people = PersonFactory.create_batch(2, teacher=True)
    text = "\n".join(one.number for one in people)

    response = client.post(
        f"/aanbieder/bijeenkomsten/{session.pk}/lijst/", {"text": text, "credit": "1"}
    )

    assert not Attendance.objects.exists()
    assert [e.code for e in response.context["form"].non_field_errors().as_data()] == [
        "above_seats"
    ]


def test_matching_takes_as_many_queries_for_many_as_for_one(
    client, editor, session, django_assert_max_num_queries
):
    Session.objects.update(seats=100)
    people = PersonFactory.create_batch(30, teacher=True)
    text = "\n".join(one.number for one in people)

    with django_assert_max_num_queries(16):
        client.post(f"/aanbieder/bijeenkomsten/{session.pk}/lijst/", {"text": text})


def test_the_list_of_sessions_takes_as_many_queries_for_many_as_for_one(
    client, editor, session, django_assert_max_num_queries
):
    SessionFactory.create_batch(12, offer=session.offer, to_come=True)
    AttendanceFactory.create_batch(3, session=session)

    with django_assert_max_num_queries(12):
        response = client.get("/aanbieder/bijeenkomsten/?when=")

    assert response.context["page"].paginator.count == 13
    assert response.context["counts"]["waiting"] == 1


def test_sessions_are_found_by_course_and_by_when(client, editor, session):
    SessionFactory(
        offer=OfferFactory(provider=session.offer.provider, validated=True, title="Rust"),
        to_come=True,
    )

    def found(query):
        response = client.get(f"/aanbieder/bijeenkomsten/{query}")
        return [str(one.offer) for one in response.context["page"]]

    assert found("") == ["Rust"]
    assert found("?when=past") == ["Middeleeuwse letterkunde in de klas"]
    assert found("?when=&q=rust") == ["Rust"]
    assert found("?when=waiting") == ["Middeleeuwse letterkunde in de klas"]
    AttendanceFactory(session=session, credited=True)
    assert found("?when=waiting") == []


def test_the_provider_sees_the_number_and_its_own_name_for_somebody(client, editor, session):
    person = PersonFactory(teacher=True, given_names="Anouk", family_name="Vos")
    AttendanceFactory(session=session, person=person, name="A. Vos", credited=True)

    shown = page(client.get(f"/aanbieder/bijeenkomsten/{session.pk}/"))

    assert "A. Vos" in shown
    assert "Anouk" not in shown


def test_who_confirmed_is_credited_with_one_press(client, editor, session):
    attendance = AttendanceFactory(session=session)

    client.post(f"/aanbieder/bijeenkomsten/{session.pk}/bevestigd/")

    attendance.refresh_from_db()
    assert attendance.status == "credited"


def test_a_whole_list_is_taken_back_by_one_form(client, editor, session):
    AttendanceFactory.create_batch(2, session=session, credited=True)
    at = f"/aanbieder/bijeenkomsten/{session.pk}/"
    path = f"{at}lijst/intrekken/"
    led, asked = page(client.get(at)), page(client.get(path))

    without = client.post(path, {"reason": ""})
    done = client.post(path, {"reason": "De lijst was van een andere dag."}, follow=True)

    assert path in led
    assert "De uren van 2 mensen intrekken?" in asked
    assert "Schrijf waarom." in page(without)
    assert "2 deelnames zijn ingetrokken." in page(done)
    assert path not in page(done), "there is nothing to take back any more"
    assert client.get(path).url == at


def test_hours_are_corrected_by_one_form_for_all_or_for_one(client, editor, session):
    one, other = AttendanceFactory.create_batch(2, session=session, credited=True)
    at = f"/aanbieder/bijeenkomsten/{session.pk}/"
    led = page(client.get(at))
    of_all, of_one = f"{at}lijst/uren/", f"/aanbieder/deelname/{one.pk}/uren/"

    wrong = client.post(of_all, {"hours": "1,1", "reason": "Eerder afgelopen."})
    all_done = client.post(of_all, {"hours": "1,5", "reason": "Eerder afgelopen."}, follow=True)
    one_done = client.post(of_one, {"hours": "1", "reason": "Ging weg."}, follow=True)

    assert of_all in led
    assert of_one in led
    assert set(wrong.context["form"].errors) == {"hours"}
    assert "De uren van 2 mensen zijn aangepast." in page(all_done)
    assert "De uren van 1 persoon zijn aangepast." in page(one_done)
    assert [attendance.activity.total for attendance in (one, other)] == [1, Decimal("1.5")]


def test_without_hours_or_a_number_that_fits_the_form_says_so(client, editor, session):
    AttendanceFactory(session=session, credited=True)
    path = f"/aanbieder/bijeenkomsten/{session.pk}/lijst/uren/"

    said = {
        written: client.post(path, {"hours": written, "reason": "Kort."}).context["form"].errors
        for written in ("", "veel", "-1", "0", "1000")
    }

    assert [set(errors) for errors in said.values()] == [{"hours"}] * len(said)


@pytest.mark.parametrize("what", ["intrekken", "uren"])
def test_the_list_of_another_provider_is_not_changed(client, editor, what):
    attendance = AttendanceFactory(credited=True)

    paths = [
        f"/aanbieder/bijeenkomsten/{attendance.session_id}/lijst/{what}/",
        f"/aanbieder/deelname/{attendance.pk}/{what}/",
    ]

    assert [client.get(path).status_code for path in paths] == [404, 404]


def test_withdrawing_asks_for_a_reason(client, editor, session):
    attendance = AttendanceFactory(session=session, credited=True)
    path = f"/aanbieder/deelname/{attendance.pk}/intrekken/"

    assert client.post(path, {"reason": ""}).status_code == 200
    client.post(path, {"reason": "Was ziek."})

    attendance.refresh_from_db()
    assert attendance.status == "withdrawn"


def test_a_session_is_cancelled_with_a_reason(client, editor, provider):
    session = SessionFactory(offer=OfferFactory(provider=provider, validated=True), to_come=True)

    client.post(f"/aanbieder/bijeenkomsten/{session.pk}/afzeggen/", {"reason": "Docent ziek."})

    session.refresh_from_db()
    assert session.cancelled_because == "Docent ziek."


def test_a_session_is_changed(client, editor, provider):
    session = SessionFactory(offer=OfferFactory(provider=provider, validated=True), to_come=True)

    client.post(
        f"/aanbieder/bijeenkomsten/{session.pk}/wijzigen/",
        {**PLAN, "version": "1", "seats": "40"},
    )

    session.refresh_from_db()
    assert session.seats == 40


def test_hidden_signs_in_a_place_are_refused(client, editor, provider):
    offer = OfferFactory(provider=provider, validated=True)

    response = client.post(
        f"/aanbieder/aanbod/{offer.pk}/bijeenkomst/", {**PLAN, "venue": "Waag\u202e"}
    )

    assert response.context["form"].errors["venue"].as_data()[0].code == "unseen"


def test_the_public_page_shows_sessions_to_come(client, session):
    SessionFactory(offer=session.offer, to_come=True, venue="Schouwburg")

    shown = page(client.get(f"/aanbod/{session.offer.pk}/"))

    assert "Schouwburg, Deventer (Overijssel)" in shown
    assert "De Waag, Brink 1" not in shown


def test_a_teacher_says_to_come_and_changes_their_mind(client, session):
    coming = SessionFactory(offer=session.offer, to_come=True)
    client.force_login(PersonFactory(teacher=True))

    client.post(f"/aanbod/bijeenkomsten/{coming.pk}/")
    assert Intention.objects.count() == 1
    assert "Schouwburg" not in page(client.get("/mijn/bijeenkomsten/"))
    client.post(f"/aanbod/bijeenkomsten/{coming.pk}/", {"not": "1", "mine": "1"})

    assert Intention.objects.count() == 0


def test_a_teacher_sees_own_attendance_and_nobody_elses(client, session):
    teacher = PersonFactory(teacher=True)
    own = AttendanceFactory(session=session, person=teacher, credited=True)
    AttendanceFactory(session=session, credited=True)
    client.force_login(teacher)

    response = client.get("/mijn/bijeenkomsten/")

    assert list(response.context["page"]) == [own]


def test_an_administrator_concludes_about_contested_attendance(client, session):
    attendance = AttendanceFactory(session=session, contested=True)
    client.force_login(PersonFactory(administrator=True))
    assert list(client.get("/beheer/deelname/").context["page"]) == [attendance]

    client.post(f"/beheer/deelname/{attendance.pk}/", {"upheld": "yes", "reason": "Er is bewijs."})

    attendance.refresh_from_db()
    assert (attendance.status, attendance.reason) == ("credited", "Er is bewijs.")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("19.30", time(19, 30)), ("9:05", time(9, 5)), ("16", time(16)), ("1630", time(16, 30))],
)
def test_a_time_is_read_as_people_write_it(written, meant):
    assert HourField().clean(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1:30", "1.5"), (" 0:45 ", "0.75"), ("120:00", "120"), ("1,5", "1.5"), ("1:20", "1.33")],
)
def test_hours_are_read_as_a_number_and_as_a_clock_tells_them(written, meant):
    assert HoursField().clean(written) == Decimal(meant)


@pytest.mark.parametrize("written", ["1:60", "1:5", "1:30:00", ":30", "-1:30"])
def test_what_no_clock_tells_is_refused(written):
    with pytest.raises(ValidationError):
        HoursField().clean(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *(("€ 1.250,50", "1250.5"), ("1.250", "1250"), ("1250,-", "1250"), ("€12,50", "12.5")),
        *(("0,75", "0.75"), ("2,500.00", "2500"), ("", None)),
    ],
)
def test_a_price_is_read_as_people_write_it(written, meant):
    found = EuroField().clean(written)

    assert found == (meant and Decimal(meant))


@pytest.mark.parametrize(
    ("until", "told"),
    [
        pytest.param(date(2026, 12, 11), False, id="validated on the last day"),
        pytest.param(date(2026, 12, 10), True, id="no longer validated"),
    ],
)
def test_that_a_session_will_give_no_hours_is_told_beforehand(
    client, editor, provider, until, told
):
    offer = OfferFactory(provider=provider, validated=True, valid_until=until)
    session = SessionFactory(offer=offer, to_come=True)
    teacher = PersonFactory(teacher=True)
    Intention.objects.create(session=session, person=teacher)

    to_provider = page(client.get(f"/aanbieder/bijeenkomsten/{session.pk}/"))
    client.force_login(teacher)
    to_teacher = page(client.get("/mijn/bijeenkomsten/"))

    assert ("Niemand kan er dan voor worden bijgeschreven." in to_provider) == told
    assert ("U krijgt er geen uren voor" in to_teacher) == told


def test_a_session_that_is_cancelled_is_taken_off_the_list(client, provider):
    session = SessionFactory(offer__provider=provider, to_come=True, cancelled=True)
    teacher = PersonFactory(teacher=True)
    Intention.objects.create(session=session, person=teacher)
    client.force_login(teacher)

    html = page(client.get("/mijn/bijeenkomsten/"))

    assert ("Haal van deze lijst" in html, "Ik ga niet" in html) == (True, False)
