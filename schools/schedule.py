"""Jobs that Celery beat or the outbox starts, and that call services."""

from celery import shared_task
from django.utils import timezone

from accounts.models import Merge, Person
from accounts.services import doubles
from core import clock

from .models import Board, Delivery, LetterBundle
from .selectors.ending import at_work
from .selectors.people import newly_told_of, persons_touched
from .services import (
    bundles,
    checks,
    compensations,
    disputes,
    overlaps,
    staff,
    takeovers,
)


@shared_task
def check_delivery(pk: int) -> None:
    checks.check_delivery(Delivery.objects.get(pk=pk), actor=None)


@shared_task
def apply_delivery(pk: int) -> None:
    delivery = Delivery.objects.select_related("approved_by").get(pk=pk)
    checks.apply_delivery(delivery, actor=delivery.approved_by)


@shared_task
def take_back_delivery(pk: int) -> None:
    compensation = Delivery.objects.select_related("approved_by").get(pk=pk)
    compensations.take_back_delivery(compensation, actor=compensation.approved_by)


@shared_task
def find_doubles(pk: int) -> None:
    """Find possible doubles of people who are new, or have another name, by a delivery."""
    told = newly_told_of(Delivery.objects.get(pk=pk))
    doubles.find_doubles(told.values_list("pk", flat=True), actor=None)


@shared_task
def look_across_boards(pk: int) -> None:
    """Look for overlaps between boards in the jobs of everybody in an applied delivery."""
    touched = persons_touched(Delivery.objects.get(pk=pk))
    keys = list(touched.order_by().values_list("pk", flat=True))
    overlaps.look_across_boards(keys, actor=None, on=clock.today())


@shared_task
def look_at_merged(pk: int) -> None:
    """Look for overlaps in the jobs of two records that were merged or taken apart."""
    merged = Merge.objects.get(pk=pk)
    keys = [merged.survivor_id, merged.other_id]
    overlaps.look_across_boards(keys, actor=None, on=clock.today())


@shared_task
def make_letters(pk: int) -> None:
    bundle = LetterBundle.objects.select_related("asked_by").get(pk=pk)
    bundles.make_letters(bundle, actor=bundle.asked_by, on=clock.today(), now=timezone.now())


@shared_task
def clear_letters() -> None:
    bundles.clear_letters(actor=None, now=timezone.now())


@shared_task
def move_schools() -> None:
    takeovers.apply_due_takeovers(on=clock.today())


@shared_task
def escalate_disputes() -> None:
    disputes.escalate_overdue(on=clock.today())


@shared_task
def invite(board: int, actor: int) -> None:
    """Invite everybody of a board who has no code yet."""
    found = Board.objects.get(pk=board)
    at_board = at_work(board, on=clock.today())
    waiting = at_board.to_invite().without_code(timezone.now())
    people = waiting.values_list("person", flat=True)
    staff.invite_teachers(found, actor=Person.objects.get(pk=actor), persons=people)
