"""Where the portal is and where people write to: what the other settings build on."""

from os import environ
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent
SITE_URL = environ.get("SITE_URL", "http://localhost:8000")
HELP_EMAIL = environ.get("HELP_EMAIL", "hulp@lerarenregister.example")
SECURITY_EMAIL = environ.get("SECURITY_EMAIL", "security@lerarenregister.example")
SECURE = SITE_URL.startswith("https://")


def flag(name: str) -> bool:
    return environ.get(name, "0") == "1"
