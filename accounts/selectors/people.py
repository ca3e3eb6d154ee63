"""People, found by number, citizen service number or address."""

from collections.abc import Iterable

from django.db.models import Model, QuerySet

from accounts import identifiers, names
from accounts.choices import IdentifierKind
from accounts.models import Person, PersonIdentifier, View


def who_looked(person: Person) -> QuerySet[View]:
    """Return who viewed a person's file, latest first: the organisation and the function.

    Not the name: the law gives a person no right to know which employee it was, unless they need it
    to defend a right (CJEU C-579/21).
    """
    return person.views.select_related("role__organisation", "agreement")


def person_by_bsn(bsn: str) -> Person | None:
    """Return the person with a citizen service number, else the one who once had it by mistake."""
    return person_by_digest(identifiers.bsn_digest(bsn))


def person_by_digest(digest: bytes) -> Person | None:
    """Return the person whose present or former citizen service number has this digest."""
    found = PersonIdentifier.objects.filter(kind=IdentifierKind.BSN, digest=digest)
    identifier = found.select_related("person").order_by("-retired_at").first()
    return identifier.person if identifier else None


def family_names(persons: Iterable[int]) -> dict[int, set[str]]:
    """Return the family names that people have or ever had, plain (``accounts.names.plain``)."""
    found: dict[int, set[str]] = {}
    versions: type[Model] = Person.events.rel.related_model
    rows = versions._default_manager.filter(pgh_obj__in=list(persons))
    for person, name in rows.values_list("pgh_obj", "family_name").distinct():
        found.setdefault(person, set()).add(names.plain(name))
    return found


def person_by_number(number: str) -> Person | None:
    """Return the person with a registration number; a merged record leads to the survivor."""
    if not number:  # as those have who never came into the register
        return None
    person = Person.objects.select_related("merged_into").filter(number=number).first()
    while person and person.merged_into_id:
        person = person.merged_into
    return person


def people_by_numbers(numbers: Iterable[str]) -> dict[str, Person]:
    """Return people by registration number; a merged record leads to the survivor."""
    asked = set(numbers) - {""}
    found = {one.number: one for one in Person.objects.filter(number__in=asked)}
    while merged := {one.merged_into_id for one in found.values() if one.merged_into_id}:
        remained = Person.objects.in_bulk(merged)
        found = {
            number: remained[one.merged_into_id] if one.merged_into_id else one
            for number, one in found.items()
        }
    return found


def has_account(email: str) -> bool:
    return Person.objects.with_address(email).exists()
