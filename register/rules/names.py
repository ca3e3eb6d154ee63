"""How a typed name is compared with the names in the register. Standard library only."""

import re
from dataclasses import dataclass

SHORTEST_TO_FORGIVE = 4  # letters; an error in a shorter word makes it another word
BETWEEN = re.compile(r"[^\w]+|_")
# Prefixes do not identify anybody: “de Groot” is sorted under G, and some people leave them out.
_PREFIXES = """
aan af al als am auf aus bij by d da dal das de del den der des di dos du el en het im in l la le
les lo los mac of onder op over s t te ten ter the tot uit van vanden ver vom von voor vor zu zum
zur
"""
PREFIXES = frozenset(_PREFIXES.split())


@dataclass(frozen=True)
class Typed:
    """What somebody typed: whole words, and initials that narrow the search."""

    words: tuple[str, ...]
    initials: tuple[str, ...]


def name_words(plain_name: str) -> list[str]:
    """Return the words of a normalised name; “ij” and “y” are treated as the same."""
    return [word for word in BETWEEN.split(plain_name.replace("ij", "y")) if word]


def typed_name(plain_name: str) -> Typed:
    """Return what to search for. If only prefixes were typed, they are the words."""
    found = name_words(plain_name)
    whole = [word for word in found if len(word) > 1]
    words = [word for word in whole if word not in PREFIXES] or whole
    return Typed(tuple(words), tuple(word for word in found if len(word) == 1))


def shortened(word: str) -> list[str]:
    """Return a word and, if it is long enough, every variant of it with one letter removed.

    Two words with one typing error between them (a letter too many, too few, different, or two
    swapped) share a variant. So do some with two errors; ``one_error_apart`` tells them apart.
    """
    if len(word) < SHORTEST_TO_FORGIVE:
        return [word]
    return sorted({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})


def one_error_apart(one: str, other: str) -> bool:
    """Tell whether exactly one typing error turns one word into the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    at = next((n for n, pair in enumerate(zip(one, other, strict=False)) if len({*pair}) > 1), None)
    if at is None:
        return True
    rest, others = one[at:], other[at:]
    swapped = rest[1::-1] + rest[2:]
    return rest[1:] == others[1:] or rest[1:] == others or rest == others[1:] or swapped == others
