"""Honest numbers: what is published, with its definition, and as open data."""

from collections.abc import Iterator
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from core import clock
from core.kpi import Kpi
from register.kpis import KPIS
from register.selectors.figures import Figure, board_figures, figures_on, reference_dates, series_of
from schools.exports import BYTE_ORDER_MARK, for_spreadsheet

HEADER = ["peildatum", "naam", "regel", "omschrijving", "waarde", "eenheid"]


def figures(request: HttpRequest) -> HttpResponse:
    """Show the figures of a reference date; of the last one unless another is asked for."""
    dates = reference_dates()
    asked = request.GET.get("peildatum", "")
    on = next((known for known in dates if known.isoformat() == asked), dates[0] if dates else None)
    found = figures_on(on) if on else []
    return render(request, "register/figures.html", {"figures": found, "dates": dates, "on": on})


def figure_csv(request: HttpRequest, name: str) -> HttpResponse:
    rows = ([on, name, *line] for on, *line in _lines(_known(name)))
    return _open(_csv(for_spreadsheet(HEADER, rows), name))


def figure_json(request: HttpRequest, name: str) -> HttpResponse:
    kpi = _known(name)
    lines = [
        {"peildatum": on, "regel": key, "omschrijving": label, "waarde": value}
        for on, key, label, value, _unit in _lines(kpi)
    ]
    data = {
        "naam": name,
        "titel": str(kpi.title),
        "definitie": str(kpi.definition),
        "eenheid": kpi.unit,
        "berekening": kpi.sql.strip(),
        "pagina": request.build_absolute_uri(reverse("register:figures")),
        "waarden": lines,
    }
    return _open(JsonResponse(data, json_dumps_params={"ensure_ascii": False}))


@role_required(RoleKind.HR_OFFICER, own=True)
def of_board(request: StaffRequest) -> HttpResponse:
    """Show a board how far its own staff are, in counts."""
    on = clock.today()
    found = board_figures(request.role.organisation_id, on=on)
    context = {"figures": found, "on": on, "board": request.role.organisation}
    return render(request, "register/board_figures.html", context)


@role_required(RoleKind.HR_OFFICER, own=True)
def of_board_csv(request: StaffRequest) -> HttpResponse:
    found = board_figures(request.role.organisation_id, on=clock.today())
    rows = ([on, one.kpi.name, *line] for one in found for on, *line in _told(one))
    return _csv(for_spreadsheet(HEADER, rows), "cijfers")


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


def _open(response: HttpResponse) -> HttpResponse:
    """Let a page of anybody read it: there is nothing in it that is not public."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
