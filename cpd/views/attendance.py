"""Attendance at a session: the provider's list, and what administrators review afterwards."""

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.doors import StaffRequest
from core import clock
from core.forms import attempt, submit
from core.lists import paged
from core.moves import open_moves
from core.refresh import look_again
from cpd.choices.sessions import AttendanceStatus
from cpd.forms.sessions import ContestedForm, HoursForm, ListForm, WithdrawForm
from cpd.lists import Line, as_text
from cpd.models import Attendance, Session
from cpd.querysets import AttendanceQuerySet
from cpd.selectors import sessions as selectors
from cpd.services.attendance import (
    correct_hours,
    credit_attendance,
    decide_contested,
    withdraw_attendance,
    withdraw_list,
)
from cpd.session_codes import code_of, seconds_left

from .judging import administrator_required
from .offers import provider_required
from .sessions import own_sessions

ON_A_PAGE = 50
MOST_SHOWN = 200  # lines of a list


@provider_required
def session(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a session and its attendance."""
    found = get_object_or_404(own_sessions(request), pk=pk)
    people = selectors.people_of(found)
    today = clock.today()
    context = {
        "session": found,
        "offer": found.offer,
        "counts": selectors.attendance_counts(found),
        "page": paged(request, people, size=ON_A_PAGE),
        "moves": open_moves(found) if found.since >= today else [],
        "over": found.last_day <= today,
        "now": found.since <= today < found.until,
    }
    return render(request, "cpd/session.html", context)


@never_cache
@provider_required
def session_code(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the code of a session in progress, to scan or to type; the page refreshes itself."""
    today, at = clock.today(), timezone.now()
    found = get_object_or_404(own_sessions(request).going_on(today), pk=pk)
    code = code_of(found.pk, at)
    address = f"{settings.SITE_URL}{reverse('cpd:present')}"
    context = {
        "session": found,
        "code": code,
        "address": address,
        "picture": _drawn(f"{address}?code={code}"),
        "counts": selectors.attendance_counts(found),
    }
    answer = render(request, "cpd/session_code.html", context)
    return look_again(request, answer, seconds=seconds_left(at))


@provider_required
def hand_in_list(request: StaffRequest, pk: int) -> HttpResponse:
    """Check a list, show which lines match, then credit the people that match."""
    found = get_object_or_404(own_sessions(request), pk=pk)
    form = ListForm(request.POST or None, request.FILES or None)
    lines: list[Line] = form.cleaned_data["lines"] if form.is_valid() else []
    matches = selectors.matches(found, lines)
    if lines and "credit" in request.POST and _credited(request, form, found, matches):
        return redirect("cpd:session", found.pk)
    if request.FILES and matches:  # so that its lines can be repaired
        form = ListForm(initial={"text": as_text(lines)})
    new = sum(match.new for match in matches)
    context = {
        "session": found,
        "form": form,
        "matches": matches,
        "above": max(new - selectors.seats_left(found), 0) if new else 0,
        "shown": sorted(matches, key=lambda match: match.person is not None)[:MOST_SHOWN],
        "new": new,
        "unmatched": sum(match.person is None for match in matches),
        "text": as_text(lines),
    }
    return render(request, "cpd/attendance_list.html", context)


@require_POST
@provider_required
def credit_present(request: StaffRequest, pk: int) -> HttpResponse:
    """Credit everybody who confirmed their presence at the session."""
    found = get_object_or_404(own_sessions(request), pk=pk)
    rows = found.attendances.filter(status=AttendanceStatus.PRESENT)
    people = dict(rows.values_list("person_id", "name"))
    kwargs = {"session": found, "actor": request.user, "on": clock.today(), "people": people}
    attempt(request, _("They are credited and get a mail."), credit_attendance, **kwargs)
    return redirect("cpd:session", found.pk)


@provider_required
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    attendance = get_object_or_404(_own(request), pk=pk)
    form = WithdrawForm(request.POST or None)
    if submit(form, withdraw_attendance, attendance=attendance, actor=request.user):
        messages.success(request, _("The attendance is withdrawn. The teacher gets a mail."))
        return redirect("cpd:session", attendance.session_id)
    return render(request, "cpd/attendance_withdraw.html", {"form": form, "attendance": attendance})


@provider_required
def withdraw_all(request: StaffRequest, pk: int) -> HttpResponse:
    """Withdraw the whole list of a session at once."""
    found = get_object_or_404(own_sessions(request), pk=pk)
    credited = selectors.attendance_counts(found)["credited"]
    if not credited:
        return redirect("cpd:session", found.pk)
    form = WithdrawForm(request.POST or None)
    if taken := submit(form, withdraw_list, session=found, actor=request.user):
        words = ngettext(
            "%(n)s attendance is withdrawn. The teacher gets a mail.",
            "%(n)s attendances are withdrawn. The teachers get a mail.",
            len(taken),
        )
        messages.success(request, words % {"n": len(taken)})
        return redirect("cpd:session", found.pk)
    context = {"form": form, "session": found, "credited": credited}
    return render(request, "cpd/attendance_withdraw_all.html", context)


@provider_required
def hours_of_all(request: StaffRequest, pk: int) -> HttpResponse:
    """Correct the hours of everybody who is credited for a session."""
    return _correct(request, get_object_or_404(own_sessions(request), pk=pk))


@provider_required
def hours_of_one(request: StaffRequest, pk: int) -> HttpResponse:
    credited = _own(request).filter(status=AttendanceStatus.CREDITED)
    attendance = get_object_or_404(credited, pk=pk)
    return _correct(request, attendance.session, attendance)


@administrator_required
def contested(request: StaffRequest) -> HttpResponse:
    """List the attendance that was withdrawn after a decision was based on it."""
    found = Attendance.objects.contested().with_session().order_by("pk")
    page = paged(request, found, size=ON_A_PAGE)
    return render(request, "cpd/contested.html", {"page": page})


@administrator_required
def contested_one(request: StaffRequest, pk: int) -> HttpResponse:
    attendance = get_object_or_404(Attendance.objects.contested().with_session(), pk=pk)
    form = ContestedForm(request.POST or None, attendance=attendance)
    if submit(form, decide_contested, attendance=attendance, actor=request.user):
        messages.success(request, _("Your conclusion is recorded. The teacher gets a mail."))
        return redirect("cpd:contested")
    return render(request, "cpd/contested_one.html", {"form": form, "attendance": attendance})


def _drawn(address: str) -> SafeString:
    picture = segno.make(address, error="m", micro=False)
    return mark_safe(picture.svg_inline(border=2, light="#fff", omitsize=True))  # noqa: S308  ours


def _correct(
    request: StaffRequest, session: Session, one: Attendance | None = None
) -> HttpResponse:
    credited = selectors.attendance_counts(session)["credited"]
    if not credited:
        return redirect("cpd:session", session.pk)
    form = HoursForm(request.POST or None)
    facts = {"session": session, "actor": request.user, "only": [one.pk] if one else None}
    if corrected := submit(form, correct_hours, **facts):
        words = ngettext(
            "The hours of %(n)s person are corrected. The teacher gets a mail.",
            "The hours of %(n)s people are corrected. The teachers get a mail.",
            len(corrected),
        )
        messages.success(request, words % {"n": len(corrected)})
        return redirect("cpd:session", session.pk)
    context = {"form": form, "session": session, "one": one, "credited": credited}
    return render(request, "cpd/attendance_hours.html", context)


def _own(request: StaffRequest) -> AttendanceQuerySet:
    own = Attendance.objects.seated().with_session()
    return own.filter(session__offer__provider=request.role.organisation_id)


def _credited(
    request: StaffRequest, form: ListForm, session: Session, matches: list[selectors.Match]
) -> bool:
    """Credit the people that match; tell whether that succeeded. The form shows a refusal."""
    people = {one.person.pk: one.line.name[:200] for one in matches if one.person and one.new}
    form.cleaned_data.clear()
    submit(
        form,
        credit_attendance,
        session=session,
        actor=request.user,
        on=clock.today(),
        people=people,
    )
    if not form.is_valid():
        return False
    messages.success(
        request,
        ngettext(
            "%(n)s person is credited and gets a mail.",
            "%(n)s people are credited and get a mail.",
            len(people),
        )
        % {"n": len(people)},
    )
    return True
