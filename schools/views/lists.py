"""Lists as files."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from schools.exports import BYTE_ORDER_MARK, for_spreadsheet


def csv_list(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Give a list that a spreadsheet opens well, to be kept under a name."""
    response = HttpResponse(
        BYTE_ORDER_MARK + for_spreadsheet(header, rows), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
