"""Documents on paper: the certificate and the decision letter, as PDF and as HTML.

Nothing here reads the database: what stands on a sheet comes in as one frozen content, so that a
document can be made again exactly as it was.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from django.utils.safestring import SafeString

from .rules import Assessment, Period


@dataclass(frozen=True)
class Issuer:
    """Who issues a document and where an objection is sent."""

    name: str
    address: tuple[str, ...]
    email: str


@dataclass(frozen=True)
class Qualified:
    """What somebody is qualified to teach, in Dutch and in English (which may be empty)."""

    name: str
    name_en: str


@dataclass(frozen=True)
class CertificateContent:
    """All that stands on a certificate (domain.md §10.6): no BSN and no date of birth.

    ``valid_until`` is exclusive like every end; the sheet shows the last day. ``hours`` are per
    category code, as they were done; ``assessment`` says what counted.
    """

    name: str
    number: str
    qualifications: tuple[Qualified, ...]
    registered_on: date
    period: Period
    valid_until: date
    hours: dict[str, Decimal]
    assessment: Assessment
    rule_set: str
    issued_on: date
    code: str
    check_url: str
    issuer: Issuer
    demo: bool


@dataclass(frozen=True)
class LetterContent:
    """All that stands in a decision on re-registration.

    ``until`` is exclusive: with ``renewed`` the end of the next period, with ``conditional`` that
    of the extra time. ``objection_ends_on`` is the last day of the term. ``draft`` marks a
    letter whose legal terms no lawyer has confirmed yet (domain.md §3.3).
    """

    outcome: Literal["renewed", "conditional"]
    reference: str
    decided_on: date
    name: str
    number: str
    qualifications: tuple[str, ...]
    period: Period
    until: date
    assessment: Assessment
    rule_set: str
    objection_ends_on: date
    issuer: Issuer
    draft: bool
    demo: bool


def certificate_pdf(content: CertificateContent) -> bytes:
    """Return the certificate as one A4: tagged, in Dutch, with fonts inside."""
    raise NotImplementedError


def letter_html(content: LetterContent) -> SafeString:
    """Return the body of a decision letter, the same on a page and on paper."""
    raise NotImplementedError


def letter_pdf(content: LetterContent) -> bytes:
    """Return the decision letter as A4 pages: tagged, in Dutch, with fonts inside."""
    raise NotImplementedError
