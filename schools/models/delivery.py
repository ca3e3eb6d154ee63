from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schools.choices import (
    DELIVERY_MOVES,
    DeliveryChoice,
    DeliveryKind,
    DeliveryStatus,
    RowOutcome,
)
from schools.querysets import DeliveryQuerySet, DeliveryRowQuerySet
from schools.rules.sheets import Place, Sheets

from .board import Board

UNCHECKED = [DeliveryStatus.UPLOADED, DeliveryStatus.RECEIVED]
APPROVED = [DeliveryStatus.APPROVED, DeliveryStatus.APPLIED]

LEAVING_ASKED = 10  # more than one in ten


class Delivery(models.Model):
    """Staff data that a board handed in, from the upload to the receipt.

    ``handed_in_for`` is the office or the register that did so on the board's behalf, if it was not
    the board itself.

    The counts are rows by outcome; ``signals`` counts rows with a signal that were not rejected.
    ``preview_digest`` covers what all rows say and do, so that an approval says which preview was
    seen.
    ``inputs_digest`` covers everything besides the file that the check was based on: as long as it
    is the same, so are the outcomes.

    For a file with all staff, ``present`` counts the board's people in the register on that day,
    and ``leaving`` those among them that the file does not mention, and so ends.

    ``sheets`` of a workbook were read, each with what ``sheet_starts`` adds to its row numbers;
    ``sheets_left_out`` were not.

    If this delivery was to take back another and could not, ``built_on`` says why.
    """

    MOVES = DELIVERY_MOVES

    board = models.ForeignKey(Board, models.PROTECT, related_name="deliveries")
    kind = models.CharField(_("kind"), max_length=8, choices=DeliveryKind)
    undoes = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="undone_by", editable=False
    )
    on = models.DateField(_("as things stood on"))
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    sha256 = models.CharField(_("fingerprint of the file (SHA-256)"), max_length=64)
    status = models.CharField(
        _("status"),
        max_length=16,
        choices=DeliveryStatus,
        default=DeliveryStatus.RECEIVED,
        editable=False,
    )
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    handed_in_for = models.ForeignKey(
        "accounts.Organisation",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        editable=False,
    )
    handed_in_at = models.DateTimeField(_("handed in at"), default=timezone.now)
    checked_at = models.DateTimeField(_("checked at"), null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)
    choice = models.CharField(max_length=4, choices=DeliveryChoice, blank=True, editable=False)
    applied_at = models.DateTimeField(_("processed at"), null=True, editable=False)
    cleared_at = models.DateTimeField(_("cleared at"), null=True, editable=False)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    ended = models.PositiveIntegerField(_("ended"), default=0)
    voided = models.PositiveIntegerField(_("removed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    skipped = models.PositiveIntegerField(_("not for the register"), default=0)
    rejected = models.PositiveIntegerField(_("rejected"), default=0)
    signals = models.PositiveIntegerField(_("with a signal"), default=0)
    leaving = models.PositiveIntegerField(_("people not in the file"), default=0)
    present = models.PositiveIntegerField(default=0)
    replaced_characters = models.PositiveIntegerField(default=0)
    sheets = ArrayField(models.CharField(max_length=200), default=list, editable=False)
    sheet_starts = ArrayField(models.PositiveIntegerField(), default=list, editable=False)
    sheets_left_out = ArrayField(models.CharField(max_length=200), default=list, editable=False)
    preview_digest = models.CharField(max_length=64, blank=True, editable=False)
    inputs_digest = models.CharField(max_length=64, blank=True, editable=False)
    built_on = ArrayField(models.CharField(max_length=16), default=list, editable=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-handed_in_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="delivery_kind_known", condition=Q(kind__in=DeliveryKind.values)
            ),
            models.CheckConstraint(
                name="delivery_undoes_another_iff_it_takes_back",
                condition=Q(kind=DeliveryKind.UNDO, undoes__isnull=False)
                | Q(~Q(kind=DeliveryKind.UNDO), undoes__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["undoes"],
                condition=~Q(status=DeliveryStatus.DISCARDED),
                name="a_delivery_is_taken_back_once",
            ),
            models.CheckConstraint(
                name="delivery_sheet_has_a_start",
                condition=Q(sheets__len=F("sheet_starts__len")),
            ),
            models.CheckConstraint(
                name="delivery_status_known", condition=Q(status__in=DeliveryStatus.values)
            ),
            models.CheckConstraint(
                name="delivery_checked_at_iff_checked",
                condition=Q(status__in=UNCHECKED, checked_at__isnull=True)
                | Q(~Q(status__in=UNCHECKED), checked_at__isnull=False)
                | Q(status=DeliveryStatus.DISCARDED),
            ),
            models.CheckConstraint(
                name="delivery_approved_by_somebody_iff_approved",
                condition=Q(
                    ~Q(choice=""),
                    status__in=APPROVED,
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                )
                | Q(
                    ~Q(status__in=APPROVED),
                    choice="",
                    approved_by__isnull=True,
                    approved_at__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="delivery_applied_at_iff_applied",
                condition=Q(status=DeliveryStatus.APPLIED, applied_at__isnull=False)
                | Q(~Q(status=DeliveryStatus.APPLIED), applied_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk} of board {self.board_id}"

    def get_absolute_url(self) -> str:
        return reverse("schools:delivery", args=[self.pk])

    @property
    def good(self) -> int:
        """The number of rows that can be processed, or that say what is known already."""
        return self.judged - self.rejected

    @property
    def judged(self) -> int:
        """The number of rows about somebody for the register: no total, nobody of the office."""
        return self.rows - self.skipped

    @property
    def applicable(self) -> bool:
        """Tell whether there is anything to confirm: rows without a fault, or people who left."""
        return bool(self.rows > self.rejected or self.leaving)

    @property
    def asks_how_many_leave(self) -> bool:
        """Tell whether so many people would leave that the file may be incomplete."""
        return self.leaving * LEAVING_ASKED > self.present

    def place(self, number: int) -> Place:
        """Return where in the file the row with this number is."""
        return self.row_sheets.place(number)

    def numbers(self, row: int) -> list[int]:
        """Return the numbers of the rows that have this number on their sheet."""
        return self.row_sheets.numbers(row)

    @property
    def row_sheets(self) -> Sheets:
        return Sheets(self.sheets, self.sheet_starts, self.sheets_left_out)

    @property
    def holds_rows(self) -> bool:
        """Tell whether there is anything in it that can be taken back."""
        return self.kind not in (DeliveryKind.NOTHING, DeliveryKind.UNDO)

    @property
    def is_file(self) -> bool:
        return self.kind in (DeliveryKind.CHANGES, DeliveryKind.FULL)

    @property
    def can_be_taken_back(self) -> bool:
        """Tell whether it is processed, still kept, and neither taken back nor about to be."""
        if self.status != DeliveryStatus.APPLIED or not self.holds_rows or self.cleared_at:
            return False
        return all(one.status == DeliveryStatus.DISCARDED for one in self.undone_by.all())

    @property
    def has_faults(self) -> bool:
        return bool(self.rejected or self.signals)

    @property
    def receipt(self) -> str:
        """The number of the receipt; empty as long as the delivery was not applied."""
        return f"LV-{self.applied_at:%Y}-{self.pk:06}" if self.applied_at else ""


class DeliveryFile(models.Model):
    """What was handed in: compressed and encrypted, for as long as it is kept.

    ``sealed`` is what is checked. If that differs from the file that came in, because it was a
    workbook, had other columns or was repaired, ``original`` is the file that came in.
    """

    delivery = models.OneToOneField(Delivery, models.CASCADE, primary_key=True, related_name="file")
    sealed = models.BinaryField()
    original = models.BinaryField(null=True)

    def __str__(self) -> str:
        return f"file of delivery {self.delivery_id}"


class DeliveryRow(models.Model):
    """One row of a delivery: what it does, what is wrong with it, and what it says.

    ``basis`` is the primary key of the known AppointmentBasis that it is about. ``cells`` are the
    original cells, encrypted, if there is a problem to show. ``changes`` is a list of ``[field,
    old, new]``. ``absent`` rows are not in the file: they end what a file with all staff does not
    mention. For a rejected row the parsed values are empty. Retention clears it all with the file.
    """

    delivery = models.ForeignKey(
        Delivery, models.CASCADE, related_name="delivery_rows", db_index=False
    )
    number = models.PositiveIntegerField(_("row"))
    outcome = models.CharField(_("outcome"), max_length=9, choices=RowOutcome)
    problems = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    changes = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    cells = models.BinaryField(null=True)
    basis = models.BigIntegerField(null=True)
    staff_number = models.CharField(_("staff number"), max_length=20, blank=True)
    digest = models.BinaryField(max_length=32, null=True)
    ciphertext = models.BinaryField(null=True)
    family_name = models.CharField(_("family name"), max_length=200, blank=True)
    prefix = models.CharField(_("prefix of the family name"), max_length=20, blank=True)
    given_names = models.CharField(_("given names"), max_length=200, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True)
    gender = models.CharField(_("gender"), max_length=1, blank=True)
    email = models.CharField(_("email address"), max_length=254, blank=True)
    sort_key = models.CharField(max_length=250, blank=True)
    location = models.CharField(_("location code"), max_length=6, blank=True)
    category = models.PositiveSmallIntegerField(_("function"), null=True)
    kind = models.PositiveSmallIntegerField(_("kind of employment"), null=True)
    fte = models.DecimalField(_("full-time equivalent"), max_digits=5, decimal_places=4, null=True)
    code = models.CharField(_("appointment basis"), max_length=16, blank=True)
    subject_areas = ArrayField(
        models.CharField(max_length=100), verbose_name=_("subject areas"), default=list
    )
    since = models.DateField(_("from"), null=True)
    until = models.DateField(_("until"), null=True)
    mutated_on = models.DateField(_("changed on"), null=True)
    absent = models.BooleanField(db_default=False)

    objects = DeliveryRowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "number"], name="one_result_per_row_of_a_delivery"
            ),
            models.CheckConstraint(
                name="row_outcome_known", condition=Q(outcome__in=RowOutcome.values)
            ),
        ]

    def __str__(self) -> str:
        return f"row {self.number} of delivery {self.delivery_id}"
