from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PublishedFigure(models.Model):
    """One key figure as it was published for a reference date; it never changes (migration 0008).

    ``name`` is that of a ``core.kpi.Kpi``; ``values`` are the publishable values by the key of each
    line, None where too few people or cases are behind it.
    """

    name = models.CharField(_("name"), max_length=40)
    on = models.DateField(_("reference date"))
    values = models.JSONField()
    published_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-on", "name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "on"], name="figure_published_once_a_date")
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.on}"
