"""Which parts of the portal a signed-in person may enter, and as what."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .choices import RoleKind
from .models import Organisation, Person, Role
from .permissions import can_act_for
from .selectors.roles import role_to_act_by

ACTING = "acting"  # in the session: the board on whose behalf somebody works
CHOSEN = "roles"  # in the session: the role in use, per kind of role
GOING_TO = "going_to"  # in the session: the page to continue to after a detour
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
PREFIXES = {
    RoleKind.HR_OFFICER: "/bestuur/",
    RoleKind.PROVIDER_EDITOR: "/aanbieder/",
    RoleKind.CHECKER: "/afnemer/",
    RoleKind.VALIDATOR: "/validatie/",
    RoleKind.OFFICE_CLERK: "/kantoor/",
    RoleKind.ADMINISTRATOR: "/beheer/",
    RoleKind.COMMITTEE_MEMBER: "/commissie/",
    RoleKind.OBJECTION_MEMBER: "/bezwaar/",
}


@dataclass(frozen=True)
class Area:
    """A part of the portal: somebody's own file (role None) or the work of a role."""

    key: str
    label: str | Promise
    detail: str
    url: str
    current: bool
    role: Role | None = None


class PortalRequest(HttpRequest):
    """The request of any view: the middleware has set the areas this person may enter."""

    areas: list[Area]
    area: Area | None


class SignedInRequest(PortalRequest):
    """The request of a view behind ``login_required`` or ``teacher_required``."""

    user: Person


class StaffRequest(SignedInRequest):
    """The request of a view behind ``role_required``."""

    role: Role


Page = Callable[..., HttpResponseBase]


def areas_of(request: HttpRequest) -> list[Area]:
    """Return the areas of this person; the one of the requested path is marked current.

    Where somebody has the same role at several organisations, the session remembers which one
    they work for; ``accounts:switch`` changes it.
    """
    person = request.user
    if not person.is_authenticated:
        return []
    areas = []
    if person.claimed_at:
        current = request.path.startswith("/mijn/")
        areas.append(Area("mijn", gettext_lazy("Mijn Lerarenregister"), "", "/mijn/", current))
    chosen = _chosen_roles(request, person, own=False)
    for role in person.current_roles:
        prefix = PREFIXES[RoleKind(role.kind)]
        current = role == chosen[role.kind] and request.path.startswith(prefix)
        label, detail = capfirst(role.get_kind_display()), role.organisation.name
        url = f"/wissel/{role.pk}/"
        areas.append(Area(prefix.strip("/"), label, detail, url, current, role))
    if acting := acting_role(request, person):
        current = request.path.startswith("/bestuur/")
        behalf, board = gettext_lazy("On behalf of"), acting.organisation.name
        areas.append(Area("namens", behalf, board, "/bestuur/", current, acting))
    return areas


def acting_role(request: HttpRequest, person: Person) -> Role | None:
    """Return a stand-in for the officer's role at the board on whose behalf somebody works.

    It has the primary key of their own role, which is what is recorded, and the organisation of the
    board. None as soon as the mandate is over.
    """
    if ACTING not in request.session:
        return None
    board = Organisation.objects.filter(pk=request.session[ACTING]).first()
    if board is None or not can_act_for(person, board):
        return None
    own = role_to_act_by(person, board.pk)
    return Role(
        pk=own.pk, person=person, organisation=board, kind=RoleKind.HR_OFFICER, since=own.since
    )


def _chosen_roles(request: HttpRequest, person: Person, *, own: bool) -> dict[str, Role]:
    """Return the role in use per kind: the one the session remembers, else the first.

    Somebody who acts for a board counts as its officer, unless only an ``own`` role will do.
    """
    remembered = request.session.get(CHOSEN, {})
    chosen: dict[str, Role] = {}
    for role in person.current_roles:
        if role.kind not in chosen or role.pk == remembered.get(role.kind):
            chosen[role.kind] = role
    if not own and (acting := acting_role(request, person)):
        chosen[RoleKind.HR_OFFICER] = acting
    return chosen


def act_for(request: HttpRequest, board: Organisation) -> str:
    """Work on behalf of a board from now on; return the URL of its area."""
    request.session[ACTING] = board.pk
    return PREFIXES[RoleKind.HR_OFFICER]


def choose(request: HttpRequest, role: Role) -> str:
    """Work for the organisation of this role from now on; return the URL of its area."""
    request.session.pop(ACTING, None)
    request.session[CHOSEN] = {**request.session.get(CHOSEN, {}), role.kind: role.pk}
    return PREFIXES[RoleKind(role.kind)]


def has_second_factor(person: Person) -> bool:
    return is_mfa_enabled(person, SECOND_FACTORS)


def role_required(*kinds: RoleKind, own: bool = False) -> Callable[[Page], Page]:
    """Admit only people with one of these roles and a second factor; others get a 404.

    Somebody who acts for a board under a mandate is admitted as its officer, unless an ``own`` role
    is required: only the board itself decides who works for it.

    The view finds the role in use in ``request.role`` and its organisation in
    ``request.role.organisation_id``.
    """

    def decorate(view: Page) -> Page:
        @wraps(view)
        @login_required
        def guarded(request: StaffRequest, *args, **kwargs) -> HttpResponseBase:
            chosen = _chosen_roles(request, request.user, own=own)
            role = next((chosen[kind] for kind in kinds if kind in chosen), None)
            if role is None:
                raise Http404
            if not has_second_factor(request.user):
                request.session[GOING_TO] = request.get_full_path()
                messages.info(request, _("Your work asks for a second step when you sign in."))
                return redirect("mfa_activate_totp")
            request.role = role
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def teacher_required(view: Page) -> Page:
    """Admit only people who claimed a record in the register."""

    @wraps(view)
    @login_required
    def guarded(request: SignedInRequest, *args, **kwargs) -> HttpResponseBase:
        if not request.user.claimed_at:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def back_to_the_button(request: HttpRequest) -> HttpResponse:
    """Return to the page whose button was pressed; the form sends that page's URL along."""
    page = request.POST.get("back", "")
    ours = page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return HttpResponseRedirect(page if ours else reverse("accounts:start"))
