from collections.abc import Callable

from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers

from .doors import PortalRequest, areas_of


class Areas:
    """Tell each request which parts of the portal this person may enter, and in which they are.

    Sets ``request.areas`` (list of ``doors.Area``) and ``request.area`` (one of them or None).
    """

    def __init__(self, get_response: Callable[[PortalRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponse:
        request.areas = areas_of(request)
        request.area = next((area for area in request.areas if area.current), None)
        return self.get_response(request)


class Private:
    """Let nobody keep a page of somebody who signed in: on a shared computer “back” would show it
    to the next person.
    """

    def __init__(self, get_response: Callable[[PortalRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response
