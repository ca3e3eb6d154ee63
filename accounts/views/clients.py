"""Machines that work for an organisation, and the tokens with which they sign in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import selectors
from accounts.choices import MANAGERS, OrganisationKind, RoleKind, Scope
from accounts.client_forms import ClientForm
from accounts.doors import StaffRequest, role_required
from accounts.models import ApiClient, ApiToken, Organisation, Person
from accounts.permissions import can_answer_for
from accounts.services import clients
from core import clock
from core.forms import attempt, submit

ROWS_ON_A_PAGE = 25
LONGEST_QUERY = 100
manager_required = role_required(RoleKind.ADMINISTRATOR, *MANAGERS)


PAGES = {
    OrganisationKind.BOARD: "accounts:client",
    OrganisationKind.OFFICE: "accounts:office_client",
}
"""Where people of an organisation find a machine of theirs."""


@role_required(RoleKind.HR_OFFICER, own=True)
def of_board(request: StaffRequest) -> HttpResponse:
    return _own(request, "accounts:client_new")


@role_required(RoleKind.OFFICE_CLERK)
def of_office(request: StaffRequest) -> HttpResponse:
    return _own(request, "accounts:office_client_new")


@role_required(RoleKind.ADMINISTRATOR)
def all_clients(request: StaffRequest) -> HttpResponse:
    query = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    rows = ApiClient.objects.matching(query)
    context = {"page": _page(request, rows), "route": "accounts:any_client", "query": query}
    return render(request, "accounts/all_clients.html", context)


@role_required(RoleKind.HR_OFFICER, own=True)
def new_of_board(request: StaffRequest) -> HttpResponse:
    return _new(request, request.role.organisation, [request.user], "accounts:clients")


@role_required(RoleKind.OFFICE_CLERK)
def new_of_office(request: StaffRequest) -> HttpResponse:
    return _new(request, request.role.organisation, [request.user], "accounts:office_clients")


@role_required(RoleKind.ADMINISTRATOR)
def new_of_organisation(request: StaffRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation, pk=pk)
    workers = list(selectors.workers(organisation, clock.today()))
    return _new(request, organisation, workers, "accounts:all_clients")


@role_required(RoleKind.HR_OFFICER, own=True)
def client_of_board(request: StaffRequest, pk: int) -> HttpResponse:
    client = get_object_or_404(ApiClient, pk=pk, organisation=request.role.organisation_id)
    return _client(request, client, "accounts:clients")


@role_required(RoleKind.OFFICE_CLERK)
def client_of_office(request: StaffRequest, pk: int) -> HttpResponse:
    client = get_object_or_404(ApiClient, pk=pk, organisation=request.role.organisation_id)
    return _client(request, client, "accounts:office_clients")


@role_required(RoleKind.ADMINISTRATOR)
def any_client(request: StaffRequest, pk: int) -> HttpResponse:
    return _client(request, get_object_or_404(ApiClient, pk=pk), "accounts:all_clients")


@require_POST
@manager_required
def issue(request: StaffRequest, pk: int) -> HttpResponse:
    """Make a token and show it, this once."""
    client = get_object_or_404(_managed(request), pk=pk)
    token, words = clients.issue_token(client, actor=request.user)
    return _show(request, token, words)


@require_POST
@manager_required
def rotate(request: StaffRequest, pk: int) -> HttpResponse:
    """Make the successor of a token and show it, this once."""
    old = get_object_or_404(ApiToken, pk=pk, client__in=_managed(request))
    token, words = clients.rotate_token(old, actor=request.user)
    return _show(request, token, words)


@require_POST
@manager_required
def revoke(request: StaffRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(ApiToken, pk=pk, client__in=_managed(request))
    done = _("This token no longer works.")
    attempt(request, done, clients.revoke_token, token=token, actor=request.user)
    return _back(request)


@require_POST
@manager_required
def take_over(request: StaffRequest, pk: int) -> HttpResponse:
    client = get_object_or_404(_managed(request), pk=pk)
    done = _("The connection works in your name from now on.")
    attempt(request, done, clients.take_over, client=client, actor=request.user)
    return _back(request)


@require_POST
@manager_required
def end(request: StaffRequest, pk: int) -> HttpResponse:
    client = get_object_or_404(_managed(request), pk=pk)
    done = _("The connection has ended. Its tokens no longer work.")
    attempt(request, done, clients.end_client, client=client, actor=request.user, on=clock.today())
    return _back(request)


def _own(request: StaffRequest, new: str) -> HttpResponse:
    rows = ApiClient.objects.filter(organisation=request.role.organisation_id)
    route = PAGES[OrganisationKind(request.role.organisation.kind)]
    context = {"page": _page(request, rows), "route": route, "new": new}
    return render(request, "accounts/clients.html", context)


def _new(
    request: StaffRequest, organisation: Organisation, workers: list[Person], listed: str
) -> HttpResponse:
    form = ClientForm(request.POST or None, organisation=organisation, workers=workers)
    if client := submit(
        form,
        clients.add_client,
        organisation=organisation,
        actor=request.user,
        since=clock.today(),
    ):
        messages.success(request, _("The connection is there. Make a token for it now."))
        return redirect(_page_of(request, client), client.pk)
    context = {"form": form, "organisation": organisation, "workers": workers, "listed": listed}
    return render(request, "accounts/client_new.html", context)


def _client(request: StaffRequest, client: ApiClient, listed: str) -> HttpResponse:
    today = clock.today()
    return render(
        request,
        "accounts/client.html",
        {
            "client": client,
            "listed": listed,
            "works": ApiClient.objects.on(today).filter(pk=client.pk).exists(),
            "answered_for": can_answer_for(client.responsible, client.organisation),
            "may_take_over": can_answer_for(request.user, client.organisation)
            and client.responsible != request.user,
            "scopes": [Scope(scope).label for scope in client.scopes],
            "tokens": Paginator(client.tokens.all(), ROWS_ON_A_PAGE).get_page(
                request.GET.get("page")
            ),
            "now": timezone.now(),
        },
    )


@never_cache
def _show(request: StaffRequest, token: ApiToken, words: str) -> HttpResponse:
    context = {"token": token, "words": words, "route": _page_of(request, token.client)}
    return render(request, "accounts/token.html", context)


def _page_of(request: StaffRequest, client: ApiClient) -> str:
    """Return the route of the page on which this person finds a client."""
    if can_answer_for(request.user, client.organisation):
        return PAGES.get(OrganisationKind(client.organisation.kind), "accounts:any_client")
    return "accounts:any_client"


def _page(request: StaffRequest, rows):
    return Paginator(selectors.clients(rows), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))


def _managed(request: StaffRequest):
    return ApiClient.objects.managed_by(request.user)


def _back(request: StaffRequest) -> HttpResponse:
    """Return to the page with the button that was pressed."""
    page = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return redirect(page if safe else "accounts:start")
