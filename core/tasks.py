from celery import shared_task

from . import outbox


@shared_task
def run_message(pk: int) -> None:
    outbox.run(pk)
