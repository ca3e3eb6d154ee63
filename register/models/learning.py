from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class EarlierLearning(models.Model):
    """What a teacher learnt before and an institution recognised (domain.md §7, later-career
    switchers): in their own words, for their own route. No hours or qualification follow from it.
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
