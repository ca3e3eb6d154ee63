"""What a note in the register means for somebody's work, and from which day (domain.md §2.5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Effect:
    """The effect of a note from a day on."""

    since: date
    code: str


def effects_ahead(effects: Iterable[Effect], *, on: date) -> list[Effect]:
    """Return the effect that holds on a day, and those that are known to follow."""
    ordered = sorted(effects, key=lambda effect: effect.since)
    now = [effect for effect in ordered if effect.since <= on]
    return now[-1:] + [effect for effect in ordered if effect.since > on]
