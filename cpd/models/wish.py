from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from cpd.choices.sessions import Province

from .offer import Offer


class Wish(models.Model):
    """A teacher or a board looks for a course; the public only sees how many do.

    Without ``organisation`` it is the person's own wish, otherwise that of their board.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="wishes")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="wishes")
    subject = models.CharField(_("subject"), max_length=200)
    province = models.CharField(_("province"), max_length=16, choices=Province)
    asked_on = models.DateField(editable=False)

    class Meta:
        ordering = ["subject", "province", "pk"]
        constraints = [
            models.CheckConstraint(
                name="wish_province_known", condition=Q(province__in=Province.values)
            ),
            models.UniqueConstraint(
                name="a_teacher_wishes_something_once",
                fields=["person", "subject", "province"],
                condition=Q(organisation__isnull=True),
            ),
            models.UniqueConstraint(
                name="a_board_wishes_something_once",
                fields=["organisation", "subject", "province"],
            ),
        ]

    def __str__(self) -> str:
        return f"wish {self.pk}"


class SavedOffer(models.Model):
    """A teacher keeps an offer to look at again. Nobody else sees it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="saved_offers", db_index=False
    )
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="saved")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="an_offer_is_saved_once", fields=["person", "offer"])
        ]

    def __str__(self) -> str:
        return f"saved offer {self.pk}"
