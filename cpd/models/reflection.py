from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .activity import Activity


class Reflection(models.Model):
    """What a teacher learnt from an activity, in their own words and for themselves alone.

    Nothing depends on it, and it is in no list, search, report or conversation. It is removed with
    its activity.
    """

    activity = models.OneToOneField(
        Activity, models.CASCADE, primary_key=True, related_name="reflection"
    )
    text = models.TextField(_("looking back"))
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="reflection_says_something", condition=~Q(text=""))
        ]

    def __str__(self) -> str:
        return f"reflection on activity {self.activity_id}"
