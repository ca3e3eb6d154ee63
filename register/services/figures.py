"""Publishing what the register counts."""

from datetime import date

from django.db import transaction

from core import audit
from core.kpi import compute
from register.kpis.published import KPIS
from register.models import PublishedFigure


@transaction.atomic
def publish_figures(*, on: date) -> int:
    """Publish every key figure for the first day of a month, each once; return how many were new.

    It publishes whatever is missing, so after an interruption the figures only come late.
    """
    on = on.replace(day=1)
    published = 0
    for name, kpi in KPIS.items():
        values = {line.key: line.published for line in compute(kpi, on=on)}
        figure, new = PublishedFigure.objects.get_or_create(
            name=name, on=on, defaults={"values": values}
        )
        if new:
            audit.record("published", figure, actor=None, name=name, on=on)
        published += new
    return published
