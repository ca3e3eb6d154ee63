"""Work that the outbox starts and that calls services."""

from celery import shared_task

from .models import Delivery
from .services import checks


@shared_task
def check_delivery(pk: int) -> None:
    checks.check_delivery(Delivery.objects.get(pk=pk), actor=None)


@shared_task
def apply_delivery(pk: int) -> None:
    delivery = Delivery.objects.select_related("approved_by").get(pk=pk)
    checks.apply_delivery(delivery, actor=delivery.approved_by)
