"""Deliver a file, from its bytes until it is applied: `python -m bench.alone FILE BOARD EMAIL`.

It is a process of its own to measure memory. Prints the seconds, without those for starting up, and
the peak memory in MB.
"""

import json
import os
import re
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection  # noqa: E402  after the setup of Django

from accounts.models import Person  # noqa: E402
from bench import files  # noqa: E402
from bench.measure import say, stopwatch  # noqa: E402
from schools.choices import DeliveryChoice, DeliveryKind, DeliveryStatus  # noqa: E402
from schools.models import Board  # noqa: E402
from schools.services.checks import apply_delivery, check_delivery  # noqa: E402
from schools.services.deliveries import approve, hand_in  # noqa: E402


def main(path: str, board: str, email: str) -> None:
    actor = Person.objects.get(email=email)
    with stopwatch() as watch:
        delivery = hand_in(
            Board.objects.get(number=board),
            actor=actor,
            file_name="staff.csv",
            data=Path(path).read_bytes(),
            kind=DeliveryKind.CHANGES,
            on=files.ON,
        )
        delivery = check_delivery(delivery, actor=None)
        digest = delivery.preview_digest
        approve(delivery, actor=actor, digest=digest, choice=DeliveryChoice.GOOD)
        delivery = apply_delivery(delivery, actor=actor)
    if delivery.status != DeliveryStatus.APPLIED:
        raise SystemExit("the delivery was not applied")
    say(json.dumps([watch.seconds, _most_memory()]))


def _most_memory() -> int:
    """Return the peak memory in MB; getrusage would include the parent's at the fork."""
    status = Path("/proc/self/status").read_text()
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) // 1024


if __name__ == "__main__":
    connection.ensure_connection()
    main(*sys.argv[1:])
