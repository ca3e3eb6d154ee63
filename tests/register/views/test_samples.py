"""The pages of the sample: public, the teacher's, the committee's and the administrator's."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from cpd.services.evidence import add_evidence
from register.models import Draw, Sample
from register.services.cycles import submit_cycle
from register.services.samples import judge_sample
from tests.factories.accounts import PersonFactory
from tests.factories.register import DrawFactory
from tests.register.conftest import TODAY
from tests.register.teachers import teacher_with

pytestmark = pytest.mark.django_db

OK, FOUND, NOT_FOUND = 200, 302, 404
PDF = b"%PDF-1.4\n%proof\n%%EOF\n"


@pytest.fixture
def sample():
    DrawFactory(share=1)
    cycle = teacher_with(hours=160)
    teacher = cycle.registration.person
    add_evidence(teacher.activities.get(), actor=teacher, name="bewijs.pdf", data=PDF)
    submit_cycle(cycle, actor=teacher, declared=True, on=TODAY)
    return Sample.objects.get()


@pytest.fixture
def member(client):
    someone = PersonFactory(committee=True)
    client.force_login(someone)
    return someone


def test_a_member_asks_opens_the_proof_and_judges(client, member, sample):
    page = client.get(sample.get_absolute_url())
    proof = sample.cycle.registration.person.activities.get().evidence.get()
    client.post(f"{sample.get_absolute_url()}vraag/", {"question-text": "Was u er?"})
    file = client.get(reverse("register:sample_evidence", args=[sample.pk, proof.pk]))
    done = client.post(sample.get_absolute_url(), {"words": ""}, follow=True)

    assert "bewijs.pdf" in page.text
    assert b"".join(file.streaming_content) == PDF
    assert "Uw oordeel is vastgelegd" in done.text
    assert sample.messages.get().text == "Was u er?"
    assert client.get(sample.get_absolute_url()).status_code == NOT_FOUND


@pytest.mark.parametrize(
    ("first_finds_wrong", "then"),
    [
        pytest.param(False, "valt het besluit: er gaat een brief uit", id="they agree"),
        pytest.param(True, "De twee oordelen verschillen", id="they differ"),
    ],
)
def test_the_second_member_is_told_what_comes_of_it(
    client, member, sample, first_finds_wrong, then
):
    activity = sample.cycle.registration.person.activities.get().pk
    wrong = [activity] if first_finds_wrong else []
    colleague = PersonFactory(committee=True)
    judge_sample(sample, actor=colleague, disallowed=wrong, words="Geen bewijs.", on=TODAY)

    done = client.post(sample.get_absolute_url(), {"words": ""}, follow=True)

    assert then in done.text


def test_reasons_that_are_missing_are_asked_at_their_field(client, member, sample):
    activity = sample.cycle.registration.person.activities.get().pk

    page = client.post(sample.get_absolute_url(), {"disallowed": [activity], "words": " "})

    assert list(page.context["form"].errors) == ["words"]
    assert 'href="#id_words"' in page.text


def test_the_teacher_sees_who_looked_and_answers(client, member, sample):
    client.get(sample.get_absolute_url())
    client.force_login(sample.cycle.registration.person)

    client.post(reverse("register:own_sample"), {"text": "Ja, ik was er."})
    page = client.get(reverse("register:own_sample"))

    assert "Ja, ik was er." in page.text
    looked = client.get(reverse("accounts:who_looked")).text
    assert "Lid van de commissie herregistratie" in looked


def test_another_finds_neither_the_sample_nor_its_proof(client, sample):
    proof = sample.cycle.registration.person.activities.get().evidence.get()
    client.force_login(PersonFactory(teacher=True))

    for url in (
        sample.get_absolute_url(),
        reverse("register:sample_evidence", args=[sample.pk, proof.pk]),
        reverse("register:own_sample"),
    ):
        assert client.get(url).status_code == NOT_FOUND


def test_anybody_recomputes_a_lot(client):
    DrawFactory(public=True, share=Decimal("0.1"))

    page = client.get("/steekproef/", {"month": "2026-02-01", "cycle": "12"})
    data = client.get("/steekproef/loting.json").json()

    assert "Periode 12 heeft lot 0" in page.text
    assert "lager dan 0,1: <b>" in page.text  # the share of that draw
    assert "Onder 0,05 valt een aanvraag in de steekproef" in page.text  # the share of now
    assert data["draws"][0]["secret"] == "geheim 2026-02-01"


def test_the_secret_of_a_draw_in_use_is_nowhere(client):
    DrawFactory()

    assert "geheim 2026" not in client.get("/steekproef/").text
    assert client.get("/steekproef/loting.json").json()["draws"][0]["secret"] == ""


@pytest.fixture
def fill_in(client):
    """Fill in the form as an administrator; return the page that answers."""
    DrawFactory(unknown=True)
    client.force_login(PersonFactory(administrator=True))

    def post(numbers, **more):
        data = {"draw": Draw.objects.get().pk, "numbers": numbers, **more}
        return client.post(reverse("register:draw_desk"), data)

    return post


def test_an_administrator_looks_at_the_numbers_before_they_count(client, fill_in):
    assert "uitslag voor de steekproef" in client.get(reverse("register:worklist")).text

    once_more = fill_in("31-7-12-22-3-40 R5")

    assert ">3 7 12 22 31 40 5<" in once_more.text
    assert Draw.objects.get().outcome == ""
    assert fill_in("3 7 12 22 31 40 5", sure=1).status_code == FOUND
    assert Draw.objects.get().outcome == "3 7 12 22 31 40 5"


@pytest.mark.parametrize("numbers", ["3 7 12", "3 7 12 22 31 46 5", "3 3 12 22 31 40 5", "geen"])
def test_what_cannot_be_a_result_is_not_taken(fill_in, numbers):
    assert "zeven verschillende getallen van 1 tot en met 45" in fill_in(numbers, sure=1).text
    assert Draw.objects.get().outcome == ""


def test_who_comes_second_is_told_that_it_was_filled_in(fill_in):
    fill_in("3 7 12 22 31 40 5", sure=1)

    assert "Er is nu geen uitslag" in fill_in("1 2 4 6 8 10 12", sure=1).text
    assert Draw.objects.get().outcome == "3 7 12 22 31 40 5"


def test_an_administrator_reads_when_the_next_result_comes(client):
    DrawFactory(unknown=True, month=date(2026, 4, 1), outside_on=date(2026, 3, 28))
    client.force_login(PersonFactory(administrator=True))

    page = client.get(reverse("register:draw_desk")).text

    assert "28 maart 2026" in page
    assert 'name="numbers"' not in page


def test_a_page_of_the_committee_asks_the_same_however_many_were_drawn(
    client, member, django_assert_max_num_queries
):
    DrawFactory(share=1)
    for _ in range(3):
        cycle = teacher_with(hours=160)
        submit_cycle(cycle, actor=cycle.registration.person, declared=True, on=TODAY)

    with django_assert_max_num_queries(12):
        assert client.get(reverse("register:committee")).status_code == OK
