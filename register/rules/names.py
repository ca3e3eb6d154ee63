"""How a typed name is held against the names in the register. Standard library only."""

import re
from dataclasses import dataclass

SHORTEST_TO_FORGIVE = 4  # letters; a shorter word with an error is another word
BETWEEN = re.compile(r"[^\w]+|_")
# Prefixes do not say who somebody is: “de Groot” stands at the G, and some leave them out.
_PREFIXES = """
aan af al als am auf aus bij by d da dal das de del den der des di dos du el en het im in l la le
les lo los mac of onder op over s t te ten ter the tot uit van vanden ver vom von voor vor zu zum
zur
"""
PREFIXES = frozenset(_PREFIXES.split())


@dataclass(frozen=True)
class Typed:
    """What somebody typed: whole words, and initials that narrow them."""

    words: tuple[str, ...]
    initials: tuple[str, ...]


def name_words(plain_name: str) -> list[str]:
    """Return the words of a name that was made plain; “ij” and “y” are one sound."""
    return [word for word in BETWEEN.split(plain_name.replace("ij", "y")) if word]


def typed_name(plain_name: str) -> Typed:
    """Return what to look for. Where only prefixes were typed, those are the words."""
    found = name_words(plain_name)
    whole = [word for word in found if len(word) > 1]
    words = [word for word in whole if word not in PREFIXES] or whole
    return Typed(tuple(words), tuple(word for word in found if len(word) == 1))


def shortened(word: str) -> list[str]:
    """Return a word and, where it is long enough, what is left of it without each of its letters.

    Two words that share one of these are a single typing error apart: a letter too many or too
    few, another letter, or two that changed places. (Some are two apart; ``apart`` tells.)
    """
    if len(word) < SHORTEST_TO_FORGIVE:
        return [word]
    return sorted({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})


def one_error_apart(one: str, other: str) -> bool:
    """Tell whether one typing error makes the one word into the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    at = next((n for n, pair in enumerate(zip(one, other, strict=False)) if len({*pair}) > 1), None)
    if at is None:
        return True
    rest, others = one[at:], other[at:]
    swapped = rest[1::-1] + rest[2:]
    return rest[1:] == others[1:] or rest[1:] == others or rest == others[1:] or swapped == others
