from register import rules
from register.models import Case


def events_of(case: Case) -> list[rules.Event]:
    """Return what happened in a case, as its clocks want it."""
    return [event.as_event for event in case.events.order_by("pk")]
