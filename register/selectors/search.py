"""Finding a teacher by name: accents, prefixes and a typing error do not matter, best first.

Nobody gets a list without a name, and never more than some people: the register is to look
somebody up in, not to take along.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils.translation import get_language

from accounts.models import Person
from accounts.names import plain
from register.models import Listing, NameWord, Qualification
from register.querysets import ListingQuerySet
from register.rules.names import name_words, one_error_apart, shortened, typed_name
from schools.selectors import workplaces_of

from .qualifications import name_of

MOST = 20  # people on a page, and there is no second page
MOST_WEIGHED = 500  # people that are put in order
MOST_WORDS = 5
MOST_ALIKE = 40  # words that are one typing error away
SHOWN = ("given_names", "prefix", "family_name", "number")

Weighed = tuple[int, str]  # the key of a registration and its name


@dataclass(frozen=True)
class Teacher:
    """What a list shows of somebody who was found; ``schools`` only by their own choice."""

    name: str
    number: str
    qualifications: list[str]
    schools: list[str]


@dataclass(frozen=True)
class Found:
    """The best answers to a question. ``forgiven``: nobody has exactly this name."""

    teachers: list[Teacher]
    more: bool
    forgiven: bool


def search_teachers(name: str, *, place: str, on: date) -> Found:
    """Return who bears a name, and shows a school there where a school or town is given."""
    typed = typed_name(plain(name))
    words = typed.words[:MOST_WORDS]
    if not words:
        return Found([], more=False, forgiven=False)
    listed = Listing.objects.found_by_name(typed.initials, name_words(plain(place)))
    found, forgiven = _bearing(listed, words), False
    if not found:
        found, forgiven = _nearly_bearing(listed, words), True
    best = [key for key, _ in found[: MOST + 1]]
    return Found(
        _teachers(best[:MOST], on=on), more=len(best) > MOST, forgiven=forgiven and bool(best)
    )


def _bearing(listed: ListingQuerySet, words: Sequence[str]) -> list[Weighed]:
    """Return who has all these words in the name; one word is first of all a family name."""
    found: set[Weighed] = set()
    if len(words) == 1:
        begins = listed.filter(name_key__startswith=words[0]).order_by("name_key")
        found = set(begins.values_list("pk", "name_key")[: MOST + 1])
    if len(found) <= MOST:
        anywhere = listed.filter(words__contains=words)
        found.update(anywhere.values_list("pk", "name_key")[:MOST_WEIGHED])
    return _ranked(found, words)


def _nearly_bearing(listed: ListingQuerySet, words: Sequence[str]) -> list[Weighed]:
    """Return who has these words in the name when one error in each is forgiven."""
    meant = list(words)
    for word in words:
        alike = _alike(word)
        meant += alike
        listed = listed.filter(words__overlap=[word, *alike])
    return _ranked(listed.values_list("pk", "name_key")[:MOST_WEIGHED], meant)


def _alike(word: str) -> list[str]:
    # One question for all words would be read in full: the index is left alone for so many keys.
    candidates = NameWord.objects.filter(shortened__overlap=shortened(word))
    texts = candidates.values_list("text", flat=True)[: 5 * MOST_ALIKE]
    return [text for text in texts if one_error_apart(word, text)][:MOST_ALIKE]


def _ranked(found: Iterable[Weighed], words: Sequence[str]) -> list[Weighed]:
    """Put first whose family name is the last word that was typed, then any of the words."""

    def rank(weighed: Weighed) -> tuple[int, str]:
        family = weighed[1].partition(" ")[0]
        return (0 if family == words[-1] else 1 if family in words else 2), weighed[1]

    return sorted(found, key=rank)


def _teachers(keys: Sequence[int], *, on: date) -> list[Teacher]:
    """Return who has these registrations, in this order, as a list shows them."""
    people = Person.objects.filter(registrations__in=keys).only(*SHOWN)
    held = {
        person.held: person
        for person in people.annotate(
            held=F("registrations"), shows_school=F("registrations__listing__shows_school")
        )
    }
    qualified = _qualifications([person.pk for person in held.values()])
    showing = [person.pk for person in held.values() if person.shows_school]
    schools = workplaces_of(showing, on=on) if showing else {}
    return [
        Teacher(
            name=held[key].full_name,
            number=held[key].number,
            qualifications=qualified.get(held[key].pk, []),
            schools=schools.get(held[key].pk, []),
        )
        for key in keys
    ]


def _qualifications(people: Sequence[int]) -> dict[int, list[str]]:
    """Return what each of these people is confirmed to be qualified for."""
    names: dict[int, list[str]] = defaultdict(list)
    rows = Qualification.objects.confirmed().filter(person__in=people)
    language = get_language() or ""
    for person, *facts in rows.values_list("person", "sector", "subject", "checked_on"):
        names[person].append(name_of(*facts, language))
    return names
