"""The pages of procedures in a browser, in two languages, and what each reader may do there."""

import re

import pytest
from django.urls import reverse

from accounts.models import View
from cpd.selectors.applications import link_token
from cpd.services.applications import decide_application
from register.choices.cases import PROCEDURES, CaseGround
from register.letters.case_letters import TITLES
from register.models import Case
from tests.english import dutch_by_path
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ApplicationFactory, ProviderFactory
from tests.factories.register import (
    AdmissionFactory,
    CycleFactory,
    DiplomaCheckFactory,
    RegistrationFactory,
)
from tests.looks import faults_by_path
from tests.register.conftest import TODAY
from tests.register.posted import run_outbox
from tests.register.procedures import (
    administrator,
    advised,
    announced,
    colleague_of,
    deferral_of,
    do,
    editor_of,
    objection_of_provider,
    objection_to_suspension,
    refused_course,
    suspended,
)
from tests.register.procedures import objection_to as objection

LETTER = re.compile(r'<article[^>]*lang="nl".*?</article>', re.DOTALL)
OK, FOUND, NOT_FOUND, NOT_ALLOWED = 200, 302, 404, 405
OWN = ["/mijn/procedures/", "/mijn/procedures/uitstel/", "/mijn/procedures/uitschrijven/"]


def own(case):
    return reverse("register:own_case", args=[case.pk])


def desk(case):
    return reverse("register:case", args=[case.pk])


def everybody():
    """Return who sees which pages; nobody is None."""
    case = deferral_of(CycleFactory())
    proof = reverse("register:send_leave_paper", args=[case.pk])
    refused = do(deferral_of(CycleFactory()), "refuse")
    contested = objection(refused)
    struck = announced()
    run_outbox()
    adviser, empty = PersonFactory(objections=True), PersonFactory(teacher=True)
    object_page = reverse("register:object_event", args=[refused.pk])
    person = RegistrationFactory().person.pk
    of_provider = objection_of_provider()
    refusal = refused_course()
    object_offer = reverse("register:object_offer", args=[refusal.submission.offer_id])
    suspension, told = suspended(), suspended()
    object_suspension = reverse("register:object_suspension", args=[told.pk])
    of_suspended = objection_to_suspension(suspension)
    return [
        (colleague_of(told), ["/aanbieder/", "/aanbieder/bezwaren/", object_suspension]),
        (colleague_of(suspension), ["/aanbieder/bezwaren/", of_suspended.get_absolute_url()]),
        (editor_of(refusal), ["/aanbieder/bezwaren/", object_offer]),
        (
            editor_of(of_provider.judgement),
            ["/aanbieder/bezwaren/", of_provider.get_absolute_url()],
        ),
        (case.registration.person, [*OWN, own(case), proof]),
        (contested.registration.person, [OWN[1], own(contested), own(refused.case), object_page]),
        (struck.registration.person, [own(struck)]),
        (empty, ["/mijn/procedures/"]),
        (adviser, ["/bezwaar/", reverse("register:objection", args=[contested.pk])]),
        (
            administrator(),
            [
                "/beheer/zaken/",
                "/beheer/zaken/?procedure=own_request",
                desk(case),
                desk(struck),
                desk(contested),
                desk(of_provider),
                desk(of_suspended),
                f"/beheer/personen/{person}/doorhalen/",
            ],
        ),
        (None, [f"/procedures/{table.slug}/" for table in PROCEDURES.values()]),
    ]


@pytest.mark.django_db(transaction=True)
def test_every_page_is_accessible_and_no_wider_than_its_window(page, live_server):
    assert faults_by_path(page, everybody(), url=live_server.url) == {}


@pytest.mark.django_db
def test_every_page_speaks_english_too(client):
    assert dutch_by_path(client, everybody()) == {}


@pytest.mark.parametrize("code", PROCEDURES)
def test_whatever_is_told_has_a_letter(code):
    told = {f"{code}.{act.code}" for act in PROCEDURES[code].acts if act.told}

    assert told == {name for name in TITLES if name.startswith(f"{code}.")}


@pytest.mark.django_db
class TestTeacher:
    def test_asking_takes_one_form(self, client):
        cycle = CycleFactory()
        client.force_login(cycle.registration.person)

        answer = client.post(
            reverse("register:ask_deferral"),
            {
                "kind": "illness",
                "since": "1-1-2024",
                "last_day": "9-4-2024",
                "words": "Vraag het mijn school.",
            },
        )

        case = Case.objects.get()
        assert answer.url == case.get_absolute_url()
        assert (case.deferral.until - case.deferral.since).days == 100

    def test_a_last_day_before_the_first_is_said_at_that_field(self, client):
        client.force_login(CycleFactory().registration.person)

        page = client.post(
            reverse("register:ask_deferral"),
            {"kind": "illness", "since": "1-1-2024", "last_day": "1-1-2023", "words": "x"},
        )

        assert "De laatste dag moet na de eerste komen." in page.text
        assert not Case.objects.exists()

    def test_the_letter_stands_on_the_page_and_is_a_file(self, client):
        event = do(deferral_of(CycleFactory()), "grant")
        run_outbox()
        client.force_login(event.case.registration.person)

        page = client.get(event.case.get_absolute_url())
        file = client.get(reverse("register:case_letter", args=[event.pk]))

        assert "Uw periode loopt nu tot en met 8 november 2026." in page.text
        assert file.content.startswith(b"%PDF-")

    def test_a_letter_that_was_not_sent_does_not_exist(self, client):
        event = do(deferral_of(CycleFactory()), "grant")
        client.force_login(event.case.registration.person)

        answer = client.get(reverse("register:case_letter", args=[event.pk]))

        assert answer.status_code == NOT_FOUND

    @pytest.mark.parametrize("name", ["own_case", "case_letter", "object_event"])
    def test_what_is_of_another_does_not_exist(self, client, name):
        event = do(deferral_of(CycleFactory()), "refuse")
        run_outbox()
        client.force_login(PersonFactory(teacher=True))
        key = event.case_id if name == "own_case" else event.pk

        assert client.get(reverse(f"register:{name}", args=[key])).status_code == NOT_FOUND

    def test_withdrawing_is_done_on_the_page_of_the_case(self, client):
        case = deferral_of(CycleFactory())
        client.force_login(case.registration.person)

        client.post(own(case), {"act": "withdraw", "words": ""})

        case.refresh_from_db()
        assert case.status == "withdrawn"

    def test_what_is_for_the_register_is_not_offered(self, client):
        case = deferral_of(CycleFactory())
        client.force_login(case.registration.person)

        page = client.post(own(case), {"act": "grant", "words": "Graag."})

        case.refresh_from_db()
        assert case.status == "received"
        assert 'value="grant"' not in page.text


@pytest.mark.django_db
class TestProvider:
    def test_a_button_at_the_refused_course_leads_to_one_form(self, client):
        refusal = refused_course()
        client.force_login(editor_of(refusal))
        page = client.get(reverse("cpd:provider_offer", args=[refusal.submission.offer_id])).text
        form = reverse("register:object_offer", args=[refusal.submission.offer_id])

        answer = client.post(form, {"words": "De doelen staan er wel."})

        case = Case.objects.get()
        assert form in page
        assert answer.url == case.get_absolute_url()
        assert client.get(form).url == case.get_absolute_url()  # it is followed from there
        assert case.offer.title in client.get("/aanbieder/bezwaren/").text

    def test_what_is_of_another_provider_does_not_exist(self, client):
        case = objection_of_provider()
        event = do(case, "admit", by=administrator())
        run_outbox()
        client.force_login(PersonFactory(provider=True, role__organisation=ProviderFactory()))

        for path in [
            case.get_absolute_url(),
            reverse("register:provider_letter", args=[event.pk]),
            reverse("register:object_offer", args=[case.offer.pk]),
        ]:
            assert client.get(path).status_code == NOT_FOUND
        assert case.offer.title not in client.get("/aanbieder/bezwaren/").text

    def test_the_letter_stands_on_the_page_and_is_a_file(self, client):
        case = objection_of_provider()
        client.force_login(editor_of(case.judgement))
        event = do(case, "admit", by=administrator())
        run_outbox()

        page = client.get(case.get_absolute_url())
        file = client.get(reverse("register:provider_letter", args=[event.pk]))

        assert "op de pagina’s voor aanbieders" in LETTER.search(page.text)[0]
        assert file.content.startswith(b"%PDF-")

    def test_who_was_not_admitted_objects_with_the_link_of_the_mail(self, client, mailoutbox):
        application = ApplicationFactory(submitted=True)
        decide_application(application, actor=administrator(), outcome="refuse", reasons="Nee.")
        run_outbox()
        link = re.search(r"http://\S+(/aanbieder-worden/link/\S+)", mailoutbox[0].body)[1]
        page = client.get(link, follow=True).text

        client.post("/aanbieder-worden/bezwaar/", {"words": "Het staat in de bijlage."})
        case = Case.objects.get()
        client.post("/aanbieder-worden/bezwaar/", {"act": "withdraw", "words": ""})

        case.refresh_from_db()
        assert "/aanbieder-worden/bezwaar/" in page
        assert (case.application, case.status) == (application, "withdrawn")

    def test_who_was_not_registered_objects_on_the_page_of_the_request(self, client):
        check = DiplomaCheckFactory(
            refused=True, notified_on=TODAY, person__signs_in=True, person__teacher=False
        )
        AdmissionFactory(person=check.person, diploma=check)
        client.force_login(check.person)
        page = client.get("/aanmelden/").text

        client.post("/aanmelden/bezwaar/", {"words": "Het is een bevoegdheid."})
        client.post("/aanmelden/bezwaar/", {"act": "withdraw", "words": ""})

        case = Case.objects.get()
        assert "/aanmelden/bezwaar/" in page
        assert (case.diploma, case.status) == (check, "withdrawn")

    def test_who_was_not_refused_has_nothing_to_object_to(self, client):
        client.force_login(AdmissionFactory().person)

        assert client.get("/aanmelden/bezwaar/").status_code == NOT_FOUND

    def test_without_that_link_there_is_nothing_to_object_to(self, client):
        assert client.get("/aanbieder-worden/bezwaar/").url == "/aanbieder-worden/"

    def test_who_was_admitted_has_nothing_to_object_to(self, client):
        application = ApplicationFactory(submitted=True)
        client.get(reverse("cpd:apply_link", args=[link_token(application)]))

        answer = client.get("/aanbieder-worden/bezwaar/")

        assert answer.url == reverse("cpd:apply_status")


@pytest.mark.django_db
class TestStaff:
    def test_the_most_urgent_stands_first(self, client):
        later = deferral_of(CycleFactory())
        sooner = deferral_of(CycleFactory())
        do(sooner, "request_more")
        client.force_login(administrator())

        page = client.get("/beheer/zaken/").text

        assert page.index(sooner.reference) < page.index(later.reference)

    def test_what_is_due_first_stands_in_front_and_the_clock_that_stands_still_says_so(
        self, client
    ):
        case = deferral_of(CycleFactory())
        do(case, "request_more")
        client.force_login(case.teacher)
        theirs = client.get(own(case)).text
        client.force_login(administrator())
        page = client.get(desk(case)).text

        assert theirs.index("9 maart 2026") < theirs.index("4 mei 2026")
        assert "Staat stil zolang u iets aanvult." in theirs
        assert page.index("9 maart 2026") < page.index("4 mei 2026")
        assert page.count("Staat stil") == 2  # in the timeline and beside it
        assert reverse("register:person", args=[case.teacher.pk]) in page

    def test_an_administrator_decides_and_the_look_is_written_down(self, client):
        case = deferral_of(CycleFactory())
        client.force_login(administrator())

        client.get(desk(case))
        client.post(desk(case), {"act": "grant", "words": "Het klopt."})

        case.refresh_from_db()
        assert case.status == "granted"
        assert View.objects.get().purpose == "procedure"

    @pytest.mark.parametrize(
        ("chosen", "field"),
        [({"act": "invite", "words": "In Utrecht."}, "named"), ({"act": "invite"}, "words")],
    )
    def test_what_an_act_lacks_is_asked_at_its_field(self, client, chosen, field):
        contested = objection(do(deferral_of(CycleFactory()), "refuse"))
        do(contested, "admit")
        client.force_login(PersonFactory(objections=True))

        page = client.post(reverse("register:objection", args=[contested.pk]), chosen)

        assert list(page.context["form"].errors) == [field]

    def test_a_case_is_taken_and_released(self, client):
        case, member = deferral_of(CycleFactory()), administrator()
        client.force_login(member)
        url = reverse("register:take_case", args=[case.pk])

        client.post(url)
        mine = Case.objects.get().assigned_to
        client.post(url)

        assert (mine, Case.objects.get().assigned_to) == (member, None)

    @pytest.mark.parametrize(("whose", "shown"), [("", True), ("nobody", True), ("mine", False)])
    def test_the_list_narrows_to_whose_a_case_is(self, client, whose, shown):
        case = deferral_of(CycleFactory())
        client.force_login(administrator())

        page = client.get("/beheer/zaken/", {"whose": whose, "procedure": "deferral"}).text

        assert (case.reference in page) == shown

    def test_the_own_case_is_not_in_the_list_and_has_no_page(self, client):
        both = PersonFactory(teacher=True, administrator=True)
        case = deferral_of(CycleFactory(registration__person=both))
        client.force_login(both)

        assert case.reference not in client.get("/beheer/zaken/").text
        assert client.get(desk(case)).status_code == NOT_FOUND

    def test_a_member_of_the_objections_committee_sees_objections_only(self, client):
        other = deferral_of(CycleFactory())
        contested = objection(do(deferral_of(CycleFactory()), "refuse"))
        client.force_login(PersonFactory(objections=True))

        page = client.get("/bezwaar/").text

        assert contested.reference in page
        assert other.reference not in page
        url = reverse("register:objection", args=[other.pk])
        assert client.get(url).status_code == NOT_FOUND

    def test_others_see_neither_list(self, client):
        client.force_login(PersonFactory(committee=True))

        assert client.get("/beheer/zaken/").status_code == NOT_FOUND
        assert client.get("/bezwaar/").status_code == NOT_FOUND

    def test_beginning_a_striking_off_opens_a_case(self, client):
        person = RegistrationFactory().person.pk
        client.force_login(administrator())

        answer = client.post(
            f"/beheer/personen/{person}/doorhalen/", {"ground": "loss", "words": "Ingetrokken."}
        )

        assert answer.url == desk(Case.objects.get())

    @pytest.mark.parametrize(("ground", "printed"), [("loss", True), ("death", False)])
    def test_words_about_somebody_who_died_are_not_said_to_be_in_a_letter(
        self, client, ground, printed
    ):
        case = announced(ground=CaseGround(ground))
        run_outbox()
        client.force_login(administrator())

        assert ("Dit staat in de brief." in client.get(desk(case)).text) == printed

    def test_nobody_begins_their_own(self, client):
        both = PersonFactory(teacher=True, administrator=True)
        RegistrationFactory(person=both)
        client.force_login(both)

        answer = client.get(f"/beheer/personen/{both.pk}/doorhalen/")

        assert answer.status_code == NOT_FOUND

    def test_the_list_asks_the_same_of_the_database_however_long_it_is(
        self, client, django_assert_num_queries
    ):
        client.force_login(administrator())
        deferral_of(CycleFactory())
        client.get("/beheer/zaken/")
        with django_assert_num_queries(7) as one:
            client.get("/beheer/zaken/")
        deferral_of(CycleFactory())
        deferral_of(CycleFactory())

        with django_assert_num_queries(len(one)):
            client.get("/beheer/zaken/")

    def test_the_decider_is_told_who_else_has_to(self, client):
        decider = administrator()
        refused = do(deferral_of(CycleFactory()), "refuse", by=decider)
        contested = advised(objection(refused))
        client.force_login(decider)

        page = client.get(desk(contested)).text

        assert "de volgende stap is aan iemand anders" in page


@pytest.mark.django_db
@pytest.mark.parametrize("table", PROCEDURES.values(), ids=PROCEDURES)
def test_the_public_page_shows_every_term_of_the_table(client, table):
    page = client.get(f"/procedures/{table.slug}/").text

    for clock in table.clocks:
        assert clock.source in page
        assert re.search(rf"\b{clock.weeks} we(ek|ken)\b", page)


def test_there_is_no_page_of_another_procedure(client, db):
    assert client.get("/procedures/onbekend/").status_code == NOT_FOUND
