"""What teachers do with all that the register keeps about them."""

import io
import json
import zipfile
from datetime import date

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from accounts.models import Person
from accounts.portability import everything_about
from core import audit
from core.permissions import require
from cpd import exports
from cpd.selectors.file import periods_of, search_activities, told
from register import permissions
from register.own_paper import own_data_pdf
from register.papers import KINDS, open_paper
from register.selectors.own_data import own_data_of, papers_of

READ_ME = """Dit is alles wat het Lerarenregister over u bewaart.

gegevens.pdf     om te lezen: uw plaats in het register, wat scholen doorgaven, wie keek
gegevens.json    alles, voor een ander systeem: per tabel de rijen
activiteiten.*   uw activiteiten, om te lezen en voor een rekenblad
diplomas/        de scans die u heeft ingeleverd

Uw burgerservicenummer staat er niet in. Niet meegeleverd: wachtwoorden en andere geheimen, en de
namen van medewerkers die iets deden.
"""


@transaction.atomic
def take_along(person: Person, *, actor: Person, on: date) -> bytes:
    """Return a ZIP with all that is kept about a person, to read and for another system."""
    require(permissions.can_take_along(actor, person))
    audit.record("taken_along", person, actor=actor)
    activities = told(search_activities(person, {}), periods_of(person))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("LEESMIJ.txt", READ_ME)
        archive.writestr("gegevens.json", _json(person))
        archive.writestr("gegevens.pdf", own_data_pdf(own_data_of(person, on=on)))
        archive.writestr("activiteiten.csv", exports.as_csv(activities))
        archive.writestr("activiteiten.pdf", exports.as_pdf(activities, owner=person))
        for file in papers_of(person):
            scan = open_paper(file.sealed, check=file.pk)
            archive.writestr(f"diplomas/{file.pk}.{KINDS[file.kind]}", scan)
    return packed.getvalue()


def _json(person: Person) -> str:
    return json.dumps(everything_about(person), cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
