from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from register import rules
from register.choices.cases import (
    ALL_PROCEDURES,
    CASE_MOVES,
    LEAVE,
    OPEN_CASES,
    CaseAct,
    CaseGround,
    CaseStatus,
    Objector,
    ProcedureCode,
)
from register.querysets import CaseEventQuerySet, CaseQuerySet
from register.words.acts_done import DONE

from .cycle import Cycle
from .decision import Decision
from .diploma import DiplomaCheck
from .registration import Registration

if TYPE_CHECKING:
    from cpd.models import Application, Offer, Provider

STRIKING_OFF = [CaseGround.DEATH, CaseGround.LOSS, CaseGround.COURT]
OPEN = Q(status__in=OPEN_CASES)
ABOUT_A_REGISTRATION = ["decision", "against"]
OF_A_PROVIDER = ["judgement", "refusal", "suspension"]
CONTESTED = [*ABOUT_A_REGISTRATION, *OF_A_PROVIDER, "diploma"]


def _against_nothing() -> Q:
    return Q(
        ~Q(procedure=ProcedureCode.OBJECTION),
        registration__isnull=False,
        **{f"{name}__isnull": True for name in CONTESTED},
    )


def _against_only(one: str) -> Q:
    return Q(
        procedure=ProcedureCode.OBJECTION,
        registration__isnull=one not in ABOUT_A_REGISTRATION,
        **{f"{name}__isnull": name != one for name in CONTESTED},
    )


def _one_open(contested: str) -> models.UniqueConstraint:
    words = {"against": "an_event"}.get(contested, f"a_{contested}")
    name = f"one_objection_to_{words}_is_open"
    return models.UniqueConstraint(fields=[contested], name=name, condition=OPEN)


class Case(models.Model):
    """One run of a procedure, about a registration or what a provider contests.

    The table of its procedure and version says what may happen, who may do it and by when.
    ``due_on`` is the last day of the term that runs now, kept here so that lists can be sorted by
    it. An objection is against the decision on a cycle, ``against`` an event of another case,
    against the ``judgement`` that refused a course, the ``refusal`` to admit a provider, its
    ``suspension``, or the refusal of a ``diploma``, with which somebody may have asked to be
    registered; who objects follows from that (docs/adr/0034).
    """

    MOVES = CASE_MOVES

    procedure = models.CharField(_("procedure"), max_length=16, choices=ProcedureCode)
    version = models.CharField(max_length=16)
    registration = models.ForeignKey(Registration, models.PROTECT, null=True, related_name="cases")
    ground = models.CharField(_("ground"), max_length=16, choices=CaseGround, blank=True)
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=CaseStatus,
        default=CaseStatus.RECEIVED,
        editable=False,
    )
    opened_on = models.DateField(_("opened on"))
    due_on = models.DateField(_("last day of the term"), null=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="objections")
    against = models.ForeignKey("CaseEvent", models.PROTECT, null=True, related_name="objections")
    judgement = models.ForeignKey(
        "cpd.Judgement", models.PROTECT, null=True, related_name="objections"
    )
    refusal = models.ForeignKey(
        "cpd.ApplicationDecision", models.PROTECT, null=True, related_name="objections"
    )
    suspension = models.ForeignKey(
        "cpd.Suspension", models.PROTECT, null=True, related_name="objections"
    )
    diploma = models.ForeignKey(DiplomaCheck, models.PROTECT, null=True, related_name="objections")

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        indexes = [models.Index(fields=["due_on", "id"], name="open_cases_by_term", condition=OPEN)]
        constraints = [
            models.CheckConstraint(
                name="case_status_known", condition=Q(status__in=CaseStatus.values)
            ),
            models.CheckConstraint(
                name="case_ground_is_of_its_procedure",
                condition=Q(procedure=ProcedureCode.DEFERRAL, ground__in=LEAVE)
                | Q(procedure=ProcedureCode.STRIKING_OFF, ground__in=STRIKING_OFF)
                | Q(procedure__in=[ProcedureCode.OWN_REQUEST, ProcedureCode.OBJECTION], ground=""),
            ),
            models.CheckConstraint(
                name="an_objection_is_against_one_decision",
                condition=reduce(or_, map(_against_only, CONTESTED), _against_nothing()),
            ),
            models.UniqueConstraint(
                fields=["registration", "procedure"],
                name="one_case_of_a_kind_is_open",
                condition=OPEN & ~Q(procedure=ProcedureCode.OBJECTION),
            ),
            *map(_one_open, CONTESTED),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"

    def get_absolute_url(self) -> str:
        """The page on which the one that the case is about follows it."""
        if self.by_newcomer:
            return reverse("register:object_admission")
        if self.objector == Objector.APPLICANT:
            return reverse("register:object_refusal")
        page = "provider_case" if self.objector == Objector.PROVIDER else "own_case"
        return reverse(f"register:{page}", args=[self.pk])

    def tells(self, act: rules.Act) -> bool:
        """Tell whether an act is told to who the case is about.

        After a death there is nobody, unless they turn out to live and ask to be registered again.
        """
        mistaken = act.code in (CaseAct.RESTORE, CaseAct.REFUSE_RESTORATION)
        return act.told and (mistaken or self.ground != CaseGround.DEATH)

    @property
    def teacher(self) -> Person | None:
        """The person that the case is about; None where it is about an organisation."""
        subject = self.registration or self.diploma
        return subject.person if subject else None

    @property
    def offer(self) -> "Offer | None":
        """The course whose refusal is objected to."""
        return self.judgement.submission.offer if self.judgement else None

    @property
    def provider(self) -> "Provider | None":
        """Whose course was refused, or who was suspended."""
        if self.suspension:
            return self.suspension.provider
        return self.offer.provider if self.offer else None

    @property
    def application(self) -> "Application | None":
        """The application to be a provider whose refusal is objected to."""
        return self.refusal.round.application if self.refusal else None

    @property
    def objector(self) -> Objector:
        """Who objects, or would object: the teacher, an applicant or a provider."""
        if self.registration_id or self.diploma_id:
            return Objector.TEACHER
        return Objector.APPLICANT if self.refusal_id else Objector.PROVIDER

    @property
    def by_newcomer(self) -> bool:
        """Whether it is about somebody who has no record yet, but asked for one."""
        return self.diploma is not None and self.diploma.person.claimed_at is None

    @property
    def about(self) -> str:
        """The name of the person or organisation that the case is about."""
        return str(self.provider or self.application or self.teacher)

    @property
    def table(self) -> rules.Procedure:
        """The table of the procedure in the version with which the case was opened."""
        return next(
            one
            for one in ALL_PROCEDURES
            if (one.code, one.version) == (self.procedure, self.version)
        )

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_CASES

    @property
    def reference(self) -> str:
        """The name by which the case is known in letters."""
        return f"{self.procedure[:2].upper()}-{self.opened_on.year}-{self.pk:06}"


class CaseEvent(models.Model):
    """One act in a case, with its words. ``named`` is the day that it names.

    A decision has a term for a remedy from the day on which it was sent: ``notified_on`` and
    ``remedy_until`` are filled in then.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    act = models.CharField(_("act"), max_length=24, choices=CaseAct)
    on = models.DateField(_("on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    words = models.TextField(_("explanation"), blank=True)
    named = models.DateField(null=True)
    notified_on = models.DateField(_("letter sent on"), null=True)
    remedy_until = models.DateField(_("objection until"), null=True)

    objects = CaseEventQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="case_remedy_only_when_notified",
                condition=Q(remedy_until__isnull=True) | Q(notified_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.act} in case {self.case_id}"

    @property
    def rule(self) -> rules.Act:
        return self.case.table.act(self.act)

    @property
    def done(self) -> str:
        """The act in words, as something that was done."""
        return str(DONE[self.act])

    @property
    def as_event(self) -> rules.Event:
        waits = self.case.tells(self.rule) and self.notified_on is None
        return rules.Event(self.act, self.on, self.named, self.notified_on, waits)


class Deferral(models.Model):
    """The leave for which a deferral was asked, ``[since, until)``."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="deferral")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="deferrals")
    since = models.DateField(_("first day of the leave"))
    until = models.DateField(_("end of the leave"))

    class Meta:
        ordering = ["since"]
        constraints = [
            models.CheckConstraint(
                name="leave_ends_after_it_starts", condition=Q(until__gt=F("since"))
            )
        ]

    def __str__(self) -> str:
        return f"leave of case {self.case_id}"

    @property
    def period(self) -> rules.Period:
        return rules.Period(self.since, self.until)

    @property
    def last_day(self) -> date:
        return self.period.last_day


class LeavePaper(models.Model):
    """What a teacher sent along to show the leave, encrypted (``register.papers``)."""

    deferral = models.OneToOneField(
        Deferral, models.PROTECT, primary_key=True, related_name="paper"
    )
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"paper of {self.deferral}"
