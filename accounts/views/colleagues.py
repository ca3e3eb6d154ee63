"""The people of an organisation: who has which role, who is invited. For their colleagues, and
for administrators.
"""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.choices import MANAGERS, RoleKind
from accounts.doors import StaffRequest, back_to_the_button, role_required
from accounts.forms.colleagues import InviteForm
from accounts.models import Invitation, Organisation, Person, Role
from accounts.selectors import roles as selectors
from accounts.services import invitations, roles, sign_in
from accounts.step_up import step_up, step_up_to_send
from core import clock
from core.forms import attempt, submit
from core.lists import paged

manager_required = role_required(RoleKind.ADMINISTRATOR, *MANAGERS, own=True)


@role_required(RoleKind.HR_OFFICER, own=True)
@step_up_to_send
def of_board(request: StaffRequest) -> HttpResponse:
    return _people(request, request.role.organisation)


@role_required(RoleKind.PROVIDER_EDITOR)
@step_up_to_send
def of_provider(request: StaffRequest) -> HttpResponse:
    return _people(request, request.role.organisation)


@role_required(RoleKind.CHECKER)
@step_up_to_send
def of_fund(request: StaffRequest) -> HttpResponse:
    return _people(request, request.role.organisation)


@role_required(RoleKind.OFFICE_CLERK)
@step_up_to_send
def of_office(request: StaffRequest) -> HttpResponse:
    return _people(request, request.role.organisation)


@role_required(RoleKind.ADMINISTRATOR)
@step_up_to_send
def of_organisation(request: StaffRequest, pk: int) -> HttpResponse:
    return _people(request, get_object_or_404(Organisation, pk=pk))


def _people(request: StaffRequest, organisation: Organisation) -> HttpResponse:
    """Show who works for an organisation, and invite somebody."""
    form = InviteForm(request.POST or None, organisation=organisation)
    if submit(form, invitations.invite, organisation=organisation, actor=request.user):
        messages.success(request, _("The invitation is on its way."))
        return redirect(request.path)
    people = selectors.colleagues(organisation, clock.today())
    return render(
        request,
        "accounts/colleagues.html",
        {
            "organisation": organisation,
            "form": form,
            "page": paged(request, people),
            "invitations": organisation.invitations.open(),
        },
    )


@require_POST
@manager_required
@step_up
def resend(request: StaffRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=pk, organisation__in=_managed(request))
    done = _("The invitation is sent again. The link in the earlier mail no longer works.")
    attempt(request, done, invitations.resend, invitation=invitation, actor=request.user)
    return back_to_the_button(request)


@require_POST
@manager_required
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=pk, organisation__in=_managed(request))
    done = _("The invitation is withdrawn. The link in the mail no longer works.")
    attempt(request, done, invitations.withdraw, invitation=invitation, actor=request.user)
    return back_to_the_button(request)


@require_POST
@manager_required
@step_up
def grant(request: StaffRequest, pk: int, organisation: int, kind: str) -> HttpResponse:
    """Give a colleague another role of the same organisation."""
    place = get_object_or_404(_managed(request), pk=organisation)
    person = get_object_or_404(selectors.workers(place, clock.today()), pk=pk)
    if kind not in RoleKind:
        raise Http404
    attempt(
        request,
        _("%(name)s has this role from today.") % {"name": person},
        roles.grant_role,
        person=person,
        organisation=place,
        kind=RoleKind(kind),
        on=clock.today(),
        actor=request.user,
    )
    return back_to_the_button(request)


@require_POST
@manager_required
@step_up
def revoke(request: StaffRequest, pk: int) -> HttpResponse:
    role = get_object_or_404(Role, pk=pk, organisation__in=_managed(request))
    done = _("%(name)s no longer has this role.") % {"name": role.person}
    attempt(request, done, roles.revoke_role, role=role, on=clock.today(), actor=request.user)
    return back_to_the_button(request)


@require_POST
@manager_required
@step_up
def reset_second_factor(request: StaffRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.managed_by(request.user), pk=pk)
    done = _("%(name)s sets up a new second step at the next sign-in.") % {"name": person}
    attempt(request, done, sign_in.reset_second_factor, person=person, actor=request.user)
    return back_to_the_button(request)


def _managed(request: StaffRequest) -> QuerySet[Organisation]:
    return Organisation.objects.managed_by(request.user)
