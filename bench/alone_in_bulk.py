"""Import a delivery with django-import-export: `python -m bench.alone_in_bulk FILE BOARD`."""

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from bench.importing import import_in_bulk  # noqa: E402  after the setup of Django
from schools.models import Board  # noqa: E402


def main(path: str, board: str) -> None:
    data = Path(path).read_bytes()
    import_in_bulk(Board.objects.get(number=board), data, data.count(b"\n"))


if __name__ == "__main__":
    main(*sys.argv[1:3])
