from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from register.querysets import NoteQuerySet

from .cycle import Cycle
from .registration import Registration


class Note(models.Model):
    """That somebody did not re-register in time; everybody can see it (domain.md §2.5).

    It remains until the next renewal, or until an objection to it is well-founded.
    """

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="notes")
    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="note")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(
                name="note_ends_after_it_starts",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            )
        ]

    def __str__(self) -> str:
        return f"note of cycle {self.cycle_id}"
