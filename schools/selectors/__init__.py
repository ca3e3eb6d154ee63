"""What the apps above ask of schools."""

from .disputes import escalated_disputes
from .people import (
    TeachingSpell,
    alike,
    bases_of,
    delivered_data,
    sectors_of,
    spells_of,
    teaching_spells,
)
from .workplaces import workplaces_of

__all__ = [
    "TeachingSpell",
    "alike",
    "bases_of",
    "delivered_data",
    "escalated_disputes",
    "sectors_of",
    "spells_of",
    "teaching_spells",
    "workplaces_of",
]
