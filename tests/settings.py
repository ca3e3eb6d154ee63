"""The real settings, made quick and self-contained for tests."""

import os
from pathlib import Path

from demo import embedded
from demo.postgres import PORTAL
from demo.signing import throw_away_key

STATE_FOLDER = Path(__file__).resolve().parent.parent / ".local" / "test"
FIXED_KEY = "dGVhY2hlci1yZWdpc3Rlci10ZXN0LWtleS0wMTIzNDU="
OWN_SERVICES = "DATABASE_URL" not in os.environ  # tests/conftest.py starts them when needed

if OWN_SERVICES:
    os.environ.update(embedded.environment(STATE_FOLDER))
os.environ.update(
    SECRET_KEY="a key that only the tests know",
    FIELD_KEYS=f"test:{FIXED_KEY}",
    DIGEST_KEY=FIXED_KEY,
    AUDIT_KEY=FIXED_KEY,
    SITE_URL="http://localhost:8000",
    ALLOWED_HOSTS="localhost,127.0.0.1,testserver",
    DEBUG="0",
    DEMO="0",
    PORTAL_ROLE=PORTAL,
)
os.environ.setdefault("SIGNING_KEY", throw_away_key("Lerarenregister"))  # children have the same
# Playwright keeps an event loop in the thread of the test, in which Django then refuses queries.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, STORAGES  # noqa: E402

DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"]["TEST"] = {"NAME": os.environ.get("TEST_DATABASE_NAME", "test_register")}
CACHES = {name: {"BACKEND": "core.cache.OwnMemory"} for name in ("default", "redis", "memory")}
CACHES["near"] = {"BACKEND": "core.cache.OwnMemory", "LOCATION": "near"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = "memory://"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
WHITENOISE_AUTOREFRESH = True
