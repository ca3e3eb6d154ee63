#!/usr/bin/env python
import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

DEMO_SETTINGS = Path(__file__).resolve().parent / ".local" / "demo.env"


def read_demo_settings() -> None:
    """Let a command talk to the demo on this machine, where no other database is named."""
    if "DATABASE_URL" in os.environ or not DEMO_SETTINGS.exists():
        return
    for line in DEMO_SETTINGS.read_text().splitlines():
        name, _, value = line.partition("=")
        os.environ.setdefault(name, value)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    read_demo_settings()
    execute_from_command_line(sys.argv)
