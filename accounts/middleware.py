from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from .doors import PortalRequest, areas_of
from .sessions import is_over, note_seen


class Limits:
    """Sign out people who were inactive, or signed in, for too long (``accounts.sessions``).

    After signing in again they return to the same page; a form is not submitted again.
    """

    def __init__(self, get_response: Callable[[PortalRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        if is_over(request.session, request.user):
            logout(request)
            messages.info(request, _("You were signed out to be safe. Sign in again to go on."))
            back = request.get_full_path() if request.method == "GET" else ""
            return _forgotten(redirect_to_login(back))
        note_seen(request.session)
        return self.get_response(request)


class Areas:
    """Set on each request which areas of the portal this person may enter, and the current one.

    Sets ``request.areas`` (list of ``doors.Area``) and ``request.area`` (one of them or None).
    """

    def __init__(self, get_response: Callable[[PortalRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponse:
        request.areas = areas_of(request)
        request.area = next((area for area in request.areas if area.current), None)
        return self.get_response(request)


class Private:
    """Keep pages of signed-in people out of every cache, and clear the browser's data on sign-out.

    On a shared computer “back” would otherwise show them to the next person.
    """

    def __init__(self, get_response: Callable[[PortalRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        elif was_signed_in:
            _forgotten(response)
        return response


def _forgotten(response: HttpResponse) -> HttpResponse:
    """Ask the browser to clear its storage; cookies stay, for the language, and so does the cache.

    Private pages were never cached, and clearing the cache would slow people down.
    """
    response["Clear-Site-Data"] = '"storage"'
    return response
