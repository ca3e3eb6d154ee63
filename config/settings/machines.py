"""What machines read: the API, its description, and the logs."""

from config import api

from .place import HELP_EMAIL, SITE_URL

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
    "VERSION": api.VERSION,
    "OAS_VERSION": "3.0.3",
    "CONTACT": {
        "name": "Lerarenregister",
        "url": f"{SITE_URL}/hulp/",
        "email": HELP_EMAIL,
    },
    "LICENSE": {"name": "EUPL-1.2", "url": "https://eupl.eu/"},
    "SERVERS": [{"url": f"{SITE_URL}/api/v1"}],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,  # values are words already
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
