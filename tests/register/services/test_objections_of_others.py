"""Who is not in the register objects to a refusal, through the same engine as teachers."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InternalError, transaction

from accounts.choices import RoleKind
from accounts.models import Message
from core.errors import Refused
from core.models import AuditEvent
from cpd.choices.judging import Outcome
from cpd.choices.offers import OfferStatus
from cpd.choices.providers import ApplicationStatus
from cpd.models import ApplicationDecision, Judgement
from cpd.services.applications import decide_application
from cpd.services.judging import judge_offer
from register.choices.cases import CaseStatus, ProcedureCode
from register.letters.case_letters import letter_html
from register.letters.contents import case_letter
from register.letters.notifying import start_term, told_about
from register.models import Admission, Case
from register.selectors.work import as_work, work_for
from register.services.cases import act_in_case, assign_case
from register.services.diplomas import refuse_diploma
from register.services.objections import object_to_diploma, object_to_refusal
from tests.factories.accounts import PersonFactory, RoleFactory
from tests.factories.cpd import (
    AdviceFactory,
    ApplicationFactory,
    JudgementFactory,
    OfferFactory,
    ProviderFactory,
    SubmissionFactory,
)
from tests.factories.register import (
    AdmissionFactory,
    RegistrationFactory,
)
from tests.register.conftest import TODAY
from tests.register.posted import run_outbox
from tests.register.procedures import (
    administrator,
    editor_of,
    objection_of_provider,
    refused_course,
)

pytestmark = pytest.mark.django_db
WORDS = "Er is wel een klachtenregeling."
SIX_WEEKS_LATER, EIGHTEEN_WEEKS_LATER = date(2026, 4, 13), date(2026, 7, 6)


@pytest.fixture
def refusal() -> Judgement:
    return refused_course()


@pytest.fixture
def rejection() -> ApplicationDecision:
    """An application of who wanted to be a provider, refused, of which they were told."""
    application = ApplicationFactory(submitted=True, second_email="tweede@waag.example")
    decision = decide_application(
        application,
        actor=administrator(),
        outcome="refuse",
        reasons="Er is geen klachtenregeling.",
    )
    run_outbox()
    decision.refresh_from_db()
    return decision


def do(case, act, *, by, words="Daarom."):
    event = act_in_case(case, act=act, actor=by, words=words, on=TODAY)
    case.refresh_from_db()
    return event


def advised(case, *, by):
    """Bring an objection to where somebody decides; ``by`` speaks for whom it is about."""
    do(case, "admit", by=administrator())
    do(case, "waive_hearing", by=by)
    do(case, "advise", by=PersonFactory(objections=True))


def test_the_mail_about_a_refusal_starts_the_term(mailoutbox):
    offer = SubmissionFactory().offer
    editor = PersonFactory(provider=True, role__organisation=offer.provider)

    judgement = judge_offer(
        offer,
        actor=administrator(),
        on=TODAY,
        outcome=Outcome.REFUSE,
        reasons="De doelen ontbreken.",
    )
    run_outbox()

    judgement.refresh_from_db()
    assert judgement.notified_on == TODAY
    assert mailoutbox[0].to == [editor.email]
    assert "met de knop op die pagina" in mailoutbox[0].body


def test_of_a_judgement_nothing_changes_but_the_day_of_its_letter(refusal):
    refusal.reasons = "Iets anders."

    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        refusal.save()


class TestCourse:
    def test_an_objection_follows_the_same_steps_and_clocks(self, refusal):
        case = objection_of_provider(refusal)

        assert (case.procedure, case.status) == (ProcedureCode.OBJECTION, CaseStatus.RECEIVED)
        assert case.registration is None
        assert case.events.get().named == SIX_WEEKS_LATER
        assert case.due_on == EIGHTEEN_WEEKS_LATER  # twelve weeks after the six for objecting

    def test_only_who_works_for_the_provider_objects(self, refusal):
        elsewhere = PersonFactory(provider=True, role__organisation=ProviderFactory())

        with pytest.raises(PermissionDenied):
            objection_of_provider(refusal, by=elsewhere)

        assert not Case.objects.exists()

    def test_a_colleague_goes_on_with_what_another_began(self, refusal):
        case = objection_of_provider(refusal)

        do(case, "withdraw", by=editor_of(refusal))

        assert case.status == CaseStatus.WITHDRAWN

    def test_nobody_objects_twice_at_once(self, refusal):
        objection_of_provider(refusal)

        with pytest.raises(Refused) as refused:
            objection_of_provider(refusal)

        assert refused.value.code == "objected"

    def test_what_was_not_mailed_yet_is_not_objected_to(self):
        submission = SubmissionFactory(offer=OfferFactory(refused=True))

        with pytest.raises(Refused, match="brief"):
            objection_of_provider(JudgementFactory(submission=submission))

    @pytest.mark.parametrize("outcome", [Outcome.ASK, Outcome.VALIDATE])
    def test_only_a_refusal_is_objected_to(self, outcome):
        judgement = JudgementFactory(
            submission=SubmissionFactory(offer=OfferFactory(validated=True)),
            outcome=outcome,
            valid_until=TODAY if outcome == Outcome.VALIDATE else None,
            notified_on=TODAY,
        )

        with pytest.raises(Refused) as refused:
            objection_of_provider(judgement)

        assert refused.value.code == "no_remedy"

    def test_the_database_knows_one_decision_per_objection(self, refusal):
        case = objection_of_provider(refusal)
        case.registration = RegistrationFactory()

        with pytest.raises(IntegrityError, match="against_one_decision"), transaction.atomic():
            case.save()

    def test_who_is_right_is_judged_anew_by_what_was_handed_in(self, refusal):
        editor, offer = editor_of(refusal), refusal.submission.offer
        case = objection_of_provider(refusal, by=editor)
        advised(case, by=editor)

        do(case, "uphold", by=administrator())

        offer.refresh_from_db()
        assert case.status == CaseStatus.UPHELD
        assert (offer.status, offer.due_on) == (OfferStatus.SUBMITTED, TODAY + timedelta(weeks=4))
        assert offer.submissions.count() == 2
        assert offer.submissions.latest("pk").content == refusal.submission.content
        assert "offer.reopen" in AuditEvent.objects.about(offer).values_list("action", flat=True)

    def test_who_is_not_right_stays_refused(self, refusal):
        editor = editor_of(refusal)
        case = objection_of_provider(refusal, by=editor)
        advised(case, by=editor)

        event = do(case, "dismiss", by=administrator())
        run_outbox()

        event.refresh_from_db()
        refusal.submission.offer.refresh_from_db()
        assert refusal.submission.offer.status == OfferStatus.REFUSED
        assert (event.notified_on, event.remedy_until) == (TODAY, SIX_WEEKS_LATER)

    def test_everybody_who_works_for_the_provider_is_told(self, refusal, mailoutbox):
        editor = editor_of(refusal)
        case = objection_of_provider(refusal, by=editor)

        event = do(case, "admit", by=administrator())
        run_outbox()

        event.refresh_from_db()
        assert event.notified_on == TODAY
        assert [mail.to for mail in mailoutbox] == [[editor.email]]
        assert case.get_absolute_url() in mailoutbox[0].body

    def test_who_had_a_part_in_the_refusal_does_not_decide(self, refusal):
        editor = editor_of(refusal)
        refuser, adviser = (administrator() for _ in range(2))
        later = JudgementFactory(
            submission=SubmissionFactory(offer=refusal.submission.offer),
            judged_by=refuser,
            notified_on=TODAY,
        )
        AdviceFactory(submission=refusal.submission, given_by=adviser)
        case = objection_of_provider(later, by=editor)
        advised(case, by=editor)

        for member in (refuser, adviser):
            with pytest.raises(PermissionDenied):
                do(case, "uphold", by=member)

    def test_nobody_works_on_the_case_of_an_own_provider(self, refusal):
        case = objection_of_provider(refusal)
        member = editor_of(refusal, administrator=True)

        with pytest.raises(PermissionDenied):
            assign_case(case, actor=member, to=member)
        assert not Case.objects.for_desk(member).exists()
        assert not work_for(member, kind="", whose="").exists()

    def test_it_stands_on_the_work_list_with_the_name_of_the_provider(self, refusal):
        case = objection_of_provider(refusal)

        [work] = as_work(work_for(administrator(), kind="", whose=""))

        assert (work.row, work.about) == (case.pk, refusal.submission.offer.provider.name)


class TestAdmission:
    def test_whoever_holds_the_link_objects_and_acts(self, rejection):
        case = object_to_refusal(rejection, actor=None, words=WORDS, on=TODAY)

        do(case, "withdraw", by=None)

        assert case.status == CaseStatus.WITHDRAWN

    def test_nobody_acts_for_the_register(self, rejection):
        case = object_to_refusal(rejection, actor=None, words=WORDS, on=TODAY)

        with pytest.raises(PermissionDenied):
            do(case, "admit", by=None)

    def test_nobody_acts_in_the_case_of_somebody_with_an_account(self, refusal):
        case = objection_of_provider(refusal)

        with pytest.raises(PermissionDenied):
            do(case, "withdraw", by=None)

    def test_the_contact_persons_are_told(self, rejection, mailoutbox):
        case = object_to_refusal(rejection, actor=None, words=WORDS, on=TODAY)
        mailoutbox.clear()

        event = do(case, "admit", by=administrator())
        run_outbox()

        event.refresh_from_db()
        application = rejection.round.application
        assert event.notified_on == TODAY
        assert mailoutbox[0].to == [application.email, application.second_email]

    def test_who_is_right_is_decided_on_anew(self, rejection):
        application = rejection.round.application
        case = object_to_refusal(rejection, actor=None, words=WORDS, on=TODAY)
        advised(case, by=None)

        do(case, "uphold", by=administrator())

        application.refresh_from_db()
        assert application.status == ApplicationStatus.SUBMITTED
        assert application.due_on == TODAY + timedelta(weeks=2)
        assert application.rounds.count() == 2

    def test_who_decided_on_the_application_does_not_decide_again(self, rejection):
        case = object_to_refusal(rejection, actor=None, words=WORDS, on=TODAY)
        advised(case, by=None)

        with pytest.raises(PermissionDenied):
            do(case, "dismiss", by=rejection.decided_by)

    def test_a_contact_person_does_not_work_on_it(self, rejection):
        case = object_to_refusal(rejection, actor=None, words=WORDS, on=TODAY)
        contact = PersonFactory(administrator=True, email="tweede@waag.example")

        with pytest.raises(PermissionDenied):
            assign_case(case, actor=contact, to=contact)


class TestOwnRequest:
    @pytest.fixture
    def request_refused(self):
        """The diploma with which somebody asked to be registered, refused and told."""
        check = AdmissionFactory().diploma
        refuse_diploma(check, actor=administrator(), on=TODAY, reasons="Geen lesbevoegdheid.")
        run_outbox()
        check.refresh_from_db()
        return check

    def objection(self, check, by=None):
        actor = by or check.person
        return object_to_diploma(check, actor=actor, words="Het is er een.", on=TODAY)

    def test_whoever_asked_objects_within_the_same_terms(self, request_refused):
        case = self.objection(request_refused)

        assert request_refused.notified_on == TODAY
        assert (case.teacher, case.registration) == (request_refused.person, None)
        assert (case.events.get().named, case.due_on) == (SIX_WEEKS_LATER, EIGHTEEN_WEEKS_LATER)

    def test_nobody_objects_for_another(self, request_refused):
        with pytest.raises(PermissionDenied):
            self.objection(request_refused, by=PersonFactory(signs_in=True))

    def test_the_term_of_who_gets_no_mail_starts_with_the_letter(self):
        check = AdmissionFactory(person__email="").diploma
        refuse_diploma(check, actor=administrator(), on=TODAY, reasons="Geen lesbevoegdheid.")
        run_outbox()
        check.refresh_from_db()
        assert check.notified_on is None

        start_term(told_about(Message.objects.get(person=check.person)), actor=None, on=TODAY)

        check.refresh_from_db()
        assert check.notified_on == TODAY

    def test_who_is_right_goes_on_with_the_answers_and_gives_the_number_again(
        self, request_refused
    ):
        case = self.objection(request_refused)
        advised(case, by=request_refused.person)

        event = do(case, "uphold", by=administrator())
        run_outbox()

        draft = Admission.objects.drafts().get(person=request_refused.person)
        assert (draft.subject, draft.digest) == (request_refused.subject, None)
        assert "vul het opnieuw in" in letter_html(case_letter(event))

    def test_who_asked_again_meanwhile_keeps_that_request(self, request_refused):
        case = self.objection(request_refused)
        advised(case, by=request_refused.person)
        again = AdmissionFactory(person=request_refused.person, draft=True)

        do(case, "uphold", by=administrator())

        assert Admission.objects.drafts().get() == again

    def test_who_refused_it_does_not_decide(self, request_refused):
        case = self.objection(request_refused)
        advised(case, by=request_refused.person)

        with pytest.raises(PermissionDenied):
            do(case, "dismiss", by=request_refused.checked_by)

    def test_an_administrator_does_not_handle_the_own(self, request_refused):
        case = self.objection(request_refused)
        RoleFactory(person=request_refused.person, kind=RoleKind.ADMINISTRATOR)

        with pytest.raises(PermissionDenied):
            do(case, "admit", by=request_refused.person)
