"""The pages of django-allauth that we use, and no others: nobody signs up by themselves.

The names are allauth's own, for it redirects to them. What changes something is one transaction
with its audit.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.contrib.auth.decorators import login_required
from django.db.transaction import atomic
from django.urls import path, re_path
from django.views.generic import RedirectView

from .step_up import step_up_to_send

urlpatterns = [
    # Signing in and out
    path("inloggen/", account.login, name="account_login"),
    path("inloggen/code/", second_factor.authenticate, name="mfa_authenticate"),
    path("inloggen/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("inloggen/gesloten/", account.account_inactive, name="account_inactive"),
    path("uitloggen/", account.logout, name="account_logout"),
    path(
        "wachtwoord-vergeten/",
        account.password_reset,
        name="account_reset_password",
    ),
    path(
        "wachtwoord-vergeten/verstuurd/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^wachtwoord-vergeten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        atomic(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "wachtwoord-vergeten/klaar/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path(
        "e-mailadres-bevestigen/",
        account.email_verification_sent,
        name="account_email_verification_sent",
    ),
    path(
        "e-mailadres-bevestigen/<str:key>/",
        atomic(account.confirm_email),
        name="account_confirm_email",
    ),
    # Once more, before something that matters
    path("account/bevestigen/", account.reauthenticate, name="account_reauthenticate"),
    path("account/bevestigen/code/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path(
        "account/bevestigen/passkey/",
        webauthn.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    # One's own sign-in
    path("account/e-mailadres/", atomic(account.email), name="account_email"),
    path("account/wachtwoord/", atomic(account.password_change), name="account_change_password"),
    path(  # people without a password get one by mail, never by a session alone
        "account/wachtwoord/geen/",
        login_required(RedirectView.as_view(pattern_name="account_reset_password")),
        name="account_set_password",
    ),
    path(
        "account/sessies/",
        login_required(step_up_to_send(atomic(sessions.list_usersessions))),
        name="usersessions_list",
    ),
    path("account/tweede-stap/", second_factor.index, name="mfa_index"),
    path("account/tweede-stap/app/", atomic(totp.activate_totp), name="mfa_activate_totp"),
    path(
        "account/tweede-stap/app/verwijderen/",
        atomic(totp.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path(
        "account/herstelcodes/",
        recovery_codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/herstelcodes/nieuw/",
        atomic(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/herstelcodes/bestand/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("account/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("account/passkeys/nieuw/", atomic(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path(
        "account/passkeys/<int:pk>/",
        atomic(webauthn.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
    path(
        "account/passkeys/<int:pk>/verwijderen/",
        atomic(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
]
