import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Person
from core import clock
from core.arguments import day
from core.errors import Refused
from schools.choices import DeliveryChoice, DeliveryKind, DeliveryStatus
from schools.exports import for_spreadsheet
from schools.models import Board, Delivery
from schools.selectors.deliveries import RECEIPT_HEADER, Fault, faults_of, receipt_rows
from schools.services.checks import apply_delivery, check_delivery
from schools.services.deliveries import approve, hand_in

REJECTED, STRUCTURAL = 1, 2
COUNTS = ("rows", "new", "changed", "ended", "voided", "unchanged", "skipped")


class Command(BaseCommand):
    requires_system_checks = ()  # they are about pages and forms; this starts sooner without them
    help = (
        "Hand in a file of staff data for a board, as its page does. Prints JSON; exit 1 when rows "
        "were rejected and nothing was applied, 2 when the file as a whole cannot be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--board", required=True, help="the number of the board")
        parser.add_argument("--actor", required=True, help="email address of its HR officer")
        parser.add_argument("--kind", choices=["changes", "full"], default="changes")
        parser.add_argument("--on", type=day, default=None, metavar="DATE")
        parser.add_argument(
            "--ends",
            type=int,
            metavar="N",
            help="how many people are not in a full file, where that is more than one in ten",
        )
        parser.add_argument("--apply", choices=DeliveryChoice.values)
        parser.add_argument("--receipt", type=Path, metavar="OUT.csv")

    def handle(self, **options) -> None:
        delivery = self._hand_in(**options)
        if delivery.applied_at:
            self.stderr.write(f"This file was handed in before; receipt {delivery.receipt}.")
        elif options["apply"]:
            delivery = self._apply(delivery, **options)
        self.stdout.write(json.dumps(_report(delivery), ensure_ascii=False))
        if delivery.applied_at is None:
            _fail_unless_looked_at(delivery, wanted=options["apply"])
        elif options["receipt"]:
            receipt = for_spreadsheet(RECEIPT_HEADER, receipt_rows(delivery))
            options["receipt"].write_text(receipt, encoding="utf-8", newline="")

    def _hand_in(self, *, file: Path, board: str, actor: str, **options) -> Delivery:
        try:
            delivery = hand_in(
                self._board(board),
                actor=self._person(actor),
                file_name=file.name,
                data=file.read_bytes(),
                kind=DeliveryKind(options["kind"]),
                on=options["on"] or clock.today(),
            )
        except OSError as fault:
            raise CommandError(str(fault), returncode=STRUCTURAL) from fault
        except Refused as refusal:
            self.stdout.write(json.dumps(_unread(refusal), ensure_ascii=False))
            raise CommandError(" ".join(refusal.messages), returncode=STRUCTURAL) from refusal
        except PermissionDenied as refusal:
            raise CommandError(f"{actor} is no HR officer of board {board}.") from refusal
        return check_delivery(delivery, actor=None)

    def _apply(self, delivery: Delivery, *, apply: str, ends: int | None, **options) -> Delivery:
        """Apply a delivery, unless rows were rejected that the choice does not leave out."""
        choice = DeliveryChoice(apply)
        if not delivery.applicable or (choice == DeliveryChoice.ALL and delivery.rejected):
            return delivery
        actor = delivery.handed_in_by
        if delivery.status == DeliveryStatus.CHECKED:
            digest = delivery.preview_digest
            try:
                delivery = approve(delivery, actor=actor, digest=digest, choice=choice, ends=ends)
            except Refused as refusal:
                self.stdout.write(json.dumps(_report(delivery), ensure_ascii=False))
                raise CommandError(" ".join(refusal.messages), returncode=REJECTED) from refusal
        return apply_delivery(delivery, actor=actor)

    def _board(self, number: str) -> Board:
        board = Board.objects.filter(number=number).first()
        if board is None:
            raise CommandError(f"There is no board {number}.")
        return board

    def _person(self, email: str) -> Person:
        person = Person.objects.with_address(email).first()
        if person is None:
            raise CommandError(f"Nobody signs in with {email}.")
        return person


def _fail_unless_looked_at(delivery: Delivery, *, wanted: str | None) -> None:
    """Fail if nothing was applied although it was asked for, or if rows were rejected."""
    if delivery.rejected:
        raise CommandError("Rows were rejected; nothing was applied.", returncode=REJECTED)
    if wanted:
        raise CommandError("The outcome changed; look at it again.", returncode=REJECTED)


def _report(delivery: Delivery) -> dict[str, object]:
    rows = delivery.delivery_rows.exclude(problems=[]).order_by("number")
    faults = list(faults_of(rows.iterator()))
    return {
        **{name: getattr(delivery, name) for name in COUNTS},
        "applied": delivery.good if delivery.applied_at else 0,
        "rejected": [_fault(fault) for fault in faults if fault.rejects],
        "signals": [_fault(fault) for fault in faults if not fault.rejects],
        "receipt": delivery.receipt,
        **({"leaving": delivery.leaving} if delivery.kind == DeliveryKind.FULL else {}),
    }


def _unread(refusal: Refused) -> dict[str, object]:
    """Report on a file that could not be read at all: its fault belongs to no row."""
    fault = {"row": None, "column": "", "code": refusal.code, "message": " ".join(refusal.messages)}
    counts = dict.fromkeys((*COUNTS, "applied"), 0)
    return {**counts, "rejected": [fault], "signals": [], "receipt": ""}


def _fault(fault: Fault) -> dict[str, object]:
    return {
        "row": fault.place.row,
        **({"sheet": fault.place.sheet} if fault.place.sheet else {}),
        "column": fault.column,
        "code": fault.code,
        "message": f"{fault.sentence} {fault.advice}",
    }
