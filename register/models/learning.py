from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class EarlierLearning(models.Model):
    """Earlier learning that an institution recognised (domain.md §7, later-career switchers).

    It is in the teacher's own words, for their own route; it gives no hours and no qualification.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="earlier_learning"
    )
    title = models.CharField(_("what was recognised"), max_length=200)
    given_by = models.CharField(_("recognised by"), max_length=200)
    recognised_on = models.DateField(_("recognised on"))
    worth = models.CharField(_("what it is worth"), max_length=500, blank=True)

    class Meta:
        ordering = ["-recognised_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="earlier_learning_has_a_name", condition=~Q(title="") & ~Q(given_by="")
            )
        ]

    def __str__(self) -> str:
        return self.title
