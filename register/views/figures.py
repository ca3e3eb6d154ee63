"""Published figures, with their definitions, and as open data."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from core import clock
from core.kpi import Kpi
from register.kpis.boards import BOARD_KPIS
from register.kpis.published import COUNTRY_KPIS, KPIS
from register.kpis.regions import REGION_KPIS
from register.selectors.figures import Figure, board_figures, figures_on, reference_dates, series_of
from schools.exports import BYTE_ORDER_MARK, for_spreadsheet

COLUMNS = {
    "peildatum": _("The reference date: the first day of a month, as year-month-day."),
    "naam": _("The name of the figure. It is part of the address of its files and never changes."),
    "regel": _("The key of the line; empty for the line over everybody. Keys never change."),
    "omschrijving": _("The same line in words, in the language of the page."),
    "waarde": _("The value, a whole number. Empty where too few people or cases are behind it."),
    "eenheid": _("What is counted: people, cases, hours, euros, days, seconds or percent."),
}


def figures(request: HttpRequest) -> HttpResponse:
    """Show the figures of the whole country on a reference date."""
    return render(request, "register/figures.html", _published(request, of=COUNTRY_KPIS))


def of_regions(request: HttpRequest) -> HttpResponse:
    """Show the figures of each region on a reference date."""
    return render(request, "register/region_figures.html", _published(request, of=REGION_KPIS))


def _published(request: HttpRequest, *, of: Iterable[Kpi]) -> dict[str, Any]:
    """Return what was published for the requested date, or else for the latest."""
    dates = reference_dates()
    asked = request.GET.get("peildatum", "")
    on = next((known for known in dates if known.isoformat() == asked), dates[0] if dates else None)
    return {"figures": figures_on(on, of=of) if on else [], "dates": dates, "on": on}


def dictionary(request: HttpRequest) -> HttpResponse:
    """Explain each column and each figure of the open data."""
    context = {"columns": COLUMNS, "kpis": KPIS.values()}
    return render(request, "register/figures_dictionary.html", context)


def dictionary_csv(request: HttpRequest) -> HttpResponse:
    rows = (
        [kpi.name, str(kpi.title), str(kpi.definition), str(kpi.unit), key, str(label)]
        for kpi in KPIS.values()
        for key, label in kpi.lines().items()
    )
    header = ["naam", "titel", "definitie", "eenheid", "regel", "omschrijving"]
    return _open(_csv(for_spreadsheet(header, rows), "gegevenswoordenboek"))


def dictionary_json(request: HttpRequest) -> HttpResponse:
    columns = {name: str(meaning) for name, meaning in COLUMNS.items()}
    return _open_json({"kolommen": columns, "cijfers": [_described(kpi) for kpi in KPIS.values()]})


def figure_csv(request: HttpRequest, name: str) -> HttpResponse:
    rows = ([on, name, *line] for on, *line in _lines(_known(name)))
    return _open(_csv(for_spreadsheet(list(COLUMNS), rows), name))


def figure_json(request: HttpRequest, name: str) -> HttpResponse:
    kpi = _known(name)
    lines = [
        {"peildatum": on, "regel": key, "omschrijving": label, "waarde": value}
        for on, key, label, value, _unit in _lines(kpi)
    ]
    route = "register:region_figures" if kpi in REGION_KPIS else "register:figures"
    page = request.build_absolute_uri(reverse(route))
    return _open_json({**_described(kpi), "pagina": page, "waarden": lines})


@role_required(RoleKind.HR_OFFICER, own=True)
def of_board(request: StaffRequest) -> HttpResponse:
    """Show a board the progress of its own staff, in counts."""
    on = clock.today()
    found = board_figures(request.role.organisation_id, of=BOARD_KPIS, on=on)
    context = {"figures": found, "on": on, "board": request.role.organisation}
    return render(request, "register/board_figures.html", context)


@role_required(RoleKind.HR_OFFICER, own=True)
def of_board_csv(request: StaffRequest) -> HttpResponse:
    found = board_figures(request.role.organisation_id, of=BOARD_KPIS, on=clock.today())
    rows = ([on, one.kpi.name, *line] for one in found for on, *line in _told(one))
    return _csv(for_spreadsheet(list(COLUMNS), rows), "cijfers")


def _known(name: str) -> Kpi:
    try:
        return KPIS[name]
    except KeyError:
        raise Http404 from None


def _lines(kpi: Kpi) -> Iterator[tuple[date, str, str, int | str, str]]:
    for figure in series_of(kpi):
        yield from _told(figure)


def _told(figure: Figure) -> Iterator[tuple[date, str, str, int | str, str]]:
    for row in figure.rows:
        value = "" if row.value is None else row.value
        yield figure.on, row.key, row.label, value, str(figure.kpi.unit)


def _csv(text: str, name: str) -> HttpResponse:
    response = HttpResponse(BYTE_ORDER_MARK + text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _described(kpi: Kpi) -> dict[str, Any]:
    return {
        "naam": kpi.name,
        "titel": str(kpi.title),
        "definitie": str(kpi.definition),
        "eenheid": kpi.unit,
        "regels": {key: str(label) for key, label in kpi.lines().items()},
        "berekening": kpi.sql.strip(),
    }


def _open_json(data: dict[str, Any]) -> HttpResponse:
    return _open(JsonResponse(data, json_dumps_params={"ensure_ascii": False}))


def _open(response: HttpResponse) -> HttpResponse:
    """Let pages of any site read it (CORS): everything in it is public."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
