from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.choices.work import WorkKind


class WorkTaken(models.Model):
    """Who works on an item of the work list whose own record has no field for that."""

    kind = models.CharField(_("kind"), max_length=12, choices=WorkKind)
    row = models.BigIntegerField()
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "row"], name="work_is_taken_by_one"),
            models.CheckConstraint(name="work_kind_known", condition=Q(kind__in=WorkKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"
