"""Access without an account: by the link of an application."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from .selectors.applications import application_of

LINK = "application"  # in the session: the secret of the link that was followed
View = Callable[..., Any]


def applicant_required(view: View) -> View:
    """Pass the view the application whose link was followed; send others to the start page."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        application = application_of(request.session.get(LINK, ""))
        if application is None:
            messages.info(request, _("Follow the link in our mail, or ask for it again here."))
            return redirect("cpd:apply")
        return view(request, application, *args, **kwargs)

    return guarded
