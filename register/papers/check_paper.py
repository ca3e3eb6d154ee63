"""The answers to a check as a PDF for the asker's records, signed like a certificate.

Its content comes from the signed answer alone. In Dutch, like every document.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from core import paper
from register.selectors.checks import NOT_POSSIBLE, NOT_REGISTERED, REGISTERED, statement_in
from register.signing.keys import SigningKey, sign
from schools.exports import BYTE_ORDER_MARK, for_spreadsheet

from .check_file import ANSWER_HEADER, answer_rows
from .documents import LANGUAGE, Issuer

SIGNED_FOR = "Controle van inschrijvingen"
MOST_ON_PAPER = 250  # more lines take long to lay out, and are easier to read in a spreadsheet
SHEET, PROOF = "antwoorden.csv", "bewijs.jws"


@dataclass(frozen=True)
class Paper:
    """Its content; ``rows`` is empty if the list is only attached."""

    number: str
    organisation: str
    connection: str
    purpose: str
    on: date
    asked_at: datetime
    counts: tuple[tuple[str, int], ...]
    asked: int
    rows: tuple[tuple[str, str, str, str], ...]
    issuer: Issuer
    verify_at: str
    demo: bool


def check_paper(words: str, *, issuer: Issuer, verify_at: str, demo: bool) -> Paper:
    """Return the content for a signed answer; ``verify_at`` is the URL where it can be verified."""
    told = statement_in(words)
    rows = _rows(told)
    given = [one["antwoord"] for one in told["antwoorden"]]
    return Paper(
        number=told["jti"],
        organisation=told["organisatie"],
        connection=told["koppeling"],
        purpose=told["omschrijving"],
        on=date.fromisoformat(told["peildatum"]),
        asked_at=datetime.fromtimestamp(told["iat"], tz=UTC),
        counts=tuple((one, given.count(one)) for one in _told_apart(given)),
        asked=len(given),
        rows=tuple(rows) if len(rows) <= MOST_ON_PAPER else (),
        issuer=issuer,
        verify_at=verify_at,
        demo=demo,
    )


def signed_check(content: Paper, words: str, *, key: SigningKey) -> bytes:
    """Return the signed PDF, with the answers attached as CSV and as JWS."""
    rows = _rows(statement_in(words))
    sheet = f"{BYTE_ORDER_MARK}{for_spreadsheet(ANSWER_HEADER, rows)}"
    with translation.override(LANGUAGE):
        page = render_to_string("register/documents/check.html", {"content": content})
        pdf = paper.as_pdf(paper.lay_out(page), attached={SHEET: sheet, PROOF: words})
    reason = f"{SIGNED_FOR} {content.number}"
    return sign(pdf, key, name=content.issuer.name, reason=reason)


def _told_apart(given: list[str]) -> list[str]:
    """Return the answers to count: where the third is not allowed, 0 would say there is none."""
    return [REGISTERED, NOT_REGISTERED, *([NOT_POSSIBLE] if NOT_POSSIBLE in given else [])]


def _rows(told: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    with translation.override(LANGUAGE):
        return list(answer_rows(told["antwoorden"]))
