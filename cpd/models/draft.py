from django.conf import settings
from django.db import models


class Draft(models.Model):
    """An activity that is being written: the values of its form, as they were typed.

    It becomes an Activity with the same ``key``, or is deleted by its owner or after some time
    (``cpd/data/limits.csv``). ``values`` are read by the form only.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="drafts")
    key = models.UUIDField(editable=False)
    values = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="a_form_has_one_draft", fields=["person", "key"])
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"

    @property
    def title(self) -> str:
        return str(self.values.get("title", ""))
