from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, days
from schools.choices import Sector
from schools.querysets import LocationQuerySet

from .history import historic


class Board(Organisation):
    """The legal body that answers for schools and delivers the data of their staff.

    Location files do not hold the names of boards, so a board may be called “Bestuur 12345” until a
    file of boards is loaded.
    """

    number = models.CharField(_("board number"), max_length=5, unique=True)

    class Meta:
        verbose_name = _("school board")
        verbose_name_plural = _("school boards")
        constraints = [
            models.CheckConstraint(
                name="board_number_is_five_digits", condition=Q(number__regex=r"^\d{5}$")
            )
        ]


class School(models.Model):
    """An institution by its BRIN: two digits and two letters."""

    brin = models.CharField(_("BRIN"), max_length=4, unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)

    class Meta:
        ordering = ["brin"]
        constraints = [
            models.CheckConstraint(
                name="brin_has_its_shape", condition=Q(brin__regex=r"^\d{2}[A-Z]{2}$")
            )
        ]

    def __str__(self) -> str:
        return f"{self.name or _('School')} ({self.brin})"


@historic(school="schools.School", exclude=("search_key",))
class Location(models.Model):
    """A site of a school, identified by its BRIN and two digits, 00 for the main one.

    ``search_key`` is what administrators search: code, name and town in plain letters.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="locations")
    code = models.CharField(_("location code"), max_length=6, unique=True)
    sector = models.CharField(_("sector"), max_length=3, choices=Sector)
    name = models.CharField(_("name"), max_length=200)
    street = models.CharField(_("street"), max_length=100, blank=True)
    house_number = models.CharField(_("house number"), max_length=20, blank=True)
    postcode = models.CharField(_("postcode"), max_length=7, blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)
    municipality = models.CharField(_("municipality"), max_length=100, blank=True)
    province = models.CharField(_("province"), max_length=50, blank=True)
    denomination = models.CharField(_("denomination"), max_length=100, blank=True)
    search_key = models.CharField(max_length=350, editable=False)

    objects = LocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("school location")
        verbose_name_plural = _("school locations")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="location_code_has_its_shape", condition=Q(code__regex=r"^\d{2}[A-Z]{2}\d{2}$")
            ),
            models.CheckConstraint(
                name="location_sector_known", condition=Q(sector__in=Sector.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.town}" if self.town else self.name


class Governance(models.Model):
    """A board answers for a location during ``[since, until)``.

    Open at the start where the location was in the first load.
    """

    location = models.ForeignKey(Location, models.PROTECT, related_name="governances")
    board = models.ForeignKey(Board, models.PROTECT, related_name="governances")
    since = models.DateField(_("from"), null=True)
    until = models.DateField(_("until"), null=True)

    class Meta:
        ordering = ["location", F("since").asc(nulls_first=True)]
        constraints = [
            models.CheckConstraint(
                name="governance_ends_after_it_starts",
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
            ExclusionConstraint(
                name="a_location_has_one_board_at_a_time",
                expressions=[
                    ("location", RangeOperators.EQUAL),
                    (days("since", "until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Another board has this location in this period."),
            ),
        ]

    def __str__(self) -> str:
        return f"location {self.location_id} of board {self.board_id}"
