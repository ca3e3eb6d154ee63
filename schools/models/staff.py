from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schools.choices import Gender
from schools.querysets import StaffQuerySet

from .board import Board
from .history import historic


@historic(board="schools.Board", person="accounts.Person", exclude=("sort_key",))
class StaffRecord(models.Model):
    """A member of staff in the words of one board.

    What other boards say about the same person is in their own records. ``confirmed_at`` is
    when the person said that this is right.
    """

    board = models.ForeignKey(Board, models.PROTECT, related_name="staff", db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="staff_records"
    )
    staff_number = models.CharField(_("staff number"), max_length=20)
    family_name = models.CharField(_("family name"), max_length=200)
    prefix = models.CharField(_("prefix of the family name"), max_length=20, blank=True)
    given_names = models.CharField(_("given names"), max_length=200)
    birth_date = models.DateField(_("date of birth"))
    gender = models.CharField(_("gender"), max_length=1, choices=Gender, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    sort_key = models.CharField(max_length=250, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)

    objects = StaffQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("members of staff")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "staff_number"], name="staff_number_names_one_person_at_a_board"
            ),
            models.CheckConstraint(
                name="staff_gender_known", condition=Q(gender__in=[*Gender.values, ""])
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.given_names, self.surname) if part)

    def get_absolute_url(self) -> str:
        return reverse("schools:member", args=[self.pk])

    @property
    def surname(self) -> str:
        return " ".join(part for part in (self.prefix, self.family_name) if part)
