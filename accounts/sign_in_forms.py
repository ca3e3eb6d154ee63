"""The forms of django-allauth in our words, without placeholders."""

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.cache import cache
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CODE_LIVES_FOR = 120  # seconds, a little longer than a code with its tolerance is valid
NEW_PASSWORD_HELP = _("At least 12 characters. A short sentence is easy to remember.")


def say(form: forms.Form, name: str, label: Promise, help_text: Promise | str = "") -> None:
    """Give a field our words."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)


class SignInForm(account.LoginForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        say(self, "login", _("Email address"))
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        say(self, "password", _("Password"))


class PasswordAgainForm(account.ReauthenticateForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        say(self, "password", _("Password"))


class NewAddressForm(account.AddEmailForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        say(
            self,
            "email",
            _("New email address"),
            _("Better an address of your own than one of your school: you keep it for years."),
        )


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        say(self, "oldpassword", _("Present password"))
        say(self, "password1", _("New password"), NEW_PASSWORD_HELP)
        say(self, "password2", _("New password once more"))


class ForgotPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        say(self, "email", _("Email address"), _("The address with which you sign in."))


class NewPasswordForm(account.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        say(self, "password1", _("New password"), NEW_PASSWORD_HELP)
        say(self, "password2", _("New password once more"))


class WorksOnce(forms.Form):
    """Accept a code once. allauth remembers a used code for 30 seconds, while one step of tolerance
    lets it live for 90.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        say(
            self,
            "code",
            _("Code"),
            _("The six digits of the app on your phone, or one of your recovery codes."),
        )
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def clean_code(self) -> str:
        digits = "".join(self.cleaned_data["code"].split())
        used = f"accounts:code-used:{self.user.pk}:{digits}"
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
        say(self, "code", _("Code"), _("The six digits that the app shows now."))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        say(self, "name", _("Name of this key"), _("For example “my phone” or “blue key”."))
        say(
            self,
            "passwordless",
            _("Sign in with this key alone, without a password"),
            _("Your device then asks for a finger, your face or a PIN."),
        )


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        say(self, "name", _("Name of this key"))
