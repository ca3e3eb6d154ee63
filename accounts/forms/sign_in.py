"""The forms of django-allauth in our words, without placeholders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.forms.fields import InvalidJSONInput
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.services.sign_in import ask_new_password
from core import crypto

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CODE_LIVES_FOR = 120  # seconds, a little longer than a code with its tolerance is valid
NEW_PASSWORD_HELP = _("At least 12 characters. A short sentence is easy to remember.")


FILL_IN_EMAIL = _("Fill in your email address.")
FILL_IN_PASSWORD = _("Fill in your password.")
FILL_IN_NEW_PASSWORD = _("Choose a password.")
FILL_IN_CODE = _("Fill in the code.")


def say(
    form: forms.Form,
    name: str,
    label: StrOrPromise,
    *,
    missing: StrOrPromise,
    help_text: StrOrPromise = "",
) -> None:
    """Give a field our words; ``missing`` is said when it is left empty."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.error_messages["required"] = missing
    field.widget.attrs.pop("placeholder", None)


def say_new_password(form: forms.Form) -> None:
    say(
        form,
        "password1",
        _("New password"),
        missing=FILL_IN_NEW_PASSWORD,
        help_text=NEW_PASSWORD_HELP,
    )
    say(form, "password2", _("New password once more"), missing=FILL_IN_NEW_PASSWORD)


class SignInForm(account.LoginForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        say(self, "login", _("Email address"), missing=FILL_IN_EMAIL)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        say(self, "password", _("Password"), missing=FILL_IN_PASSWORD)


class PasswordAgainForm(account.ReauthenticateForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        say(self, "password", _("Password"), missing=FILL_IN_PASSWORD)


class NewAddressForm(account.AddEmailForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        say(
            self,
            "email",
            _("New email address"),
            missing=FILL_IN_EMAIL,
            help_text=_(
                "Better an address of your own than one of your school: you keep it for years."
            ),
        )


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        say(self, "oldpassword", _("Present password"), missing=FILL_IN_PASSWORD)
        say_new_password(self)


class ForgotPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        say(
            self,
            "email",
            _("Email address"),
            missing=FILL_IN_EMAIL,
            help_text=_("The address with which you sign in."),
        )

    def clean_email(self) -> str:
        """Skip allauth's lookup of the account, which would take longer for known addresses."""
        return self.cleaned_data["email"]

    def save(self, request: HttpRequest, **kwargs: object) -> str:
        email: str = self.cleaned_data["email"]
        ask_new_password(email, actor=None)
        return email


class NewPasswordForm(account.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        say_new_password(self)


class WorksOnce(second_factor.BaseAuthenticateForm):
    """Accept a code once. allauth remembers a used code for 30 seconds, while one step of tolerance
    lets it live for 90.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        say(
            self,
            "code",
            _("Code"),
            missing=FILL_IN_CODE,
            help_text=_("The six digits of the app on your phone, or one of your recovery codes."),
        )
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def clean_code(self) -> str:
        digits = "".join(self.cleaned_data["code"].split())
        used = crypto.digest(f"{self.user.pk}:{digits}", purpose="code-used").hex()
        if cache.get(used):
            raise get_adapter().validation_error("incorrect_code")
        code = super().clean_code()
        cache.set(used, True, CODE_LIVES_FOR)
        return code


class CodeForm(WorksOnce, second_factor.AuthenticateForm):
    pass


class CodeAgainForm(WorksOnce, second_factor.ReauthenticateForm):
    pass


class SetUpAppForm(totp.ActivateTOTPForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        say(
            self,
            "code",
            _("Code"),
            missing=FILL_IN_CODE,
            help_text=_("The six digits that the app shows now."),
        )
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


NAME_THE_KEY = _("Give the key a name.")


class AnswerField(forms.JSONField):
    """What a browser answers for a key. Django's own field fails on numbers of thousands of digits
    and on thousands of brackets.
    """

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except (ValueError, RecursionError):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def bound_data(self, data: Any, initial: Any) -> Any:
        try:
            return super().bound_data(data, initial)
        except (ValueError, RecursionError):
            return InvalidJSONInput(data)


class PasskeyForm(webauthn.AuthenticateWebAuthnForm):
    credential = AnswerField()


class PasskeyLoginForm(webauthn.LoginWebAuthnForm):
    credential = AnswerField()


class PasskeyAgainForm(webauthn.ReauthenticateWebAuthnForm):
    credential = AnswerField()


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    credential = AnswerField()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        say(
            self,
            "name",
            _("Name of this key"),
            missing=NAME_THE_KEY,
            help_text=_("For example “my phone” or “blue key”."),
        )
        say(
            self,
            "passwordless",
            _("Sign in with this key alone, without a password"),
            missing="",
            help_text=_("Your device then asks for a finger, your face or a PIN."),
        )


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        say(self, "name", _("Name of this key"), missing=NAME_THE_KEY)
