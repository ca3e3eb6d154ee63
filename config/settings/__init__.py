"""Settings, by theme; every deployment difference is read from the environment.

Here is what the portal is made of and where it keeps things. How people sign in, how long, and
what keeps their pages safe is in ``safety``; the API and the logs are in ``machines``.
"""

from os import environ
from ssl import CERT_REQUIRED

import dj_database_url
import pgtrigger
from django.utils.translation import gettext_lazy as _

from .machines import *  # noqa: F403  a theme of the settings
from .place import (
    BASE_DIR,
    HELP_EMAIL,  # noqa: F401  a setting
    SECURITY_EMAIL,  # noqa: F401  a setting
    SITE_URL,
    flag,
)
from .safety import *  # noqa: F403  a theme of the settings

# Who we are
SECRET_KEY = environ["SECRET_KEY"]
DEBUG = flag("DEBUG")
DEMO = flag("DEMO")
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
    "core.middleware.HearOut",
    "config.api.middleware.Api",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "config.api.middleware.DutchApi",
    "core.middleware.NoNullCharacter",
    "core.middleware.PageMethods",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.middleware.Limits",
    "accounts.middleware.Areas",
    "accounts.middleware.OnlySent",
    "accounts.middleware.Private",
]

# Where things are kept
DATABASES = {"default": dj_database_url.parse(environ["DATABASE_URL"], conn_max_age=600)}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
PORTAL_ROLE = environ.get("PORTAL_ROLE", "")  # who uses the tables that ``migrate`` makes
REDIS_URL = environ["REDIS_URL"]
CACHE_URL = environ.get("CACHE_URL") or REDIS_URL
CACHES = {
    "default": {"BACKEND": "core.cache.SteadyCache"},
    "redis": {
        "BACKEND": "core.cache.KeptRedis",
        "LOCATION": CACHE_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    },
    "memory": {"BACKEND": "core.cache.OwnMemory"},
    "near": {  # what this process keeps of what Redis keeps
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "near",
        "OPTIONS": {"MAX_ENTRIES": 2000},  # pages of some six kilobytes
    },
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

# Where ClamAV listens, HOST:PORT; without it no file that is kept is scanned
CLAMAV_ADDRESS = environ.get("CLAMAV_ADDRESS", "")

# Work that is done later
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_connect_timeout": 2,
    "socket_timeout": 2,  # else a Redis that hangs holds up every page that posts a message
}
if REDIS_URL.startswith("rediss://"):
    CELERY_BROKER_USE_SSL = {"ssl_cert_reqs": CERT_REQUIRED}  # else Celery takes any certificate
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "Europe/Amsterdam"

# Keys. The first field key encrypts; the others only decrypt until they are rotated out.
FIELD_KEYS = environ["FIELD_KEYS"].split(",")
DIGEST_KEY = environ["DIGEST_KEY"]
AUDIT_KEY = environ["AUDIT_KEY"]
# Certificates are signed with what is in one PEM file: a private key and its certificates, the
# own one first. Here is the path of that file, or the file itself in base64.
SIGNING_KEY_FILE = environ.get("SIGNING_KEY_FILE", "")
SIGNING_KEY = environ.get("SIGNING_KEY", "")
TIMESTAMP_URL = environ.get("TIMESTAMP_URL", "")  # of a timestamping authority (RFC 3161)

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
