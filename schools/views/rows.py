"""The rows of a delivery, as the pages of officers and administrators show them."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest

from schools.choices import EFFECTIVE, RowOutcome
from schools.forms import RowFilterForm
from schools.models import Delivery
from schools.selectors.deliveries import faults_of
from schools.selectors.rows import FAULTS, SIGNALS, in_words, rows_of

ON_A_PAGE = 25


def rows_shown(request: HttpRequest, delivery: Delivery) -> dict:
    """Return the rows that were asked for: faults as faults, others as what they change."""
    form = RowFilterForm({"show": _first_to_show(delivery), **request.GET.dict()})
    if not form.is_valid():
        raise Http404
    asked = form.cleaned_data
    page = Paginator(rows_of(delivery, **asked), ON_A_PAGE).get_page(request.GET.get("page"))
    wrong = asked["show"] in (FAULTS, SIGNALS, RowOutcome.REJECTED)
    return {
        "filters": form,
        "shown": {asked["show"]: True},
        "page": page,
        "faults": list(faults_of(page)) if wrong else [],
        "rows": [] if wrong else in_words(page),
    }


def _first_to_show(delivery: Delivery) -> str:
    if delivery.has_faults:
        return FAULTS
    counts = ((outcome.value, getattr(delivery, outcome)) for outcome in EFFECTIVE)
    return next((outcome for outcome, count in counts if count), RowOutcome.UNCHANGED)
