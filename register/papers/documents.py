"""The certificate and the decision letter, as PDF and as HTML.

Nothing here reads the database: the content of a document is passed in as one frozen object, so
that it can be made again exactly as it was. Documents are always in Dutch.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from accounts.names import grouped_number
from core import paper
from cpd.choices.activities import Category
from register.rules import Assessment, Facts, Finding, NormCode, Period, RuleSet, assess
from register.signing.codes import grouped, signed_for
from register.signing.keys import SigningKey, sign
from register.words.reasons import (
    gap_text,
    hours_text,
    reason_text,
    requirement_name,
    standing_text,
)

LANGUAGE = "nl"
LETTER_TITLE = "Besluit over uw herregistratie"
CERTIFICATE = settings.BASE_DIR / "templates/register/documents/certificate.typ"
SIZES = ("roomy", "tight", "tightest")
INK = "#17211f"


@dataclass(frozen=True)
class Issuer:
    """Who issues a document, and where to send an objection."""

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
    """The content of a certificate (domain.md §10.6): no BSN and no date of birth.

    ``valid_until`` is exclusive, like every end; the document shows the last day. ``rules`` and
    ``facts`` are those of the decision; ``rules_name`` is the name of the rules for people.
    """

    name: str
    number: str
    qualifications: tuple[Qualified, ...]
    registered_on: date
    period: Period
    valid_until: date
    rules: RuleSet
    rules_name: str
    facts: Facts
    issued_on: date
    code: str
    check_url: str
    issuer: Issuer
    demo: bool


@dataclass(frozen=True)
class LetterContent:
    """The content of a decision on re-registration.

    ``outcome`` is renewed, conditional or noted. ``until`` is exclusive: the end of the next
    period, or with "conditional" that of the extra time. ``objection_ends_on`` is the last day of
    the term, unknown until the letter is sent. Without a ``motivation`` the decision was made by
    the system, and the letter says so. ``draft`` marks a letter whose legal terms no lawyer has
    confirmed yet (domain.md §3.3). ``consequences`` say what a note means for somebody's work.
    """

    outcome: str
    submitted: bool
    reference: str
    decided_on: date
    name: str
    number: str
    qualifications: tuple[str, ...]
    period: Period
    until: date
    assessment: Assessment
    rules_name: str
    motivation: str
    objection_weeks: int
    objection_ends_on: date | None
    issuer: Issuer
    draft: bool
    demo: bool
    consequences: tuple[str, ...] = ()


@dataclass(frozen=True)
class HourLine:
    """A row of the table of hours, in both languages."""

    name: str
    name_en: str
    hours: Decimal


@dataclass(frozen=True)
class RequirementLine:
    """A row of the table of requirements in a letter."""

    name: str
    why: str
    needed: Decimal
    counted: Decimal
    standing: str


def certificate_pdf(content: CertificateContent, *, credential: str = "") -> bytes:
    """Return the certificate as one A4 page: tagged, in Dutch, with the credential attached if any.

    It is set in the largest of three sizes in which it fits, because names and lists can be long.
    Typst is imported here because it takes 10 MB of each process.
    """
    from core import typesetting

    words = {**_words_on(content), "credential": credential}
    for size in SIZES:
        pdf = typesetting.set_sheet(CERTIFICATE, {**words, "size": size})
        if paper.pages_of(pdf) == 1:
            break
    return pdf


def signed_certificate(content: CertificateContent, *, key: SigningKey, credential: str) -> bytes:
    """Return the certificate as it is issued: signed, so that any change shows."""
    reason = signed_for(content.code)
    pdf = certificate_pdf(content, credential=credential)
    return sign(pdf, key, name=content.issuer.name, reason=reason)


def letter_html(content: LetterContent) -> SafeString:
    """Return the body of a decision letter, the same on a page and in the PDF."""
    with translation.override(LANGUAGE):
        context = {
            "content": content,
            "gap": _within_a_sentence(gap_text(content.assessment)),
            "rows": [_requirement_line(finding) for finding in content.assessment.findings],
        }
        return render_to_string(f"register/letters/decision_{content.outcome}.html", context)


def letter_pdf(content: LetterContent) -> bytes:
    """Return the decision letter as A4 pages: tagged, in Dutch, with its fonts inside."""
    context = {"content": content, "title": LETTER_TITLE, "body": letter_html(content)}
    return paper.as_pdf(_lay_out("register/documents/letter.html", context))


def _words_on(content: CertificateContent) -> dict[str, Any]:
    """Return the texts of a certificate, in Dutch, for its template."""
    with translation.override(LANGUAGE):
        last = content.valid_until - timedelta(days=1)
        return {
            "name": content.name,
            "number": grouped_number(content.number),
            "registered_on": _day(content.registered_on),
            "period": f"{_day(content.period.since)} tot en met {_day(content.period.last_day)}",
            "valid_until": _day(last),
            "qualifications": [(one.name, one.name_en) for one in content.qualifications],
            "hours": [
                (line.name, line.name_en, hours_text(line.hours)) for line in _lines(content)
            ],
            "rules": content.rules_name,
            "issued": [content.issued_on.year, content.issued_on.month, content.issued_on.day],
            "issued_on": _day(content.issued_on),
            "issuer": content.issuer.name,
            "code": grouped(content.code),
            "check_url": content.check_url,
            "shown_url": content.check_url.partition("://")[2],
            "qr": _qr_code(content.check_url),
            "demo": content.demo,
        }


def _lines(content: CertificateContent) -> list[HourLine]:
    """Return the rows of the table: each category of the primary process, the others, the sum."""
    rules, assessment = content.rules, assess(content.rules, content.facts)
    most = hours_text(rules.cap.most)
    needed = hours_text(next(norm.needed for norm in rules.norms if norm.code == NormCode.TOTAL))
    primary = [
        HourLine(_label(one, LANGUAGE), _label(one, "en"), content.facts.hours.get(one, Decimal(0)))
        for one in Category
        if one in rules.primary
    ]
    return [
        *primary,
        HourLine(f"Overig, hoogstens {most}", f"Other, at most {most}", assessment.other.counted),
        HourLine(f"Samen, nodig is {needed}", f"Total, {needed} required", assessment.total),
    ]


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _qr_code(text: str) -> str:
    """Return a QR code as SVG."""
    drawn = BytesIO()
    segno.make_qr(text, error="m").save(drawn, kind="svg", border=0, dark=INK, xmldecl=False)
    return drawn.getvalue().decode()


def _requirement_line(finding: Finding) -> RequirementLine:
    return RequirementLine(
        name=requirement_name(finding),
        why=" ".join(reason_text(reason) for reason in finding.reasons),
        needed=finding.needed,
        counted=finding.counted,
        standing=standing_text(finding),
    )


def _within_a_sentence(headline: str) -> str:
    return headline[:1].lower() + headline[1:]


def _label(category: Category, language: str) -> str:
    with translation.override(language):
        return str(capfirst(category.label))


def _lay_out(template: str, context: dict[str, Any]) -> Any:
    """Return WeasyPrint's document of a template; it has no types."""
    with translation.override(LANGUAGE):
        return paper.lay_out(render_to_string(template, context))
