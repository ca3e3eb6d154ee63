from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from . import unsent
from .doors import PortalRequest, areas_of
from .sessions import is_over, note_seen


class Limits:
    """Sign out people who were inactive, or signed in, for too long (``accounts.sessions``).

    After signing in again they return to the same page. A form that they had sent is not sent by
    itself: they may do so then (``accounts.unsent``).
    """

    def __init__(self, get_response: Callable[[PortalRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        if not is_over(request.session, request.user):
            note_seen(request.session)
            return self.get_response(request)
        if _is_of_a_script(request):
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        person = request.user
        logout(request)
        messages.info(request, _("You were signed out to be safe. Sign in again to go on."))
        back = request.get_full_path() if request.method == "GET" else ""
        if request.method == "POST" and unsent.keep(request, person):
            back = reverse("accounts:unsent")
        return _forgotten(redirect_to_login(back))


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


class OnlySent:
    """Lead people from an address that only takes what is sent back to their own part.

    They come there when they sign in again after pressing a button, or type what they saw in the
    address bar.
    """

    def __init__(self, get_response: Callable[[PortalRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponse:
        response = self.get_response(request)
        refused = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        if not (refused and request.method == "GET" and request.area):
            return response
        messages.info(request, _("Nothing has been done yet. Press the button here once more."))
        return redirect(request.area.url)


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


def _is_of_a_script(request: HttpRequest) -> bool:
    """Tell whether a page asks this behind its reader's back, as browsers say."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"


def _forgotten(response: HttpResponse) -> HttpResponse:
    """Ask the browser to clear its storage; cookies stay, for the language, and so does the cache.

    Private pages were never cached, and clearing the cache would slow people down.
    """
    response["Clear-Site-Data"] = '"storage"'
    return response
