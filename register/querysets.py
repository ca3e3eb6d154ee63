from datetime import date

from django.db.models import F, Q, QuerySet

from .choices import CycleStatus, RegistrationStatus, Section


class RegistrationQuerySet(QuerySet):
    def public(self):
        """Only who is registered as a teacher is in the public register (domain.md §2.3)."""
        return self.filter(section=Section.REGISTER, status=RegistrationStatus.REGISTERED)

    def to_confirm(self):
        return self.filter(status=RegistrationStatus.DELIVERED)


class QualificationQuerySet(QuerySet):
    def confirmed(self):
        return self.filter(confirmed_on__isnull=False)

    def to_confirm(self):
        return self.filter(confirmed_on__isnull=True)


class CycleQuerySet(QuerySet):
    def of(self, person):
        return self.filter(registration__person=person)

    def undecided(self):
        """Cycles that can still be renewed: running, submitted, or in their extra time."""
        return self.exclude(status=CycleStatus.RENEWED)

    def awaiting_decision(self):
        return self.filter(status=CycleStatus.SUBMITTED)

    def ended_unsubmitted(self, on: date):
        return self.filter(status=CycleStatus.OPEN, until__lte=on)

    def with_registration(self):
        return self.select_related("registration__person", "rule_set")


class DecisionQuerySet(QuerySet):
    def of(self, person):
        return self.filter(cycle__registration__person=person)
