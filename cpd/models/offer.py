import re
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Mod, NullIf
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.names import plain
from cpd.choices.activities import OFFERED, Category
from cpd.choices.offers import EDITABLE, JUDGED_NOW, OFFER_MOVES, Language, OfferStatus, Setting
from cpd.querysets import OfferQuerySet, SearchWordQuerySet
from cpd.rules import MOST_HOURS, QUARTER
from schools.choices import Sector

from .provider import Provider

LONGEST_WORD = 60
VALID = [OfferStatus.VALIDATED, OfferStatus.EXPIRED]


def words_in(text: str) -> list[str]:
    """Return the words of a text, plain and each once, in their order."""
    words = re.findall(r"\w+", plain(text))
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in words))


class Offer(models.Model):
    """What a provider offers, from draft to validated and after.

    The status changes only through ``cpd.services``. It is valid ``[valid_since, valid_until)``;
    withdrawing ends that sooner. ``due_on`` is the day by which it is to be judged, where it is to
    be. ``advice_asked`` says whether validators are asked in this round. ``categories`` repeats
    those of its hours for the facets of the catalogue; so do ``places`` (provinces, or online) and
    ``months`` (2026-12) for its sessions to come. ``subjects`` are the Dutch titles of subject
    areas, which are the same in every sector. An offer that ``replaces`` another is its next
    version: when it is validated, it takes the place of the other. ``entry``
    identifies the form on which it was begun.
    """

    MOVES = OFFER_MOVES

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="offers")
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="revisions", editable=False
    )
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=[(k.value, k.label) for k in OFFERED])
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    learns = models.TextField(_("what participants learn"), max_length=4000, blank=True)
    design = models.TextField(_("how it works"), max_length=4000, blank=True)
    sectors = ArrayField(models.CharField(max_length=3, choices=Sector), default=list, blank=True)
    contact_hours = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    self_study_hours = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    self_study_reason = models.TextField(max_length=2000, blank=True)
    ends_with_test = models.BooleanField(default=False)
    price = models.DecimalField(_("price"), max_digits=8, decimal_places=2, default=0)
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.DUTCH
    )
    url = models.URLField(_("web page"), blank=True)
    target_group = models.CharField(_("for whom"), max_length=300, blank=True)
    subjects = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    setting = models.CharField(_("where"), max_length=8, choices=Setting, blank=True)
    price_includes = models.CharField(_("what the price includes"), max_length=300, blank=True)
    accessibility = models.CharField(_("accessibility"), max_length=300, blank=True)
    price_per_hour = models.GeneratedField(
        expression=F("price") / NullIf(F("contact_hours") + F("self_study_hours"), 0),
        output_field=models.DecimalField(max_digits=10, decimal_places=2, null=True),
        db_persist=True,
    )
    categories = ArrayField(models.CharField(max_length=20), default=list, editable=False)
    places = ArrayField(models.CharField(max_length=16), default=list, editable=False)
    months = ArrayField(models.CharField(max_length=7), default=list, editable=False)
    search_words = ArrayField(
        models.CharField(max_length=LONGEST_WORD), default=list, editable=False
    )
    status = models.CharField(
        _("status"),
        max_length=16,
        choices=OfferStatus,
        default=OfferStatus.DRAFT,
        editable=False,
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    entry = models.UUIDField(null=True, editable=False)
    first_submitted_on = models.DateField(null=True, editable=False)
    due_on = models.DateField(_("to be judged by"), null=True, editable=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    advice_asked = models.BooleanField(default=False, editable=False)
    valid_since = models.DateField(_("valid from"), null=True, editable=False)
    valid_until = models.DateField(_("valid until"), null=True, editable=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        indexes = [
            GinIndex(name="offer_words", fields=["search_words"]),
            models.Index(
                name="catalogue_by_title",
                fields=["title", "id"],
                condition=Q(status=OfferStatus.VALIDATED),
            ),
            models.Index(
                name="catalogue_by_price",
                fields=["price_per_hour", "title", "id"],
                condition=Q(status=OfferStatus.VALIDATED),
            ),
            models.Index(fields=["status", "due_on"], name="offers_to_judge"),
        ]
        constraints = [
            models.CheckConstraint(
                name="offer_status_known", condition=Q(status__in=OfferStatus.values)
            ),
            models.CheckConstraint(name="offer_kind_known", condition=Q(kind__in=OFFERED)),
            models.CheckConstraint(
                name="offer_sectors_known", condition=Q(sectors__contained_by=Sector.values)
            ),
            models.UniqueConstraint(
                name="a_form_makes_one_offer",
                fields=["provider", "entry"],
                condition=Q(entry__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                name="one_next_version_at_a_time",
                condition=Q(status__in=[*EDITABLE, *JUDGED_NOW]),
                violation_error_message=_("A new version of this course is being made already."),
            ),
            models.CheckConstraint(
                name="offer_setting_known",
                condition=Q(setting="") | Q(setting__in=Setting.values),
            ),
            models.CheckConstraint(
                name="offer_numbers_possible",
                condition=Q(
                    contact_hours__gte=0,
                    self_study_hours__gte=0,
                    price__gte=0,
                    contact_hours__lte=MOST_HOURS,
                    self_study_hours__lte=MOST_HOURS,
                ),
            ),
            models.CheckConstraint(
                name="offer_complete_when_handed_in",
                condition=Q(status__in=[*EDITABLE, OfferStatus.WITHDRAWN])
                | Q(
                    ~Q(summary=""),
                    ~Q(learns=""),
                    sectors__len__gt=0,
                    price_per_hour__isnull=False,
                    first_submitted_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="offer_due_iff_submitted",
                condition=Q(status__in=JUDGED_NOW, due_on__isnull=False)
                | (~Q(status__in=JUDGED_NOW) & Q(due_on__isnull=True, advice_asked=False)),
            ),
            models.CheckConstraint(
                name="offer_valid_iff_validated",
                condition=Q(
                    status__in=[*VALID, OfferStatus.WITHDRAWN],
                    valid_since__isnull=False,
                    valid_until__isnull=False,
                    valid_until__gte=F("valid_since"),
                )
                | Q(~Q(status__in=VALID), valid_since__isnull=True, valid_until__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("cpd:offer", args=[self.pk])

    @property
    def total(self) -> Decimal:
        return self.contact_hours + self.self_study_hours

    @property
    def sector_names(self) -> list[str | Promise]:
        return [Sector(sector).label for sector in self.sectors]

    def valid_on(self, day: date) -> bool:
        """Tell whether this offer was valid on a day, whatever its status is now.

        The provider was not suspended then.
        """
        since, until = self.valid_since, self.valid_until
        if since is None or until is None or not since <= day < until:
            return False
        return not any(one.holds_on(day) for one in self.provider.suspensions.all())

    def words(self) -> list[str]:
        """Return the words by which the catalogue finds it, stored as ``search_words``."""
        return words_in(f"{self.title} {self.provider.name} {self.summary}")


class SearchWord(models.Model):
    """A word that occurs in an offer.

    Search terms are compared with these, so that correcting a typing error takes a lookup among
    some thousands of words instead of all texts.
    """

    text = models.CharField(max_length=LONGEST_WORD, primary_key=True)

    objects = SearchWordQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(name="search_word_trigrams", fields=["text"], opclasses=["gin_trgm_ops"])
        ]

    def __str__(self) -> str:
        return self.text


class OfferHours(models.Model):
    """The hours of an offer in one category; together its contact and self-study hours."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="hours", db_index=False)
    category = models.CharField(_("category"), max_length=20, choices=Category)
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=2)

    class Meta:
        ordering = ["offer", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_number_of_offered_hours_per_category", fields=["offer", "category"]
            ),
            models.CheckConstraint(
                name="offer_category_known", condition=Q(category__in=Category.values)
            ),
            models.CheckConstraint(
                name="offer_hours_in_quarters",
                condition=Q(hours__gt=0, hours__lte=MOST_HOURS)
                & Q(Exact(Mod("hours", QUARTER, output_field=models.DecimalField()), 0)),
                violation_error_message=_("Write hours in quarters."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hours} {self.category}"
