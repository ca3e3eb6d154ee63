"""Finding a teacher by name: accents, prefixes and a typing error do not matter, best first.

Nobody gets a list without a name, and never more than some people: the register is to look
somebody up in, not to take along.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from django.db import connection
from django.utils.translation import get_language

from accounts.names import plain, whole_name
from register.models import Listing, Qualification
from register.rules.names import name_words, one_error_apart, shortened, typed_name
from schools.selectors import workplaces_of

from .qualifications import name_of

MOST = 20  # people on a page, and there is no second page
MOST_WEIGHED = 1000  # people that are put in order
MOST_WORDS = 5
MOST_ALIKE = 40  # words that are one typing error away


class Bearer(NamedTuple):
    """A teacher with a name that was searched for; ``key`` is the name under which they sort."""

    key: str
    person: int
    number: str
    given_names: str
    prefix: str
    family_name: str
    shows_school: bool


# In the order of ``Bearer``
COLUMNS = (
    "name_key",
    "registration__person",
    "registration__person__number",
    "registration__person__given_names",
    "registration__person__prefix",
    "registration__person__family_name",
    "shows_school",
)
BEGINS = "register_listing.name_key like %s || '%%'"
HAS_INITIAL = "register_listing.name_key like '%% ' || %s || '%%'"
HAS_ALL = "register_listing.words @> %s::varchar[]"
HAS_ONE = "register_listing.words && %s::varchar[]"
IS_THERE = "register_listing.shows_school and register_listing.places @> %s::varchar[]"
# Those who meet the conditions are put in order before anything else about them is read.
BEST = """
with register_listing as (
    select * from (
        select *, case when split_part(name_key, ' ', 1) = any(%s) then 0
            when split_part(name_key, ' ', 1) = any(%s) then 1 else 2 end as place
        from register_listing where {conditions} limit %s
    ) as found order by place, name_key
) {public} order by register_listing.place, register_listing.name_key limit %s"""
# For a word with many letters PostgreSQL would read all words, which takes ten times as long.
BY_INDEX = "set local enable_seqscan = off; "
ALIKE = "(select %s, text from register_nameword where shortened && %s::varchar[] limit %s)"

Condition = tuple[str, str | list[str]]


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
    words = list(dict.fromkeys(typed.words))[:MOST_WORDS]
    if not words:
        return Found([], more=False, forgiven=False)
    narrowed: list[Condition] = [(HAS_INITIAL, initial) for initial in typed.initials]
    if places := name_words(plain(place)):
        narrowed.append((IS_THERE, places))
    found, forgiven = _bearing(words, narrowed), False
    if not found:
        found, forgiven = _nearly_bearing(words, narrowed), True
    return Found(
        _teachers(found[:MOST], on=on), more=len(found) > MOST, forgiven=forgiven and bool(found)
    )


def _bearing(words: list[str], narrowed: list[Condition]) -> list[Bearer]:
    """Return who has all these words in the name; one word is first of all a family name."""
    found: set[Bearer] = set()
    if len(words) == 1:
        found = _beginning([(BEGINS, words[0]), *narrowed])
    meant = [[word] for word in words]
    if len(found) <= MOST:
        found |= _best([(HAS_ALL, words), *narrowed], meant)
    return _ranked(found, meant)


def _nearly_bearing(words: list[str], narrowed: list[Condition]) -> list[Bearer]:
    """Return who has these words in the name when one error in each is forgiven."""
    meant = _meant(words)
    conditions = [*((HAS_ONE, each) for each in meant), *narrowed]
    return _ranked(_best(conditions, meant), meant)


def _beginning(conditions: list[Condition]) -> set[Bearer]:
    """Return the public teachers who meet all these conditions and sort first."""
    public, params = _public()
    every, values = _all(conditions)
    sql = f"{public} and {every} order by register_listing.name_key limit %s"
    return _read(sql, [*params, *values, MOST + 1])


def _best(conditions: list[Condition], meant: list[list[str]]) -> set[Bearer]:
    """Return the public teachers who meet all these conditions and are ``_ranked`` first."""
    public, params = _public()
    every, values = _all(conditions)
    any_word = [word for each in meant for word in each]
    sql = BEST.format(public=public, conditions=every)
    return _read(sql, [meant[-1], any_word, *values, MOST_WEIGHED, *params, MOST + 1])


def _all(conditions: list[Condition]) -> tuple[str, list[str | list[str]]]:
    return " and ".join(sql for sql, _ in conditions), [value for _, value in conditions]


def _read(sql: str, values: Sequence[str | list[str] | int]) -> set[Bearer]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return {Bearer(*row) for row in cursor.fetchall()}


@cache
def _public() -> tuple[str, list[str]]:
    """Return the SQL of the public teachers, which ends in its conditions, with its parameters.

    Kept, because Django needs a millisecond to write it: as long as the rest of a search.
    """
    sql, params = Listing.objects.public().values_list(*COLUMNS).query.sql_with_params()
    return sql, [str(param) for param in params]


def _meant(words: list[str]) -> list[list[str]]:
    """Return for each word the word itself and those that are one typing error away."""
    alike: dict[str, list[str]] = {word: [word] for word in words}
    with connection.cursor() as cursor:
        values = [each for word in words for each in (word, shortened(word), 5 * MOST_ALIKE)]
        cursor.execute(BY_INDEX + " union all ".join([ALIKE] * len(words)), values)
        for word, text in cursor.fetchall():
            if one_error_apart(word, text):
                alike[word].append(text)
    return [texts[: 1 + MOST_ALIKE] for texts in alike.values()]


def _ranked(found: Iterable[Bearer], meant: list[list[str]]) -> list[Bearer]:
    """Put first whose family name is the last word that was typed, then any of the words."""

    def rank(bearer: Bearer) -> tuple[int, str, str]:
        family = bearer.key.partition(" ")[0]
        place = 0 if family in meant[-1] else 1 if any(family in each for each in meant) else 2
        return place, bearer.key, bearer.number

    return sorted(found, key=rank)


def _teachers(found: Sequence[Bearer], *, on: date) -> list[Teacher]:
    """Return these people, in this order, as a list shows them."""
    qualified = _qualifications([bearer.person for bearer in found])
    showing = [bearer.person for bearer in found if bearer.shows_school]
    schools = workplaces_of(showing, on=on) if showing else {}
    return [
        Teacher(
            name=whole_name(bearer.given_names, bearer.prefix, bearer.family_name),
            number=bearer.number,
            qualifications=qualified.get(bearer.person, []),
            schools=schools.get(bearer.person, []),
        )
        for bearer in found
    ]


def _qualifications(people: Sequence[int]) -> dict[int, list[str]]:
    """Return what each of these people is confirmed to be qualified for."""
    names: dict[int, list[str]] = defaultdict(list)
    rows = Qualification.objects.confirmed().filter(person__in=people)
    language = get_language() or ""
    for person, *facts in rows.values_list("person", "sector", "subject", "checked_on"):
        names[person].append(name_of(*facts, language))
    return names
