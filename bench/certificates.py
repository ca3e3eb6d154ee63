"""Complete certificates: PDF/A-3a and PDF/UA-1, signed, each with its credential."""

import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.contrib.staticfiles import finders
from django.db import connections
from django.template.loader import render_to_string

from accounts.codes import new_code
from core import paper
from register import documents
from register.credentials import credential
from register.letters import issuer
from register.rules import Facts, Period
from register.selectors.rulesets import rule_set_in_force, rules_of
from register.signing import signing_key

from .measure import Line, say, stopwatch

COUNT = 60
MOST = 2  # of the limit: half its speed


def measure() -> Line:
    """Make certificates in one process and in two; beside it bare WeasyPrint, and naive use."""
    say(f"{COUNT} certificates")
    contents = [replace(_content(), code=new_code()) for _ in range(COUNT)]
    _complete(contents[0])
    limit, ours, peer = (
        sum(times) for times in zip(*(_times(content) for content in contents), strict=True)
    )
    two = _on_two(contents)
    return Line(
        work=f"{COUNT} complete certificates, one worker",
        ours=ours,
        limit=limit,
        most=MOST,
        peers={"naive WeasyPrint, unsigned": peer},
        notes={
            "a second, one worker": round(COUNT / ours, 1),
            "a second, bare WeasyPrint": round(COUNT / limit, 1),
            "two workers, times one": round(ours / two, 2),
        },
    )


def _times(content: documents.CertificateContent) -> tuple[float, float, float]:
    """Return the seconds of the limit, of ours and of the peer, one after the other, so that a
    busy machine is busy for all three.
    """
    with stopwatch() as limit:
        paper.lay_out(_page(content)).write_pdf(**paper.PDF)
    with stopwatch() as ours:
        _complete(content)
    with stopwatch() as peer:
        _naive(content)
    return limit.seconds, ours.seconds, peer.seconds


def _on_two(contents: list[documents.CertificateContent]) -> float:
    """Return the seconds that two processes take for as many, without those for starting them."""
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


def _page(content: documents.CertificateContent) -> str:
    context = {**documents.certificate_context(content), "fit": documents.FITS[0]}
    return render_to_string("register/documents/certificate.html", context)


def _naive(content: documents.CertificateContent) -> bytes:
    """Read style sheet and fonts for every document, as the manual's first page has it."""
    from weasyprint import CSS, HTML

    sheet = CSS(filename=finders.find(paper.STYLE_SHEET))
    pdf: bytes = HTML(string=_page(content)).write_pdf(stylesheets=[sheet])
    return pdf


def _content() -> documents.CertificateContent:
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
        code="",
        check_url="https://register.example/controleren/K7QD4M2X9TRF/",
        issuer=issuer(),
        demo=False,
    )
