"""Registering without a school: one question per page, then the status of the request."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.doors import SignedInRequest
from accounts.forms.joining import AccountForm
from core import clock
from core.forms import attempt, submit
from register.choices.diplomas import CheckStatus
from register.forms.admissions import BirthDateForm, NameForm, NumberForm, QualificationForm
from register.forms.diplomas import PaperForm
from register.models import Admission
from register.selectors.admissions import latest_admission, missing
from register.selectors.diplomas import diploma_name, waiting_before
from register.selectors.qualifications import name_of
from register.services import admissions
from register.services.diplomas import hand_in_again, withdraw_diploma

WAYS_BACK = {"account", "code", "asked"}


@dataclass(frozen=True)
class Question:
    """One page: its title and form, and the service that saves the answer."""

    title: str | Promise
    form: type[Form]
    service: Callable[..., object]
    dated: bool = False


QUESTIONS = {
    "naam": Question(gettext_lazy("What is your name?"), NameForm, admissions.give_name),
    "geboortedatum": Question(
        gettext_lazy("When were you born?"), BirthDateForm, admissions.give_birth_date, dated=True
    ),
    "burgerservicenummer": Question(
        gettext_lazy("What is your citizen service number?"), NumberForm, admissions.give_number
    ),
    "bevoegdheid": Question(
        gettext_lazy("What are you qualified for?"),
        QualificationForm,
        admissions.give_qualification,
        dated=True,
    ),
}


@never_cache
def admission(request: HttpRequest) -> HttpResponse:
    """Explain the procedure; somebody who has begun sees the open questions or the status."""
    if not request.user.is_authenticated:
        return render(request, "register/admission_intro.html")
    if request.user.claimed_at:
        return redirect("register:home")
    found = latest_admission(request.user)
    if found is None:
        return render(request, "register/admission_intro.html")
    if found.diploma is None:
        return render(request, "register/admission.html", _answers(found))
    context = {"admission": found, "check": found.diploma, "before": waiting_before(found.diploma)}
    name = diploma_name(found.diploma, language=get_language() or "")
    return render(request, "register/admission_standing.html", {**context, "name": name})


@never_cache
@sensitive_post_parameters("password")
def account(request: HttpRequest) -> HttpResponse:
    """Ask for an email address and a password, and mail a link to that address. The response is
    the same for an address that already has an account.
    """
    if request.user.is_authenticated:
        return redirect("register:admission")
    form = AccountForm(request.POST or None)
    if form.is_valid() and not ratelimit.consume(request, action="admission"):
        return ratelimit.respond_429(request)
    if address := submit(form, admissions.begin_admission, actor=None, on=clock.today()):
        goal = reverse("register:admission")
        return perform_login(request, address.user, email=address.email, redirect_url=goal)
    return render(request, "register/admission_account.html", {"form": form})


@require_POST
@login_required
def begin(request: SignedInRequest) -> HttpResponse:
    """Begin, as somebody with an account but without a record, or begin again."""
    done, person = _("You can begin."), request.user
    attempt(request, done, admissions.ask_admission, person=person, actor=person, on=clock.today())
    return redirect("register:admission")


@never_cache
@login_required
@sensitive_post_parameters("bsn")
def question(request: SignedInRequest, name: str) -> HttpResponse:
    """Ask one question, then go to the next one without an answer."""
    draft = _draft(request)
    if name not in QUESTIONS:
        raise Http404
    asked = QUESTIONS[name]
    if _tries_a_number(request, name) and not ratelimit.consume(request, action="admission_number"):
        return ratelimit.respond_429(request)
    form = _form(asked.form, request, draft)
    told: dict[str, Any] = {"on": clock.today()} if asked.dated else {}
    if request.method == "POST" and form.is_valid():
        submit(form, asked.service, admission=draft, actor=request.user, **told)
        if form.is_valid():
            return redirect(_next(draft))
    context = {"form": form, "question": name, "title": asked.title}
    context["way_back"] = _way_back(form)
    return render(request, "register/admission_question.html", context)


@never_cache
@login_required
def hand_in(request: SignedInRequest) -> HttpResponse:
    """Show the answers for a last check, ask for the scan, and submit it all to the register."""
    draft = _draft(request)
    if missing(draft):
        return redirect(_next(draft))
    form = PaperForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        service = admissions.hand_in_admission
        submit(form, service, admission=draft, actor=request.user, on=clock.today())
        if form.is_valid():
            return redirect("register:admission")
    context = {"form": form, "way_back": _way_back(form), **_answers(draft)}
    return render(request, "register/admission_hand_in.html", context)


@never_cache
@login_required
def scan(request: SignedInRequest) -> HttpResponse:
    """Upload another scan in answer to a question of the register."""
    found = latest_admission(request.user)
    if found is None or found.diploma is None or found.diploma.status != CheckStatus.ASKED:
        raise Http404
    form = PaperForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        submit(form, hand_in_again, check=found.diploma, actor=request.user, on=clock.today())
        if form.is_valid():
            messages.success(request, _("Your diploma is handed in again."))
            return redirect("register:admission")
    context = {"form": form, "check": found.diploma}
    return render(request, "register/admission_scan.html", context)


@require_POST
@login_required
def withdraw(request: SignedInRequest) -> HttpResponse:
    found = latest_admission(request.user)
    if found is None or not found.waits:
        raise Http404
    done = _("You have taken it back. The scan and your citizen service number are thrown away.")
    attempt(request, done, withdraw_diploma, check=found.diploma, actor=request.user)
    return redirect("register:admission")


def _tries_a_number(request: SignedInRequest, name: str) -> bool:
    return request.method == "POST" and name == "burgerservicenummer"


def _draft(request: SignedInRequest) -> Admission:
    found = latest_admission(request.user)
    if found is None or found.diploma is not None or request.user.claimed_at:
        raise Http404
    return found


def _form(kind: type[Form], request: SignedInRequest, draft: Admission) -> Form:
    """Return the form with the earlier answers, except a citizen service number."""
    person = draft.person
    known = {
        "given_names": person.given_names,
        "prefix": person.prefix,
        "family_name": person.family_name,
        "birth_date": person.birth_date,
        "subject": f"{draft.sector}:{draft.subject}",
        "awarded_on": draft.awarded_on,
    }
    told: dict[str, Any] = {"on": clock.today()} if kind is QualificationForm else {}
    return kind(request.POST or None, initial=known, **told)


def _next(draft: Admission) -> str:
    draft = Admission.objects.select_related("person").get(pk=draft.pk)
    open_questions = missing(draft)
    if open_questions:
        return reverse("register:admission_question", args=[open_questions[0]])
    return reverse("register:admission_hand_in")


def _answers(draft: Admission) -> dict[str, Any]:
    open_questions = missing(draft)
    subject = ""
    if draft.awarded_on:
        subject = name_of(draft.sector, draft.subject, draft.awarded_on, get_language() or "")
    return {
        "admission": draft,
        "person": draft.person,
        "missing": open_questions,
        "next": _next(draft),
        "answered": len(QUESTIONS) - len(open_questions),
        "subject": subject,
    }


def _way_back(form: Form) -> str:
    """Return how somebody that the register already knows gets access to their record."""
    codes = {str(error.code) for error in form.non_field_errors().as_data()}
    return next(iter(codes & WAYS_BACK), "")
