"""A teacher claims the record that their school delivered: the code first, then an account."""

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.forms.joining import AccountForm, CodeForm
from accounts.models import ClaimCode
from accounts.services import claims
from core.forms import submit

CODE = "claim_code"  # in the session: the code that was checked


@never_cache
def claim(request: HttpRequest) -> HttpResponse:
    """Ask for the code and the date of birth. Only misses count towards the limit: a hall full of
    teachers has one address.
    """
    if request.user.is_authenticated:
        return render(request, "accounts/claim_signed_in.html")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and not ratelimit.consume(request, action="claim", dry_run=True):
        return ratelimit.respond_429(request)
    if code := submit(form, claims.check_code, actor=None):
        request.session[CODE] = code.pk
        return redirect("accounts:claim_account")
    if form.non_field_errors():
        ratelimit.consume(request, action="claim")
    return render(request, "accounts/claim.html", {"form": form})


@never_cache
@sensitive_post_parameters("password")
def claim_account(request: HttpRequest) -> HttpResponse:
    """Ask how the teacher will sign in, and mail a link to that address."""
    usable = ClaimCode.objects.usable(timezone.now()).select_related("person")
    code = usable.filter(pk=request.session.get(CODE, 0)).first()
    if code is None:
        return redirect("accounts:claim")
    form = AccountForm(request.POST or None)
    if address := submit(form, claims.claim, code=code, actor=None):
        goal = resolve_url(settings.AFTER_CLAIM_URL)
        return perform_login(request, address.user, email=address.email, redirect_url=goal)
    return render(request, "accounts/claim_account.html", {"form": form, "person": code.person})
