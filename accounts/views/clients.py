"""Machines that work for an organisation, and the tokens with which they sign in."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.choices import MANAGERS, OrganisationKind, RoleKind, Scope
from accounts.doors import StaffRequest, back_to_the_button, role_required
from accounts.forms.clients import ClientForm
from accounts.models import Agreement, ApiClient, ApiToken, Organisation, Person
from accounts.permissions import can_answer_for
from accounts.selectors.clients import with_last_use
from accounts.selectors.roles import workers
from accounts.services import clients
from accounts.step_up import step_up, step_up_to_send
from core import clock
from core.forms import attempt, submit
from core.lists import paged, searched


@dataclass(frozen=True)
class Place:
    """Where the connections of an organisation are: the names of the routes, and what for."""

    listed: str
    new: str
    one: str
    lead: str | Promise = ""


ANY = Place("accounts:all_clients", "accounts:organisation_client_new", "accounts:any_client")
PLACES = {
    RoleKind.HR_OFFICER: Place(
        "accounts:clients",
        "accounts:client_new",
        "accounts:client",
        gettext_lazy(
            "Let your staff system talk to the register itself. You decide what it may do, and "
            "you can stop it at any moment."
        ),
    ),
    RoleKind.CHECKER: Place(
        "accounts:fund_clients",
        "accounts:fund_client_new",
        "accounts:fund_client",
        gettext_lazy(
            "Let your own system ask whether teachers are registered, within what we agreed. You "
            "see when it did so last, and you can stop it at any moment."
        ),
    ),
    RoleKind.OFFICE_CLERK: Place(
        "accounts:office_clients",
        "accounts:office_client_new",
        "accounts:office_client",
        gettext_lazy(
            "Let your staff system talk to the register for the boards that mandated you. You "
            "decide what it may do, and you can stop it at any moment."
        ),
    ),
    RoleKind.PROVIDER_EDITOR: Place(
        "accounts:provider_clients",
        "accounts:provider_client_new",
        "accounts:provider_client",
        gettext_lazy(
            "Let your own system hand in who was at your sessions. You see when it did so last, "
            "and you can stop it at any moment."
        ),
    ),
}
manager_required = role_required(RoleKind.ADMINISTRATOR, *MANAGERS)


@role_required(RoleKind.ADMINISTRATOR)
def all_clients(request: StaffRequest) -> HttpResponse:
    query = searched(request)
    rows = ApiClient.objects.of_organisations().matching(query)
    context = {"page": _page(request, rows), "route": "accounts:any_client", "query": query}
    return render(request, "accounts/all_clients.html", context)


@role_required(RoleKind.ADMINISTRATOR)
@step_up_to_send
def new_of_organisation(request: StaffRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation, pk=pk)
    people = list(workers(organisation, clock.today()))
    return _new(request, organisation, people, ANY)


@role_required(RoleKind.ADMINISTRATOR)
def any_client(request: StaffRequest, pk: int) -> HttpResponse:
    return _client(request, get_object_or_404(_managed(request), pk=pk), ANY)


def _listed(request: StaffRequest) -> HttpResponse:
    """Show the connections of the own organisation, and what the register agreed with it."""
    organisation, today = request.role.organisation, clock.today()
    place = PLACES[RoleKind(request.role.kind)]
    context = {
        "page": _page(request, ApiClient.objects.filter(organisation=organisation)),
        "place": place,
        "route": place.one,
        "agreements": Agreement.objects.on(today).filter(organisation=organisation),
        "needs_agreement": organisation.kind == OrganisationKind.FUND,
    }
    return render(request, "accounts/clients.html", context)


@step_up_to_send
def _new_of_own(request: StaffRequest) -> HttpResponse:
    place = PLACES[RoleKind(request.role.kind)]
    return _new(request, request.role.organisation, [request.user], place)


def _own_client(request: StaffRequest, pk: int) -> HttpResponse:
    client = get_object_or_404(ApiClient, pk=pk, organisation=request.role.organisation_id)
    return _client(request, client, PLACES[RoleKind(request.role.kind)])


board_required = role_required(RoleKind.HR_OFFICER, own=True)
fund_required = role_required(RoleKind.CHECKER)
office_required = role_required(RoleKind.OFFICE_CLERK)
provider_required = role_required(RoleKind.PROVIDER_EDITOR)
DOORS = (board_required, fund_required, office_required, provider_required)
of_board, of_fund, of_office, of_provider = (door(_listed) for door in DOORS)
new_of_board, new_of_fund, new_of_office, new_of_provider = (door(_new_of_own) for door in DOORS)
client_of_board, client_of_fund, client_of_office, client_of_provider = (
    door(_own_client) for door in DOORS
)


@require_POST
@manager_required
@step_up
def issue(request: StaffRequest, pk: int) -> HttpResponse:
    """Make a token and show it, this once."""
    client = get_object_or_404(_managed(request), pk=pk)
    token, words = clients.issue_token(client, actor=request.user)
    return _show(request, token, words)


@require_POST
@manager_required
@step_up
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
    return back_to_the_button(request)


@require_POST
@manager_required
@step_up
def take_over(request: StaffRequest, pk: int) -> HttpResponse:
    client = get_object_or_404(_managed(request), pk=pk)
    done = _("The connection works in your name from now on.")
    attempt(request, done, clients.take_over, client=client, actor=request.user)
    return back_to_the_button(request)


@require_POST
@manager_required
def end(request: StaffRequest, pk: int) -> HttpResponse:
    client = get_object_or_404(_managed(request), pk=pk)
    done = _("The connection has ended. Its tokens no longer work.")
    attempt(request, done, clients.end_client, client=client, actor=request.user, on=clock.today())
    return back_to_the_button(request)


def _new(
    request: StaffRequest, organisation: Organisation, workers: list[Person], place: Place
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
        return redirect(place.one, client.pk)
    context = {"form": form, "organisation": organisation, "workers": workers, "place": place}
    return render(request, "accounts/client_new.html", context)


def _client(request: StaffRequest, client: ApiClient, place: Place) -> HttpResponse:
    today = clock.today()
    return render(
        request,
        "accounts/client.html",
        {
            "client": client,
            "listed": place.listed,
            "works": ApiClient.objects.on(today).filter(pk=client.pk).exists(),
            "answered_for": can_answer_for(client.responsible, client.organisation),
            "may_take_over": can_answer_for(request.user, client.organisation)
            and client.responsible != request.user,
            "scopes": [Scope(scope).label for scope in client.scopes],
            "tokens": paged(request, client.tokens.all()),
            "now": timezone.now(),
        },
    )


@never_cache
def _show(request: StaffRequest, token: ApiToken, words: str) -> HttpResponse:
    context = {"token": token, "words": words, "route": _place_of(request, token.client).one}
    return render(request, "accounts/token.html", context)


def _place_of(request: StaffRequest, client: ApiClient) -> Place:
    """Return where this person finds a client: among the own ones, or among all."""
    own = (
        one for one in request.user.current_roles if one.organisation_id == client.organisation_id
    )
    kinds = (RoleKind(role.kind) for role in own)
    return next((PLACES[kind] for kind in kinds if kind in PLACES), ANY)


def _page(request: StaffRequest, rows):
    return paged(request, with_last_use(rows))


def _managed(request: StaffRequest):
    return ApiClient.objects.managed_by(request.user)
