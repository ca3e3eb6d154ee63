"""Mail, started by the outbox."""

from celery import shared_task

from core import clock

from . import letters
from .models import Judgement


@shared_task
def mail_judgement(judgement: int) -> None:
    rows = Judgement.objects.select_related("submission__offer__provider")
    letters.judgement(rows.get(pk=judgement), on=clock.today()).send()
