"""Complete certificates: PDF/A-3a and PDF/UA-1, signed, each with its credential."""

import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from decimal import Decimal

from django.db import connections
from django.utils.html import format_html, format_html_join

from accounts.codes import new_code
from core import paper
from register.letters.contents import issuer
from register.papers import documents
from register.papers.credentials import credential
from register.rules import Facts, Period
from register.selectors.rulesets import rule_set_in_force, rules_of
from register.signing.keys import signing_key

from .measure import Line, say, stopwatch

COUNT = 200
SITE = "https://register.example/controleren"
MOST = 2.5  # of the limit: a signature takes as long as a sheet with its QR code


def measure() -> Line:
    """Make certificates in two processes, then in one (core.typesetting explains this order).

    Compare with the bare sheet, and with half of its text by WeasyPrint.
    """
    say(f"{COUNT} certificates")
    contents = [_content(new_code()) for _ in range(COUNT)]
    two = _on_two(contents)
    _complete(contents[0])
    limit, ours, peer = (
        sum(times) for times in zip(*(_times(content) for content in contents), strict=True)
    )
    return Line(
        work=f"{COUNT} complete certificates, one worker",
        ours=ours,
        limit=limit,
        most=MOST,
        peers={"half of the words by WeasyPrint, unsigned": peer},
        notes={
            "a second of processor (goal 15)": round(COUNT / _processor(contents), 1),
            "a second, one worker": round(COUNT / ours, 1),
            "a second, bare sheets": round(COUNT / limit, 1),
            "two workers, times one (goal 1.8)": round(ours / two, 2),
        },
    )


def _times(content: documents.CertificateContent) -> tuple[float, float, float]:
    """Return the seconds of the limit, of ours and of the peer.

    They are measured one after the other, so that a busy machine slows down all three alike.
    """
    with stopwatch() as limit:
        documents.certificate_pdf(content)
    with stopwatch() as ours:
        _complete(content)
    with stopwatch() as peer:
        paper.as_pdf(paper.lay_out(_in_html(content)))
    return limit.seconds, ours.seconds, peer.seconds


def _processor(contents: list[documents.CertificateContent]) -> float:
    """Return the processor time in seconds, which does not depend on how busy the machine is."""
    start = time.process_time()
    for content in contents:
        _complete(content)
    return time.process_time() - start


def _on_two(contents: list[documents.CertificateContent]) -> float:
    """Return the seconds that two processes take, without those for starting them."""
    connections.close_all()
    with ProcessPoolExecutor(max_workers=2) as workers:
        list(workers.map(_complete, contents[:4]))
        start = time.perf_counter()
        list(workers.map(_complete, contents))
        return time.perf_counter() - start


def _complete(content: documents.CertificateContent) -> int:
    key = signing_key()
    badge = credential(content, certificate=1, key=key)
    return len(documents.signed_certificate(content, key=key, credential=badge))


def _in_html(content: documents.CertificateContent) -> str:
    """Return the variable part of a certificate as a plain page, in the style of letters."""
    facts = [content.name, content.number, content.rules_name, content.code, content.check_url]
    return format_html(
        '<html lang="nl"><title>Certificaat</title><body class="letter">{}<table>{}</table>',
        format_html_join("", "<p>{}</p>", ((fact,) for fact in facts)),
        format_html_join("", "<tr><th>{}</th><td>{}</td></tr>", content.facts.hours.items()),
    )


def _content(code: str) -> documents.CertificateContent:
    rule_set = rule_set_in_force("register", on=date(2026, 8, 1))
    hours = {
        "subject_content": 58,
        "subject_teaching": 41,
        "pedagogy": 22,
        "school_development": 52,
    }
    return documents.CertificateContent(
        name="Joost Terpstra",
        number="LR6157930214",
        qualifications=(documents.Qualified("Wiskunde, eerste graad", "Mathematics"),),
        registered_on=date(2022, 8, 1),
        period=Period(date(2022, 8, 1), date(2026, 8, 1)),
        valid_until=date(2030, 8, 1),
        rules=rules_of(rule_set.pk),
        rules_name=rule_set.name,
        facts=Facts(
            duty=True,
            sectors=frozenset({"vo"}),
            hours={category: Decimal(done) for category, done in hours.items()},
            teaching=(),
        ),
        issued_on=date(2026, 8, 1),
        code=code,
        check_url=f"{SITE}/{code}/",
        issuer=issuer(),
        demo=False,
    )
