"""Access without an account: by the link of an application; for a board as its officer too."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from .permissions import can_apply_for
from .selectors.applications import application_of

LINK = "application"  # in the session: the secret of the link that was followed
View = Callable[..., Any]


def applicant_required(view: View) -> View:
    """Pass the view the application whose link was followed; send others to the start page.

    The application of a board is for who is its officer today, not for who once had the link.
    """

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        application = application_of(request.session.get(LINK, ""))
        if application is None:
            messages.info(request, _("Follow the link in our mail, or ask for it again here."))
            return redirect("cpd:apply")
        if board := application.board_id:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not can_apply_for(request.user, board):
                raise Http404
        return view(request, application, *args, **kwargs)

    return guarded
