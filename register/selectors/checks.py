"""Which of these teachers were registered on a day? One statement, however many there are."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection
from joserfc.util import urlsafe_b64decode

from accounts.models import Agreement, ApiClient
from accounts.names import is_number
from core import crypto
from register.models import CheckProof, RegisterCheck
from schools.choices import Section

from .public import plain_number

REGISTERED = "ingeschreven"
NOT_REGISTERED = "niet ingeschreven"
NOT_POSSIBLE = "niet mogelijk volgens reglement"
NO_NUMBER = "nummer onjuist"
REASONS = {Section.ANTEROOM.value: "voorportaal", Section.SUPPORT.value: "ondersteuning"}

# The number of a merged record leads to the survivor. With `limit 1` each is looked up by index:
# PostgreSQL would rather read all people of the country, which takes four times as long.
_FIND = """
with recursive asked as (
    select * from unnest(%s::text[], %s::date[]) with ordinality as asked (number, born, place)
), named as (
    select asked.place, asked.born, person.id, person.merged_into_id as next
    from asked cross join lateral (
        select id, merged_into_id from accounts_person
        where number = asked.number and number <> '' limit 1
    ) as person
  union all
    select named.place, named.born, person.id, person.merged_into_id
    from named cross join lateral (
        select id, merged_into_id from accounts_person where id = named.next limit 1
    ) as person
    where named.next is not null
)
select named.place, person.id, person.number, coalesce(bool_or(held.section = %s), false),
    min(held.section) filter (where held.section <> %s)
from named
join accounts_person person on person.id = named.id and person.birth_date = named.born
left join register_registration held
    on held.person_id = person.id and held.registered_on <= %s
    and (held.ended_on is null or held.ended_on > %s)
where named.next is null
group by named.place, person.id
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A teacher to check; ``label`` is the asker's own reference, returned unchanged."""

    number: str
    birth_date: date | None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer about one teacher.

    ``person`` is who was found, to be told about the check; ``replaced_by`` is their present number
    if the record that was asked about was merged.
    """

    asked: Asked
    answer: str
    reason: str
    person: int | None
    replaced_by: str = ""

    def told(self) -> dict[str, str]:
        """Return the answer as a dict with the field names of the API."""
        return {
            "registratienummer": self.asked.number,
            "kenmerk": self.asked.label,
            "antwoord": self.answer,
            "reden": self.reason,
            "vervangenDoor": self.replaced_by,
        }


def wrong_in_check(agreement: Agreement | None, *, on: date, today: date) -> list[str]:
    """Return codes for why nothing can be asked today under this agreement, or about this day."""
    over = agreement and not Agreement.objects.on(today).filter(pk=agreement.pk).exists()
    wrong = {"agreement_over": over, "day_to_come": on > today}
    return [code for code, true in wrong.items() if true]


def answers(asked: Sequence[Asked], *, on: date, with_reason: bool) -> list[Answer]:
    """Return an answer to each question, in order.

    People who are unknown, have another date of birth, were only delivered, have left or were
    struck off are “not registered”, without any difference between these. With a reason, people who
    confirmed a place in the anteroom or the support section “could not be registered”, as subsidy
    schemes need to know (domain.md §7).
    """
    found = _found(asked, on=on)
    return [
        _answer(one, found.get(place), with_reason=with_reason)
        for place, one in enumerate(asked, start=1)
    ]


def _found(asked: Sequence[Asked], *, on: date) -> dict[int, tuple[int, str, bool, str | None]]:
    numbers = [plain_number(one.number) for one in asked]
    births = [one.birth_date for one in asked]
    register = Section.REGISTER.value
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [numbers, births, register, register, on, on])
        return {place: (person, *held) for place, person, *held in cursor.fetchall()}


def _answer(asked: Asked, found: Any, *, with_reason: bool) -> Answer:
    if found is None:
        reason = "" if is_number(plain_number(asked.number)) else NO_NUMBER
        return Answer(asked, NOT_REGISTERED, reason, None)
    person, number, registered, elsewhere = found
    now = number if number != plain_number(asked.number) else ""
    if registered:
        return Answer(asked, REGISTERED, "", person, now)
    if elsewhere and with_reason:
        return Answer(asked, NOT_POSSIBLE, REASONS[elsewhere], person, now)
    return Answer(asked, NOT_REGISTERED, "", person, now)


def statement(
    check: RegisterCheck, agreement: Agreement, told: Iterable[Answer], client: ApiClient | None
) -> dict[str, Any]:
    """Return the statement to sign: who asked, what for, about which day, and every answer."""
    return {
        "iss": settings.SITE_URL,
        "jti": f"register-controle-{check.pk}",
        "iat": int(check.asked_at.timestamp()),
        "organisatie": agreement.organisation.name,
        "koppeling": client.name if client else "",
        "doel": agreement.code,
        "omschrijving": agreement.purpose,
        "peildatum": check.on,
        "antwoorden": [one.told() for one in told],
    }


def signed_words(check: RegisterCheck) -> str:
    """Return the signed answer to a check; empty once it was deleted."""
    sealed = bytes(check.sealed)
    return crypto.decrypt(sealed, bound_to=place_of(check)).decode() if sealed else ""


def statement_in(words: str) -> dict[str, Any]:
    """Return the statement in a signed answer of ours, without verifying the signature."""
    told: dict[str, Any] = json.loads(urlsafe_b64decode(words.split(".")[1].encode()))
    return told


def answers_in(words: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = statement_in(words)["antwoorden"]
    return found


def place_of(check: RegisterCheck) -> str:
    """Return what the sealed answer of a check is bound to (``core.crypto``)."""
    return f"check {check.pk}"


def paper_of(proof: CheckProof) -> bytes:
    """Return the PDF of a proof; empty once it was deleted."""
    sealed = bytes(proof.sealed)
    return crypto.decrypt(sealed, bound_to=place_of_proof(proof.check_made_id)) if sealed else b""


def place_of_proof(check: int) -> str:
    return f"proof of check {check}"


def proof_of_file(sha256: str) -> CheckProof | None:
    """Return the proof whose file has exactly this fingerprint."""
    rows = CheckProof.objects.select_related("check_made__agreement__organisation")
    return rows.filter(sha256=sha256).first()
