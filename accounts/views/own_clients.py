"""Programs that a teacher lets at the own file, and the tokens with which they sign in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.choices import Scope
from accounts.doors import SignedInRequest, teacher_required
from accounts.forms.clients import OwnClientForm
from accounts.models import ApiClient, ApiToken
from accounts.selectors import clients as selectors
from accounts.services import clients
from accounts.step_up import step_up
from core import clock
from core.forms import attempt, submit
from core.lists import paged


@teacher_required
def own_clients(request: SignedInRequest) -> HttpResponse:
    """Show which programs reach the own file, and let another one in."""
    today = clock.today()
    form = OwnClientForm(request.POST or None)
    if client := submit(
        form, clients.add_own_client, person=request.user, actor=request.user, since=today
    ):
        messages.success(request, _("The connection is there. Make a token for it now."))
        return redirect("accounts:own_client", client.pk)
    rows = selectors.with_last_use(ApiClient.objects.own_of(request.user))
    page = paged(request, rows)
    context = {"form": form, "page": page, "today": today}
    return render(request, "accounts/own_clients.html", context)


@teacher_required
def own_client(request: SignedInRequest, pk: int) -> HttpResponse:
    client = get_object_or_404(ApiClient.objects.own_of(request.user), pk=pk)
    context = {
        "client": client,
        "works": ApiClient.objects.on(clock.today()).filter(pk=pk).exists(),
        "scopes": [Scope(scope).label for scope in client.scopes],
        "tokens": paged(request, client.tokens.all()),
        "now": timezone.now(),
    }
    return render(request, "accounts/own_client.html", context)


@require_POST
@teacher_required
@step_up
@never_cache
def issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a token and show it, this once."""
    client = get_object_or_404(ApiClient.objects.own_of(request.user), pk=pk)
    token, words = clients.issue_token(client, actor=request.user)
    context = {"token": token, "words": words, "route": "accounts:own_client"}
    return render(request, "accounts/token.html", context)


@require_POST
@teacher_required
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    own = ApiClient.objects.own_of(request.user)
    token = get_object_or_404(ApiToken, pk=pk, client__in=own)
    done = _("This token no longer works.")
    attempt(request, done, clients.revoke_token, token=token, actor=request.user)
    return redirect("accounts:own_client", token.client_id)


@require_POST
@teacher_required
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    client = get_object_or_404(ApiClient.objects.own_of(request.user), pk=pk)
    done = _("The connection has ended. Its tokens no longer work.")
    attempt(request, done, clients.end_client, client=client, actor=request.user, on=clock.today())
    return redirect("accounts:own_clients")
