"""Whose file is shielded."""

from accounts.choices import ShieldStatus
from accounts.models import Person, Shield


def is_shielded(person: Person) -> bool:
    return person.shields.working().exists()


def shields_to_look_at() -> int:
    return Shield.objects.filter(status=ShieldStatus.ASKED).count()
