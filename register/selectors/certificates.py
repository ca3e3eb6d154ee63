"""Which certificates no longer say what they should."""

from datetime import date

from accounts.models import Person
from register.models import Certificate


def under_another_name(person: Person, *, on: date) -> list[Certificate]:
    """Return certificates under a former name, which their holder can have issued again."""
    return [one for one in wrong_certificates(person, on=on) if one.withdrawn_on is None]


def wrong_certificates(person: Person, *, on: date) -> list[Certificate]:
    """Return certificates that can be issued again: under a former name, or withdrawn."""
    found = Certificate.objects.of(person).to_reissue(on).with_holder()
    return [certificate for certificate in found if not certificate.is_right]
