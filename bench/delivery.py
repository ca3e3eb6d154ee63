"""A delivery file, from its bytes until it is applied."""

import csv
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django import forms
from django.db import transaction

from accounts.identifiers import bsn_ciphertext, bsn_digest
from accounts.models import Person, PersonIdentifier
from schools.models import Appointment, AppointmentBasis, Board, Location, StaffRecord

from . import files
from .bare import into_bare_tables, into_own_tables
from .importing import import_in_bulk
from .measure import Line, say, stopwatch

MOST = 2
PART = 10
BATCH = 5000
NUMBER = "98001"


def measure(rows: int) -> Line:
    """Deliver a file twice; beside it a bare COPY with one merge, and two usual ways."""
    board, officer = files.make_board(NUMBER)
    data = files.staff_file(rows, number=NUMBER)
    say(f"a delivery of {rows} rows, {len(data) / 1e6:.0f} MB")
    imported = import_in_bulk(board, data, rows // PART) * PART
    by_form = _form_per_row(board, data, rows // PART) * PART
    bare, same = into_bare_tables(data), into_own_tables(data, board)
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder, "first.csv"), Path(folder, "second.csv")
        first.write_bytes(data)
        second.write_bytes(data + b"\r\n")
        del data
        ours, megabytes = _deliver(first, officer.email)
        again, _ = _deliver(second, officer.email)
    return Line(
        work=f"a delivery of {rows} rows, from bytes to applied",
        ours=ours,
        limit=bare,
        most=MOST,
        peers={
            f"django-import-export in bulk, one in {PART} rows, scaled": imported,
            f"a form per row and bulk_create, one in {PART} rows, scaled": by_form,
        },
        notes={
            "the same rows again, s": round(again, 2),
            "most memory, MB": megabytes,
            "COPY and merge into our own tables, s": round(same, 2),
            "times that": round(ours / same, 2),
        },
    )


def _deliver(path: Path, email: str) -> tuple[float, int]:
    """Deliver a file in a process of its own; return its seconds and its peak memory in MB."""
    command = [sys.executable, "-m", "bench.alone", str(path), NUMBER, email]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  ours
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes


class RowForm(forms.Form):
    """The checks that a developer would write who starts with a form."""

    vestiging = forms.RegexField(r"^\d{2}[A-Z]{2}\d{2}$")
    personeelsnummer = forms.CharField(max_length=20)
    bsn = forms.RegexField(r"^\d{9}$")
    geslachtsnaam = forms.CharField(max_length=200)
    voorvoegsel = forms.CharField(max_length=20, required=False)
    voornamen = forms.CharField(max_length=200)
    geboortedatum = forms.DateField()
    geslacht = forms.ChoiceField(choices=[(sign, sign) for sign in "MVO"], required=False)
    email = forms.EmailField(required=False)
    functiecategorie = forms.IntegerField(min_value=1, max_value=18)
    aard_arbeidsrelatie = forms.IntegerField(min_value=1, max_value=4)
    betrekkingsomvang = forms.DecimalField(max_digits=5, decimal_places=4, localize=True)
    grondslagcode = forms.CharField(max_length=12)
    onderwijsterreinen = forms.CharField(required=False)
    begin = forms.DateField()
    einde = forms.DateField(required=False)
    mutatiesoort = forms.ChoiceField(choices=[(sign, sign) for sign in "NWBV"])
    mutatiedatum = forms.DateField()


def _form_per_row(board: Board, data: bytes, rows: int) -> float:
    """Validate and save the first rows in the usual way, and undo it."""
    places = dict(Location.objects.values_list("code", "pk"))
    reader = csv.DictReader(io.StringIO(data.decode()), delimiter=";")
    with stopwatch() as watch, transaction.atomic():
        batch = []
        for row, _ in zip(reader, range(rows), strict=False):
            form = RowForm(row)
            if form.is_valid():
                batch.append(form.cleaned_data)
            if len(batch) == BATCH:
                _save(board, batch, places)
                batch.clear()
        _save(board, batch, places)
        transaction.set_rollback(True)
    return watch.seconds


def _save(board: Board, batch: list[dict], places: dict[str, int]) -> None:
    people = Person.objects.bulk_create(_person(row) for row in batch)
    PersonIdentifier.objects.bulk_create(_identifiers(people, batch))
    pairs = list(zip(people, batch, strict=True))
    records = StaffRecord.objects.bulk_create(_record(board, *pair) for pair in pairs)
    appointments = Appointment.objects.bulk_create(
        _appointment(record, row, places) for record, row in zip(records, batch, strict=True)
    )
    AppointmentBasis.objects.bulk_create(
        AppointmentBasis(
            appointment=appointment,
            code=row["grondslagcode"],
            subject_areas=[],
            since=row["begin"],
            until=row["einde"],
        )
        for appointment, row in zip(appointments, batch, strict=True)
    )


def _person(row: dict) -> Person:
    return Person(
        password="!",  # noqa: S106  nobody signs in with it
        number=files.number_of(row["personeelsnummer"]),
        given_names=row["voornamen"],
        prefix=row["voorvoegsel"],
        family_name=row["geslachtsnaam"],
        birth_date=row["geboortedatum"],
    )


def _identifiers(people: list[Person], batch: list[dict]) -> Iterator[PersonIdentifier]:
    for person, row in zip(people, batch, strict=True):
        digest = bsn_digest(row["bsn"] + row["personeelsnummer"])
        ciphertext = bsn_ciphertext(row["bsn"], digest)
        yield PersonIdentifier(person=person, digest=digest, ciphertext=ciphertext)


def _record(board: Board, person: Person, row: dict) -> StaffRecord:
    return StaffRecord(
        board=board,
        person=person,
        staff_number=row["personeelsnummer"],
        family_name=row["geslachtsnaam"],
        prefix=row["voorvoegsel"],
        given_names=row["voornamen"],
        birth_date=row["geboortedatum"],
        email=row["email"],
    )


def _appointment(record: StaffRecord, row: dict, places: dict[str, int]) -> Appointment:
    begin: date = row["begin"]
    return Appointment(
        staff=record,
        location_id=places[row["vestiging"]],
        category=row["functiecategorie"],
        kind=row["aard_arbeidsrelatie"],
        fte=row["betrekkingsomvang"],
        since=begin,
        employed_since=begin,
    )
