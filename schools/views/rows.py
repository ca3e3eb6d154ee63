"""The rows of a delivery, as the pages of officers and administrators show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest

from core.lists import paged
from schools.choices import EFFECTIVE, RowOutcome
from schools.forms.handing_in import RowFilterForm
from schools.models import Delivery
from schools.rules import FOR_INFORMATION
from schools.selectors.deliveries import Fault, faults_of
from schools.selectors.groups import accepted_among, fault_groups
from schools.selectors.rows import FAULTS, SIGNALS, in_words, rows_of


@dataclass(frozen=True)
class ShownFault:
    """A fault on a page.

    ``field`` is the name of the input of its cell, once for each cell in which there is something
    to repair.
    """

    fault: Fault
    field: str
    accepted: bool
    explanation: str


def rows_shown(request: HttpRequest, delivery: Delivery) -> dict:
    """Return the rows that were asked for: faults as faults, others as what they change."""
    form = RowFilterForm({"show": _first_to_show(delivery), **request.GET.dict()})
    if not form.is_valid():
        raise Http404
    asked = form.cleaned_data
    page = paged(request, rows_of(delivery, **asked))
    wrong = asked["show"] in (FAULTS, SIGNALS, RowOutcome.REJECTED)
    return {
        "filters": form,
        "shown": {asked["show"]: True},
        "page": page,
        "groups": fault_groups(delivery) if delivery.has_faults else [],
        "faults": _with_fields(delivery, faults_of(page)) if wrong else [],
        "rows": [] if wrong else in_words(page),
    }


def _with_fields(delivery: Delivery, faults: Iterable[Fault]) -> list[ShownFault]:
    found = list(faults)
    accepted = accepted_among(delivery, (fault.staff_number for fault in found))
    given: set[str] = set()
    shown = []
    for fault in found:
        field = f"cel-{fault.number}-{fault.column}"
        key = (fault.staff_number, fault.code, fault.column)
        is_accepted = not fault.rejects and key in accepted
        free = "" if field in given or fault.code in FOR_INFORMATION else field
        shown.append(ShownFault(fault, free, is_accepted, accepted.get(key, "")))
        given.add(free)
    return shown


def _first_to_show(delivery: Delivery) -> str:
    if delivery.has_faults:
        return FAULTS
    counts = ((outcome.value, getattr(delivery, outcome)) for outcome in EFFECTIVE)
    return next((outcome for outcome, count in counts if count), RowOutcome.UNCHANGED)
