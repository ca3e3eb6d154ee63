from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .forms.sign_in import SignInForm


def enter(request: HttpRequest, *, email: str, password: str) -> HttpResponse:
    """Sign somebody in with what they just chose, as if they had typed it on the sign-in page."""
    form = SignInForm({"login": email, "password": password}, request=request)
    return form.login(request) if form.is_valid() else redirect("account_login")
