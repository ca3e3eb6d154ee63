"""Downloading everything that the register stores about oneself."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import chain

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from accounts.models import Person
from accounts.portability import everything_about
from core import audit
from core.packing import zipped
from core.permissions import require
from cpd import exports
from cpd.selectors.file import periods_of, search_activities, told
from cpd.selectors.own_evidence import own_evidence
from register import permissions
from register.papers.own_paper import own_data_pdf
from register.papers.scans import KINDS, of_diploma, of_leave, open_paper
from register.selectors.own_data import leave_papers_of, own_data_of, papers_of

READ_ME = """Dit is alles wat het Lerarenregister over u bewaart.

gegevens.pdf     om te lezen: uw plaats in het register, wat scholen doorgaven, wie keek
gegevens.json    alles, voor een ander systeem: per tabel de rijen
activiteiten.*   uw activiteiten, om te lezen en voor een rekenblad
diplomas/        de scans die u heeft ingeleverd
verlof/          wat u meestuurde toen u om uitstel vroeg
bewijs/          de bestanden bij uw activiteiten, met de dag van de activiteit

Uw burgerservicenummer staat er niet in. Niet meegeleverd: wachtwoorden en andere geheimen, en de
namen van medewerkers die iets deden.
"""


@transaction.atomic
def take_along(person: Person, *, actor: Person, on: date) -> Iterator[bytes]:
    """Return a ZIP with everything about a person, to read and for other systems.

    It is streamed in parts, because evidence can be hundreds of files.
    """
    require(permissions.can_take_along(actor, person))
    audit.record("taken_along", person, actor=actor)
    activities = told(search_activities(person, {}), periods_of(person))
    to_read: list[tuple[str, str | bytes]] = [
        ("LEESMIJ.txt", READ_ME),
        ("gegevens.json", _json(person)),
        ("gegevens.pdf", own_data_pdf(own_data_of(person, on=on))),
        ("activiteiten.csv", exports.as_csv(activities)),
        ("activiteiten.pdf", exports.as_pdf(activities, owner=person)),
    ]
    return zipped(chain(to_read, _diplomas(person), _leave(person), _proof(person)))


def _diplomas(person: Person) -> Iterator[tuple[str, bytes]]:
    for file in papers_of(person).iterator(chunk_size=1):
        yield (
            f"diplomas/{file.pk}.{KINDS[file.kind]}",
            open_paper(file.sealed, place=of_diploma(file.pk)),
        )


def _leave(person: Person) -> Iterator[tuple[str, bytes]]:
    for paper in leave_papers_of(person).iterator(chunk_size=1):
        content = open_paper(paper.sealed, place=of_leave(paper.pk))
        yield f"verlof/{paper.pk}.{KINDS[paper.kind]}", content


def _proof(person: Person) -> Iterator[tuple[str, bytes]]:
    return ((f"bewijs/{name}", content) for name, content in own_evidence(person))


def _json(person: Person) -> str:
    return json.dumps(everything_about(person), cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
