"""What other apps may ask of schools."""

from .colleagues import of_the_same_boards
from .disputes import escalated_disputes, escalated_questions
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
    "escalated_questions",
    "of_the_same_boards",
    "sectors_of",
    "spells_of",
    "teaching_spells",
    "workplaces_of",
]
