from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import F, Q, QuerySet

from accounts.models import Person
from accounts.names import plain
from schools.choices import Section
from schools.selectors import of_the_same_boards

from .choices.cases import OPEN_CASES, CaseGround, CaseStatus, ProcedureCode
from .choices.conversations import ConversationStatus
from .choices.cycles import CLOSED, CycleStatus, Withdrawal
from .choices.diplomas import CheckStatus
from .choices.registrations import RegistrationStatus
from .choices.samples import SampleStatus

if TYPE_CHECKING:
    from .models import (  # noqa: F401  read by the type checker only
        Admission,
        Case,
        CaseEvent,
        Certificate,
        Conversation,
        Cycle,
        Decision,
        DiplomaCheck,
        Draw,
        Listing,
        Note,
        Qualification,
        Registration,
        Sample,
    )


class RegistrationQuerySet(QuerySet["Registration"]):
    def public(self) -> Self:
        """Only who is registered as a teacher is in the public register (domain.md §2.3)."""
        return self.filter(
            section=Section.REGISTER,
            status=RegistrationStatus.REGISTERED,
            person__merged_into=None,
        )

    def to_confirm(self) -> Self:
        return self.filter(status=RegistrationStatus.DELIVERED)

    def locked(self) -> Self:
        return self.select_related("person").select_for_update(of=("self",), no_key=True)

    def hold_of(self, cycle: int) -> "Registration":
        """Lock the registration of a cycle, before the cycle itself.

        Everybody does who ends a registration or begins its next cycle: one that began unseen
        would go on for somebody who was struck off meanwhile.
        """
        return self.locked().get(cycles=cycle)


class ListingQuerySet(QuerySet["Listing"]):
    def public(self) -> Self:
        """Teachers that anybody may find by name: those in the public register today.

        This is the only place that decides so; shielded teachers are left out.
        """
        return self.filter(
            registration__section=Section.REGISTER,
            registration__status=RegistrationStatus.REGISTERED,
            registration__person__merged_into=None,
        ).exclude(registration__person__in=Person.objects.shielded().values("pk"))


class QualificationQuerySet(QuerySet["Qualification"]):
    def confirmed(self) -> Self:
        return self.filter(confirmed_on__isnull=False)

    def to_confirm(self) -> Self:
        return self.filter(confirmed_on__isnull=True)


class CycleQuerySet(QuerySet["Cycle"]):
    def of(self, person: Person) -> Self:
        return self.filter(registration__person=person)

    def undecided(self) -> Self:
        """Cycles that can still be renewed: running, submitted, or in their extra time."""
        return self.unfinished().awake()

    def unfinished(self) -> Self:
        """The same, including those of merged records."""
        return self.exclude(status__in=CLOSED)

    def awake(self) -> Self:
        """Leave out the cycles of merged records, for which nothing is due."""
        merged = Person.objects.merged()
        return self.exclude(registration__person__in=merged.values("pk"))

    def awaiting_decision(self) -> Self:
        """Requests that a member of the committee decides; those that were drawn are for two."""
        drawn = Q(samples__status=SampleStatus.DRAWN)
        return self.filter(status=CycleStatus.SUBMITTED).exclude(drawn).awake()

    def visible_to_committee(self, member: Person) -> Self:
        """What a member of the committee judges: never the own cycle."""
        return self.exclude(registration__person=member)

    def ended_unsubmitted(self, on: date) -> Self:
        return self.filter(status=CycleStatus.OPEN, until__lte=on).awake()

    def ended_extra_time(self, on: date) -> Self:
        return self.filter(status=CycleStatus.CONDITIONAL, until__lte=on).awake()

    def with_registration(self) -> Self:
        return self.select_related("registration__person", "rule_set")

    def locked(self) -> Self:
        """Lock cycles and their teachers, so that no activity changes between sum and decision."""
        teacher = "registration__person"
        return self.with_registration().select_for_update(of=("self", teacher), no_key=True)


class DecisionQuerySet(QuerySet["Decision"]):
    def of(self, person: Person) -> Self:
        return self.filter(cycle__registration__person=person)

    def with_cycle(self) -> Self:
        return self.select_related("cycle__registration__person", "cycle__rule_set")


class CertificateQuerySet(QuerySet["Certificate"]):
    def of(self, person: Person) -> Self:
        return self.filter(cycle__registration__person=person)

    def with_holder(self) -> Self:
        return self.select_related("cycle__registration__person")

    def current(self, on: date) -> Self:
        """The latest certificate for a running period, of people who are still registered."""
        return self.filter(
            valid_until__gt=on,
            replaced_on=None,
            cycle__registration__status=RegistrationStatus.REGISTERED,
        )

    def in_force(self, on: date) -> Self:
        """Certificates that are valid on a day."""
        return self.current(on).filter(withdrawn_on=None)

    def to_reissue(self, on: date) -> Self:
        """What can be issued again: the decision is still in force, and a file was made."""
        return self.current(on).exclude(withdrawn_for=Withdrawal.DECISION).exclude(sha256="")


class DiplomaCheckQuerySet(QuerySet["DiplomaCheck"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)

    def waiting(self) -> Self:
        """What is to be looked at."""
        return self.filter(status=CheckStatus.SUBMITTED)

    def matching(self, text: str) -> Self:
        """By words of the teacher's name, or by the whole registration number."""
        found = self
        for word in plain(text).split():
            found = found.filter(person__sort_key__contains=word)
        return found | self.filter(person__number="".join(text.split()).upper())


class AdmissionQuerySet(QuerySet["Admission"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)

    def drafts(self) -> Self:
        return self.filter(diploma=None)

    def waiting(self) -> Self:
        """What somebody looks at, or asked about."""
        return self.filter(diploma__status__in=[CheckStatus.SUBMITTED, CheckStatus.ASKED])


ABOUT = (
    "registration__person",
    "diploma__person",
    "judgement__submission__offer__provider",
    "refusal__round__application",
    "suspension__provider",
)
"""The person, or the thing, that a case is about."""


class CaseQuerySet(QuerySet["Case"]):
    def of(self, person: Person) -> Self:
        return self.filter(Q(registration__person=person) | Q(diploma__person=person))

    def of_provider(self, organisation_id: int) -> Self:
        return self.filter(
            Q(judgement__submission__offer__provider=organisation_id)
            | Q(suspension__provider=organisation_id)
        )

    def of_application(self, application_id: int) -> Self:
        return self.filter(refusal__round__application=application_id)

    def open(self) -> Self:
        return self.filter(status__in=OPEN_CASES)

    def for_desk(self, member: Person) -> Self:
        """What an administrator works on: never the own cases, nor those of an organisation in
        which they have a role.
        """
        places = [role.organisation_id for role in member.current_roles]
        rows = self.exclude(registration__person=member).exclude(diploma__person=member)
        for provider in ("judgement__submission__offer__provider", "suspension__provider"):
            rows = rows.exclude(**{f"{provider}__in": places})
            rows = rows.exclude(**{f"{provider}__staff_of__in": places})
        application = "refusal__round__application"
        return rows.exclude(**{f"{application}__board__in": places}).exclude(
            Q(**{f"{application}__email__iexact": member.email})
            | Q(**{f"{application}__second_email__iexact": member.email})
        )

    def for_advisers(self, member: Person) -> Self:
        """Objections, never one's own."""
        return self.for_desk(member).filter(procedure=ProcedureCode.OBJECTION)

    def by_term(self) -> Self:
        """The most urgent first; cases without a term come last."""
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")

    def of_dead(self) -> Self:
        """Cases in which it is written down, and not taken back, that somebody died."""
        over = [CaseStatus.DROPPED, CaseStatus.RESTORED]
        return self.filter(ground=CaseGround.DEATH).exclude(status__in=over)

    def granted_leave(self) -> Self:
        return self.filter(procedure=ProcedureCode.DEFERRAL, status=CaseStatus.GRANTED)

    def with_people(self) -> Self:
        return self.select_related("assigned_to", *ABOUT)

    def locked(self) -> Self:
        return self.with_people().select_for_update(of=("self",), no_key=True)


class CaseEventQuerySet(QuerySet["CaseEvent"]):
    def with_people(self) -> Self:
        return self.select_related("case__deferral", *(f"case__{one}" for one in ABOUT))


class ConversationQuerySet(QuerySet["Conversation"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)

    def shared(self, on: date) -> Self:
        """Conversations that the other person may open on a day: not those of an account with which
        nobody may sign in.
        """
        running = self.filter(status=ConversationStatus.SHARED, since__lte=on, until__gt=on)
        return running.filter(person__is_active=True)


class NoteQuerySet(QuerySet["Note"]):
    def standing(self) -> Self:
        return self.filter(until=None)


class DrawQuerySet(QuerySet["Draw"]):
    def known(self, on: date) -> Self:
        """Draws that can decide on a day: their month has begun and the outcome is known."""
        return self.filter(month__lte=on, outcome_on__lte=on)

    def in_use(self, on: date) -> "Draw | None":
        return self.known(on).order_by("month").last()

    def waiting(self, on: date) -> Self:
        """Draws of which the outcome can be filled in."""
        return self.filter(outcome_on=None, outside_on__lte=on)


class SampleQuerySet(QuerySet["Sample"]):
    def to_judge(self) -> Self:
        """Requests that were drawn and wait for the committee."""
        return self.filter(status=SampleStatus.DRAWN, cycle__status=CycleStatus.SUBMITTED)

    def of(self, person: Person) -> Self:
        return self.filter(cycle__registration__person=person)

    def for_member(self, member: Person, *, on: date) -> Self:
        """What a committee member may judge: nothing of their own, and nobody from their boards."""
        near = of_the_same_boards(member.pk, on=on)
        return self.exclude(cycle__registration__person=member).exclude(
            cycle__registration__person__in=near
        )

    def with_people(self) -> Self:
        return self.select_related("cycle__registration__person", "cycle__rule_set", "draw")
