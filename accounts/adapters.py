"""How we adapt django-allauth: our own texts, mail and audit trail."""

import base64
import time

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from core import crypto

from . import sessions
from .doors import has_second_factor
from .models import Person
from .services import claims, sign_in

BOUND_TO = "second factor"


class AccountAdapter(DefaultAccountAdapter):
    """There is no open sign-up: people come in by an invitation or a claim code.

    Mail goes through the outbox; what people change about their sign-in is audited.
    """

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _(
            "This email address and this password do not belong together. Check both."
        ),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code is not right. Wait for a new code and try again."),
        "too_many_login_attempts": _("You tried this very often. Wait five minutes and try again."),
        "rate_limited": _("You tried this very often. Wait five minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Ask for the password or code again, unless it was given in the last few minutes."""
        records = get_authentication_records(self.request, self.request.user)
        recent = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return not any(record["at"] > recent for record in records)

    def get_reauthentication_methods(self, user) -> list[dict]:
        """Offer only the second factor to those who have one: the password alone proves less."""
        ways = super().get_reauthentication_methods(user)
        stronger = [way for way in ways if way["id"] != "reauthenticate"]
        return stronger if user.is_authenticated and has_second_factor(user) else ways

    def login(self, request: HttpRequest, user: Person) -> None:
        super().login(request, user)
        sessions.begin(request.session)

    def send_confirmation_mail(self, request, emailconfirmation, signup: bool) -> None:
        address = emailconfirmation.email_address
        sign_in.ask_to_verify(address, actor=address.user)

    def send_notification_mail(
        self, template_prefix: str, user: Person, context: dict | None = None, email: str = ""
    ) -> None:
        change = template_prefix.rpartition("/")[2]
        sign_in.note_change(user, actor=user, change=change, old_email=email)

    @transaction.atomic
    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Verify an address, which also completes a claim that was waiting for it.

        A new code takes the address of a begun claim away; Http404 where that came first.
        """
        Person.objects.select_for_update(no_key=True).get(pk=email_address.user_id)
        email_address = get_object_or_404(EmailAddress, pk=email_address.pk)
        confirmed = super().confirm_email(request, email_address)
        if confirmed:
            claims.finish_claim(email_address.user, actor=email_address.user)
        return confirmed


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are encrypted at rest, and staff cannot do without a second factor."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Your work needs a second factor. Add another one first, then remove this one."
        ),
        "incorrect_code": _("This code is not right. Wait for a new code and try again."),
        "unverified_email": _("Verify your new email address first, with the link in your mail."),
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(crypto.encrypt(text.encode(), bound_to=BOUND_TO)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.decrypt(base64.b64decode(encrypted_text), bound_to=BOUND_TO).decode()

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        keeps_one = others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        return keeps_one or not authenticator.user.current_roles

    def build_totp_svg(self, url: str) -> str:
        """Draw the code without inline styles, which the content security policy refuses."""
        return segno.make(url).svg_inline(scale=5, border=2, light="#fff", omitsize=True)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": settings.MFA_TOTP_ISSUER}
