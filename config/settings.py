"""Settings: one file, every deployment difference read from the environment."""

from os import environ
from pathlib import Path

import dj_database_url
import pgtrigger
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name: str) -> bool:
    return environ.get(name, "0") == "1"


# Who we are
SECRET_KEY = environ["SECRET_KEY"]
DEBUG = flag("DEBUG")
DEMO = flag("DEMO")
SITE_URL = environ.get("SITE_URL", "http://localhost:8000")
ALLOWED_HOSTS = environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1").split(",")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "drf_spectacular",
    "pghistory",
    "pgtrigger",
    "rest_framework",
    "core",
    "accounts",
    "schools",
    "cpd",
    "register",
    "config",
]
if DEMO:
    INSTALLED_APPS += ["demo"]
MIDDLEWARE = [
    "core.middleware.RequestId",
    "config.api.middleware.Api",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "config.api.middleware.DutchApi",
    "core.middleware.NoNullCharacter",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.middleware.Areas",
    "accounts.middleware.Private",
]

# Where things are kept
DATABASES = {"default": dj_database_url.parse(environ["DATABASE_URL"], conn_max_age=600)}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
REDIS_URL = environ["REDIS_URL"]
CACHES = {
    "default": {"BACKEND": "core.cache.SteadyCache"},
    "redis": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": environ.get("CACHE_URL", REDIS_URL),
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    },
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = environ.get("STATIC_ROOT", BASE_DIR / ".local" / "static")
MEDIA_ROOT = environ.get("MEDIA_ROOT", BASE_DIR / ".local" / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A staff file holds citizen service numbers: it never waits in a temporary file.
FILE_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

# Where ClamAV listens, HOST:PORT; without it what teachers hand in is not scanned
CLAMAV_ADDRESS = environ.get("CLAMAV_ADDRESS", "")

# Work that is done later
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_connect_timeout": 2,
    "socket_timeout": 2,  # else a Redis that hangs holds up every page that posts a message
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "Europe/Amsterdam"

# Keys. The first field key encrypts; the others only decrypt until they are rotated out.
FIELD_KEYS = environ["FIELD_KEYS"].split(",")
DIGEST_KEY = environ["DIGEST_KEY"]
AUDIT_KEY = environ["AUDIT_KEY"]
# Certificates are signed with what stands in one PEM file: a private key and its certificates, the
# own one first. Here is the path of that file, or the file itself in base64.
SIGNING_KEY_FILE = environ.get("SIGNING_KEY_FILE", "")
SIGNING_KEY = environ.get("SIGNING_KEY", "")
TIMESTAMP_URL = environ.get("TIMESTAMP_URL", "")  # of a timestamping authority (RFC 3161)

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
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:start"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.sign_in_forms.SignInForm",
    "reauthenticate": "accounts.sign_in_forms.PasswordAgainForm",
    "add_email": "accounts.sign_in_forms.NewAddressForm",
    "change_password": "accounts.sign_in_forms.ChangePasswordForm",
    "reset_password": "accounts.sign_in_forms.ForgotPasswordForm",
    "reset_password_from_key": "accounts.sign_in_forms.NewPasswordForm",
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
    "authenticate": "accounts.sign_in_forms.CodeForm",
    "reauthenticate": "accounts.sign_in_forms.CodeAgainForm",
    "activate_totp": "accounts.sign_in_forms.SetUpAppForm",
    "add_webauthn": "accounts.sign_in_forms.AddPasskeyForm",
    "edit_webauthn": "accounts.sign_in_forms.RenamePasskeyForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # a new address may wait; nobody signs in with an unverified one
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Lerarenregister"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SITE_URL.startswith("http://localhost")
USERSESSIONS_TRACK_ACTIVITY = False

# What keeps a session and a page safe
SECURE = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
CSRF_COOKIE_HTTPONLY = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
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

# History: one statement-level trigger writes what a row was
PGHISTORY_LEVEL = pgtrigger.Statement

# Mail
EMAIL_BACKEND = environ.get("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = environ.get("EMAIL_FILE_PATH", str(BASE_DIR / ".local" / "mail"))
DEFAULT_FROM_EMAIL = environ.get(
    "DEFAULT_FROM_EMAIL", "Lerarenregister <noreply@lerarenregister.example>"
)

# What people see
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "config.templatetags.figures",
                "config.templatetags.forms",
                "config.templatetags.frames",
                "config.templatetags.tables",
                "config.templatetags.ui",
                "config.templatetags.words",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.frame",
            ],
        },
    }
]
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

# Who decides, and where an objection goes. Until a lawyer has confirmed the terms in the letters
# they carry the word “concept” (domain.md §3.3).
ISSUER_NAME = environ.get("ISSUER_NAME", "Lerarenregister")
ISSUER_ADDRESS = environ.get("ISSUER_ADDRESS", "Postbus 12345|2500 AA Den Haag").split("|")
ISSUER_EMAIL = environ.get("ISSUER_EMAIL", "herregistratie@lerarenregister.example")
LEGAL_TERMS_CONFIRMED = flag("LEGAL_TERMS_CONFIRMED")

# The day of today; the demo can move its clock
CLOCK = environ.get("CLOCK", "core.clock.system_today")
CLOCK_FILE = environ.get("CLOCK_FILE", "")

# What machines read
REST_FRAMEWORK = {
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "config.api.schema.Schema",
    "EXCEPTION_HANDLER": "config.api.problems.exception_handler",
    "URL_FORMAT_OVERRIDE": None,
}
API_REQUESTS_A_MINUTE = 120  # by one address that does not sign in
SPECTACULAR_SETTINGS = {
    "TITLE": "Lerarenregister",
    "DESCRIPTION": (
        "De API van het lerarenregister, volgens de Nederlandse API Design Rules. "
        "Uitleg en voorbeelden staan op /ontwikkelaars/."
    ),
    "VERSION": "1.1.0",
    "OAS_VERSION": "3.0.3",
    "CONTACT": {
        "name": "Lerarenregister",
        "url": f"{SITE_URL}/hulp/",
        "email": "api@lerarenregister.example",
    },
    "LICENSE": {"name": "EUPL-1.2", "url": "https://eupl.eu/"},
    "SERVERS": [{"url": f"{SITE_URL}/api/v1"}],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "COMPONENT_SPLIT_REQUEST": True,
    "SORT_OPERATIONS": False,
    "POSTPROCESSING_HOOKS": ["config.api.schema.complete"],
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "core.logs.RequestIdFilter"}},
    "formatters": {"json": {"()": "core.logs.Formatter"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "filters": ["request_id"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # who scans addresses; no fault
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "fido2": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "pyhanko": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}
