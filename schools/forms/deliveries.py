"""Forms about a delivery: naming columns and values, accepting signals, filtering."""

from collections.abc import Collection, Iterable, Mapping

from django import forms
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.text import Truncator, format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.forms import TextField, with_empty
from schools.choices import DeliveryKind, DeliveryStatus
from schools.guide import MEANINGS
from schools.rules import COLUMNS
from schools.rules.recognition import MAY_BE_ABSENT, MAY_BE_THE_SAME, TOLD_BY_US, Plan
from schools.rules.values import BSN_LENGTH, passes_eleven_test, read_bsn, read_date
from schools.tables import Table

ABSENT = "-"
SAME = "_same"
EXAMPLE = 30


class ColumnsForm(forms.Form):
    """Which column of a board's own file holds each of ours.

    Most exports have no column for what we write ourselves: there that is chosen beforehand.

    A field is named after our column; with the suffix ``_same`` it asks for one value for all rows.
    ``sheets`` are those to read, as far as is known.
    """

    def __init__(
        self, data: QueryDict | None, *, table: Table, full: bool, sheets: Collection[str]
    ):
        super().__init__(data, label_suffix="")
        self.table, self.full = table, full
        if table.parts[1:]:
            self._ask_sheets(sheets)
        choices = [("", _("Choose…")), (ABSENT, _("Not in our file")), *_places(table)]
        for column in COLUMNS:
            self._add(column, choices)

    def _ask_sheets(self, chosen: Collection[str]) -> None:
        """Ask which sheets are read, beforehand those that are known, or all of them."""
        self.fields["sheets"] = forms.MultipleChoiceField(
            label=_("Which sheets do we read?"),
            help_text=_("They have the same columns, so we read them as one list."),
            choices=[(name, name) for name in self.table.names],
            initial=[name for name in self.table.names if name in chosen] or self.table.names,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one sheet.")},
        )

    def _add(self, column: str, choices: list) -> None:
        plan = self.table.plan
        places = plan.sources.get(column, ())
        if len(places) > 1:
            choices = [
                *choices,
                (_joined(places), " + ".join(self.table.header[p] for p in places)),
            ]
        is_absent = column in plan.constants or column in TOLD_BY_US
        first = _joined(places) or (ABSENT if is_absent else "")
        self.fields[column] = forms.ChoiceField(
            label=column,
            help_text=MEANINGS[column],
            choices=choices,
            initial=first,
            error_messages={"required": format_lazy(_("Choose where {column} is."), column=column)},
        )
        if column in MAY_BE_THE_SAME:
            self.fields[column + SAME] = forms.CharField(
                label=format_lazy(_("{column}, the same in every row"), column=column),
                help_text=_("Only where it is not in your file."),
                initial=plan.constants.get(column, ""),
                required=False,
                max_length=100,
            )

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        for column in COLUMNS:
            absent = cleaned.get(column) == ABSENT and not cleaned.get(column + SAME, "")
            if absent and column not in MAY_BE_ABSENT:
                self.add_error(column, _("We cannot do without this one. Choose its column."))
        sheets = cleaned.get("sheets") or self.table.names
        return {"plan": self._plan(cleaned), "sheets": sheets}

    def _plan(self, cleaned: Mapping[str, str]) -> Plan:
        sources, constants = {}, {}
        for column in COLUMNS:
            chosen = cleaned.get(column, "")
            if chosen == ABSENT:
                constants[column] = cleaned.get(column + SAME, "")
            elif chosen:
                sources[column] = tuple(map(int, chosen.split("|")))
        return Plan(sources, constants)

    def to_choose(self) -> Iterable[tuple[forms.BoundField, forms.BoundField | None]]:
        """The columns that nobody has named yet, or named wrongly, each with its ``_same`` field.

        If all are known, all of them: then somebody is here to change one.
        """
        return [self._pair(column) for column in self._open()]

    def recognised(self) -> Iterable[tuple[forms.BoundField, forms.BoundField | None]]:
        still_open = self._open()
        return [self._pair(column) for column in COLUMNS if column not in still_open]

    def _open(self) -> Collection[str]:
        plan = self.table.plan
        clear = {*plan.sources, *plan.constants, *(TOLD_BY_US if self.full else ())}
        return [c for c in COLUMNS if c not in clear or c in self.errors] or COLUMNS

    def _pair(self, column: str) -> tuple[forms.BoundField, forms.BoundField | None]:
        return self[column], self[column + SAME] if column + SAME in self.fields else None


def masked(cell: str) -> str:
    """Mask a cell that may be a BSN, in a file whose columns are not known yet."""
    digits = read_bsn(cell.strip())
    is_bsn = digits and (passes_eleven_test(digits) or len(cell.strip()) == BSN_LENGTH)
    return f"••••••{digits[-3:]}" if digits and is_bsn and not read_date(cell.strip()) else cell


def _joined(places: Iterable[int]) -> str:
    return "|".join(map(str, places))


def _places(table: Table) -> list[tuple[str, str]]:
    """Return each column of a file as a choice: its name with the value in the first row."""
    first = next(iter(table.first_rows()), [""] * len(table.header))
    return [
        (
            str(place),
            f"{name or '…'}: {Truncator(masked(first[place])).chars(EXAMPLE)}".rstrip(": "),
        )
        for place, name in enumerate(table.header)
    ]


class ValuesForm(forms.Form):
    """What the values that a board uses in one column mean to us."""

    def __init__(self, data: QueryDict | None, *, counts: Mapping[str, int], options: list):
        super().__init__(data, label_suffix="")
        self.values = list(counts)
        for place, (value, rows) in enumerate(counts.items()):
            self.fields[f"value{place}"] = forms.ChoiceField(
                label=value,
                help_text=ngettext("in %(n)s row", "in %(n)s rows", rows)
                % {"n": number_format(rows, force_grouping=True)},
                choices=[("", _("Leave it as it is")), *options],
                required=False,
            )

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        return {
            "meanings": {
                value: cleaned.get(f"value{place}", "") for place, value in enumerate(self.values)
            }
        }


class ConfirmForm(forms.Form):
    """A form with a button only."""


class AcceptForm(forms.Form):
    """Why signals are right as they are."""

    explanation = TextField(
        label=_("Why is it right?"),
        help_text=_("For your colleagues and for the next delivery."),
        required=False,
        max_length=300,
    )


class DeliveryFilterForm(forms.Form):
    """Which deliveries of a board are shown."""

    q = forms.CharField(label=_("Receipt or file name"), required=False, max_length=80)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=with_empty(_("All kinds"), DeliveryKind.choices)
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=with_empty(_("Does not matter"), DeliveryStatus.choices),
    )


class AnyDeliveryFilterForm(DeliveryFilterForm):
    """Which deliveries of all boards are shown."""

    q = forms.CharField(label=_("Board or receipt"), required=False, max_length=80)
