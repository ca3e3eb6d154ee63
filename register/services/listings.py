"""The search index of the open register, and what teachers let it show."""

from collections.abc import Sequence
from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.names import plain
from accounts.selectors.shields import is_shielded
from core import audit
from core.errors import Refused
from core.permissions import require
from register import permissions
from register.models import Listing, Registration
from register.rules.names import SHORTEST_TO_FORGIVE, name_words
from schools.selectors import workplaces_of

# The words of a name as ``rules.names.name_words`` splits it.
_LIST = """
insert into register_listing (registration_id, name_key, words, shows_school, places)
select id, array_to_string(words, ' '), words, false, '{}' from (
    select r.id, array_remove(
        regexp_split_to_array(replace(p.sort_key, 'ij', 'y'), '[^[:alnum:]]+'), '') as words
    from register_registration r join accounts_person p on p.id = r.person_id
    where r.section = 'register' and r.status = 'registered'
        and (%(only)s::bigint[] is null or r.id = any(%(only)s))
) named
on conflict (registration_id) do update
set name_key = excluded.name_key, words = excluded.words
where register_listing.name_key <> excluded.name_key
"""
# What ``rules.names.shortened`` makes of a word.
_ADD_WORDS = """
insert into register_nameword (text, shortened)
select word, case when length(word) < %(shortest)s then array[word] else array(
    select word union select overlay(word placing '' from n for 1)
    from generate_series(1, length(word)) n) end
from (select distinct unnest(words) as word from register_listing
    where %(only)s::bigint[] is null or registration_id = any(%(only)s)) named
on conflict (text) do nothing
"""


@transaction.atomic
def refresh_listings(*, only: Sequence[int] | None = None) -> None:
    """Index registered teachers under their present names: all, or these registrations only.

    Rows that are right already are not touched.
    """
    figures = {"only": None if only is None else list(only), "shortest": SHORTEST_TO_FORGIVE}
    with connection.cursor() as cursor:
        cursor.execute(_LIST, figures)
        cursor.execute(_ADD_WORDS, figures)


def refresh_places(*, on: date) -> int:
    """Update the schools of teachers who show them; return for how many they changed."""
    shown = Listing.objects.filter(shows_school=True).select_related("registration")
    return sum(_place(listing, on=on) for listing in shown.iterator())


@transaction.atomic
def choose_openness(
    registration: Registration, *, actor: Person, shows_school: bool, on: date
) -> Listing:
    """Let the open register show a teacher's schools, or stop doing so.

    Raises Refused for shielded teachers: nothing of theirs is shown anyway.
    """
    require(permissions.can_choose_openness(actor, registration))
    if is_shielded(registration.person):
        raise Refused(_("You are shielded: nobody sees where you work."), code="shielded")
    listing = Listing.objects.select_for_update(no_key=True).get(registration=registration)
    if listing.shows_school != shows_school:
        listing.shows_school, listing.places = shows_school, []
        listing.save(update_fields=["shows_school", "places"])
        audit.record("openness_chosen", registration, actor=actor, shows_school=shows_school)
    if shows_school:
        _place(listing, on=on)
    return listing


def _place(listing: Listing, *, on: date) -> bool:
    person = listing.registration.person_id
    schools = workplaces_of([person], on=on).get(person, [])
    places = sorted({word for school in schools for word in name_words(plain(school))})
    if places == listing.places:
        return False
    listing.places = places
    listing.save(update_fields=["places"])
    return True


@transaction.atomic
def count_opened(registration: Registration, *, viewer: Person | None, on: date) -> None:
    """Count that a public entry was opened, unless by the teacher in question."""
    if viewer is not None and viewer.pk == registration.person_id:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into register_opened as o (registration_id, day, times) values (%s, %s, 1) "
            "on conflict (registration_id, day) do update set times = o.times + 1",
            [registration.pk, on],
        )
