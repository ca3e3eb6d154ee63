"""Where the portal is: what the other settings build on."""

from os import environ
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent
SITE_URL = environ.get("SITE_URL", "http://localhost:8000")
SECURE = SITE_URL.startswith("https://")


def flag(name: str) -> bool:
    return environ.get(name, "0") == "1"
