"""Who signs in, how long, and what keeps a session and a page safe."""

from os import environ

from csp.constants import NONE, SELF

from .place import SECURE, SITE_URL

# Who signs in
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "accounts.passwords.FieldWordsValidator"},
    {"NAME": "accounts.passwords.LeakedPasswordValidator"},
]
# The set of Have I Been Pwned, sorted by hash (docs/operations.md); without it Django's list only
LEAKED_PASSWORDS_FILE = environ.get("LEAKED_PASSWORDS_FILE", "")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:start"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.sign_in.SignInForm",
    "reauthenticate": "accounts.forms.sign_in.PasswordAgainForm",
    "add_email": "accounts.forms.sign_in.NewAddressForm",
    "change_password": "accounts.forms.sign_in.ChangePasswordForm",
    "reset_password": "accounts.forms.sign_in.ForgotPasswordForm",
    "reset_password_from_key": "accounts.forms.sign_in.NewPasswordForm",
}
ACCOUNT_USER_DISPLAY = str
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_PREVENT_ENUMERATION = True
# A staff room, or a hall full of teachers, has one address: see docs/sign-in.md.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "claim": "30/h/ip",
    "apply": "20/h/ip",
    "present": "60/h/ip",
    # Asking for a record oneself: new accounts, and citizen service numbers that are tried.
    "admission": "20/h/ip",
    "admission_number": "10/d/user,60/d/ip",
}
# In the public register: a miss is a number or code that is not there, a look a search or an entry.
REGISTER_MISSES_AN_HOUR = 60  # by one address
REGISTER_LOOKS_AN_HOUR = int(environ.get("REGISTER_LOOKS_AN_HOUR", "300"))  # by one address
REGISTER_LOOKS_AN_HOUR_BY_RANGE = 10 * REGISTER_LOOKS_AN_HOUR
ALLAUTH_TRUSTED_PROXY_COUNT = int(environ.get("TRUSTED_PROXY_COUNT", "0"))
AFTER_CLAIM_URL = "register:confirm"
WITHOUT_RECORD_URL = "register:admission"  # where somebody goes who has no part in the portal yet
COUNTED_PERIODS = "register.selectors.dossier.counted_periods"  # cpd shows them, register has them
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.sign_in.CodeForm",
    "reauthenticate": "accounts.forms.sign_in.CodeAgainForm",
    "activate_totp": "accounts.forms.sign_in.SetUpAppForm",
    "authenticate_webauthn": "accounts.forms.sign_in.PasskeyForm",
    "login_webauthn": "accounts.forms.sign_in.PasskeyLoginForm",
    "reauthenticate_webauthn": "accounts.forms.sign_in.PasskeyAgainForm",
    "add_webauthn": "accounts.forms.sign_in.AddPasskeyForm",
    "edit_webauthn": "accounts.forms.sign_in.RenamePasskeyForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # a new address may wait; nobody signs in with an unverified one
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Lerarenregister"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SITE_URL.startswith("http://localhost")
USERSESSIONS_TRACK_ACTIVITY = False

# What keeps a session and a page safe
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
# Since signing in, and since the last thing that was done; who works for an organisation sees the
# files of others, so they are signed out sooner. Before what matters most all are asked again.
SESSION_COOKIE_AGE = 3600 * int(environ.get("SESSION_HOURS", "12"))
SESSION_SECONDS_STAFF = 3600 * int(environ.get("SESSION_HOURS_STAFF", "9"))
SESSION_IDLE_SECONDS = 60 * int(environ.get("SESSION_IDLE_MINUTES", "60"))
SESSION_IDLE_SECONDS_STAFF = 60 * int(environ.get("SESSION_IDLE_MINUTES_STAFF", "30"))
STEP_UP_SECONDS = 60 * int(environ.get("STEP_UP_MINUTES", "5"))
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_NAME = "__Host-language" if SECURE else "language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
CSRF_COOKIE_HTTPONLY = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_SSL_REDIRECT = SECURE
# The API refuses instead (config/api/middleware.py); health checks come from the server itself.
SECURE_REDIRECT_EXEMPT = [r"^api/", r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
