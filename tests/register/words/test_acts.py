"""The acts of the audit trail, in the words of an administrator."""

import pytest
from django.urls import reverse

from accounts.models import Message
from register.choices.cases import PROCEDURES, CaseAct
from register.models import Cycle, DiplomaCheck, Registration, Sample
from register.services.cases import assign_case
from register.words.acts import SUBJECTS, WORDS, act_in_words
from register.words.acts_done import DONE
from schools.models import Dispute
from tests.factories.accounts import PersonFactory
from tests.register.posted import run_outbox
from tests.register.procedures import administrator, announced, deferral_of, do
from tests.register.teachers import teacher_with


@pytest.mark.parametrize("model", [Registration, Cycle, DiplomaCheck, Sample, Dispute])
def test_every_move_of_what_a_person_has_is_told_in_words(model):
    moves = {f"{model._meta.model_name}.{move}" for move in model.MOVES}

    assert moves - WORDS.keys() == set()


@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)
def test_every_act_of_a_procedure_is_told_in_words(procedure):
    acts = {f"case.{procedure.code}.{act.code}" for act in procedure.acts if act.target}
    acts |= {f"case.{act.code}" for act in procedure.acts if not act.target}

    assert acts - WORDS.keys() == set()
    assert act_in_words("case.deferral.grant") == "Uitstel wegens verlof: Toegekend"


def test_every_act_with_words_is_of_one_kind_of_history():
    subjects = [subject for group in SUBJECTS.values() for subject in group]

    assert len(subjects) == len(set(subjects))
    assert {words.split(".")[0] for words in WORDS} == {one.split(".")[1] for one in subjects}


@pytest.mark.django_db
class TestPage:
    def words(self, client, person, reader):
        client.force_login(reader)
        page = client.get(reverse("register:person", args=[person.pk]))
        return " ".join(page.content.decode().split())

    def test_a_procedure_is_on_the_page_of_the_person_with_what_was_done_in_it(self, client):
        case = deferral_of(teacher_with(hours=44))
        reader = administrator()
        assign_case(case, actor=reader, to=reader)
        do(case, "grant")

        page = self.words(client, case.teacher, reader)

        assert reverse("register:case", args=[case.pk]) in page
        assert "Uitstel wegens verlof: Toegekend" in page
        assert "het einde van de periode schoof op door verlof" in page
        assert "case." not in page

    def test_what_was_done_and_told_is_one_list_the_latest_first(self, client):
        case = deferral_of(teacher_with(hours=44))
        do(case, "grant")
        run_outbox()

        page = self.words(client, case.teacher, administrator())

        happened = [
            "“U krijgt uitstel: uw periode duurt langer”</span>: per e-mail",
            "Uitstel wegens verlof: Toegekend</a>",
            "een procedure begon</a>",
        ]
        places = [page.index(words) for words in happened]
        assert places == sorted(places)

    @pytest.mark.parametrize(
        ("kind", "shown"),
        [("told", {"accounts.message"}), ("cases", {"register.case"}), ("", None), ("x", None)],
    )
    def test_it_narrows_to_one_kind(self, client, kind, shown):
        case = deferral_of(teacher_with(hours=44))
        do(case, "grant")
        run_outbox()
        client.force_login(administrator())

        answer = client.get(reverse("register:person", args=[case.teacher.pk]), {"kind": kind})

        found = {act.subject for act in answer.context["page"]}
        assert found == (shown or {"accounts.message", "register.case", "register.cycle"})

    def test_of_a_message_that_was_thrown_away_nothing_is_left(self, client):
        case = deferral_of(teacher_with(hours=44))
        do(case, "grant")
        run_outbox()
        Message.objects.all().delete()

        page = self.words(client, case.teacher, administrator())

        assert "U krijgt uitstel" not in page
        assert "message." not in page

    @pytest.mark.parametrize("questions", [1, 3])
    def test_it_costs_the_same_however_much_happened(
        self, client, questions, django_assert_num_queries
    ):
        case = deferral_of(teacher_with(hours=44))
        for _ in range(questions):
            do(case, "request_more")
            do(case, "supply")
        run_outbox()
        client.force_login(administrator())

        with django_assert_num_queries(35):
            client.get(reverse("register:person", args=[case.teacher.pk]))

    def test_a_striking_off_begins_from_there_and_not_twice(self, client):
        case = announced()
        other = teacher_with(hours=44).registration.person
        path = "register:begin_strike_off"

        once = self.words(client, other, administrator())
        again = self.words(client, case.teacher, administrator())

        assert reverse(path, args=[other.pk]) in once
        assert reverse(path, args=[case.teacher.pk]) not in again

    def test_nobody_begins_or_reads_the_own_case_there(self, client):
        cycle = teacher_with(hours=44, registration__person=PersonFactory(administrator=True))
        own = cycle.registration.person
        case = deferral_of(cycle)

        page = self.words(client, own, own)

        assert reverse("register:case", args=[case.pk]) not in page
        assert reverse("register:begin_strike_off", args=[own.pk]) not in page


def test_every_act_has_words_for_when_it_is_done():
    assert set(DONE) == set(CaseAct)
