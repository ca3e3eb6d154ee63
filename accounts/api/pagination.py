"""Pagination of lists, with links to the other pages."""

from collections import OrderedDict
from typing import Any

from django.core.paginator import Page
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response

EXAMPLE = "https://lerarenregister.example/api/v1/scholen?pagina=1"
LINK = {
    "type": "object",
    "properties": {"href": {"type": "string", "format": "uri", "example": EXAMPLE}},
    "required": ["href"],
}
LINKS = ("self", "first", "prev", "next", "last")


class Pages(PageNumberPagination):
    """Pages of ``aantal`` results; the links are in the body, as in HAL."""

    page_query_param = "pagina"
    page_size_query_param = "aantal"
    page_size = 50
    max_page_size = 500
    page: Page[Any]
    request: Request

    def get_paginated_response(self, data: Any) -> Response:
        page = self.page
        body = OrderedDict(
            totaal=page.paginator.count,
            pagina=page.number,
            aantal=len(data),
            _links=self._links(),
            resultaten=data,
        )
        return Response(body)

    def _links(self) -> dict[str, dict[str, str]]:
        page = self.page
        last = page.paginator.num_pages
        numbers = {
            "self": page.number,
            "first": 1,
            "prev": page.number - 1,
            "next": page.number + 1,
            "last": last,
        }
        return {
            name: {"href": self._address(number)}
            for name, number in numbers.items()
            if 1 <= number <= last
        }

    def _address(self, number: int) -> str:
        asked = self.request.query_params.copy()
        asked[self.page_query_param] = str(number)
        return self.request.build_absolute_uri(f"{self.request.path}?{asked.urlencode()}")

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        number = {"type": "integer", "minimum": 0, "example": 1}
        return {
            "type": "object",
            "required": ["totaal", "pagina", "aantal", "_links", "resultaten"],
            "properties": {
                "totaal": {**number, "description": "Hoeveel resultaten er in totaal zijn."},
                "pagina": {**number, "description": "Het nummer van deze pagina."},
                "aantal": {**number, "description": "Hoeveel resultaten op deze pagina staan."},
                "_links": {
                    "type": "object",
                    "properties": dict.fromkeys(LINKS, LINK),
                    "description": "De adressen van deze en andere pagina's.",
                },
                "resultaten": schema,
            },
        }
