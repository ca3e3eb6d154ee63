from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from register.querysets import ListingQuerySet

from .registration import Registration


class Listing(models.Model):
    """The search index of the open register; the registration decides whether somebody is in it.

    ``name_key`` is ``Person.sort_key`` at the last refresh, and ``words`` are the words in it.
    ``shows_school`` is the teacher's own choice; only then ``places`` holds the words of school and
    town.
    """

    registration = models.OneToOneField(
        Registration, models.PROTECT, primary_key=True, related_name="listing"
    )
    name_key = models.CharField(max_length=250, db_collation="C")
    words = ArrayField(models.CharField(max_length=250))
    shows_school = models.BooleanField(default=False)
    places = ArrayField(models.CharField(max_length=250), default=list)

    objects = ListingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["name_key"], name="listing_names"),
            GinIndex(fields=["words"], name="listing_words", fastupdate=False),
            GinIndex(
                fields=["places"],
                name="listing_places",
                fastupdate=False,
                condition=Q(shows_school=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="places_only_where_shown", condition=Q(shows_school=True) | Q(places=[])
            )
        ]

    def __str__(self) -> str:
        return f"listing of registration {self.registration_id}"


class NameWord(models.Model):
    """A word that occurs in names, to recognise typing errors (``rules.shortened``).

    Words are only added: they do not reveal who is in the register.
    """

    text = models.CharField(max_length=250, primary_key=True)
    shortened = ArrayField(models.CharField(max_length=250))

    class Meta:
        indexes = [GinIndex(fields=["shortened"], name="shortened_words", fastupdate=False)]

    def __str__(self) -> str:
        return self.text


class Opened(models.Model):
    """How often the public entry of a teacher was opened on a day, never who opened it."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="opened")
    day = models.DateField()
    times = models.PositiveIntegerField()

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "day"], name="opened_is_counted_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.times} on {self.day}"
