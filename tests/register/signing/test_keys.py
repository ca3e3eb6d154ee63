"""The signature under a certificate, judged by other programs than ours."""

import base64
import io
import shutil
import subprocess
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import count
from threading import Thread

import page
import pikepdf
import pytest
from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.timestamps import DummyTimeStamper

from core import paper
from demo.signing import throw_away_key
from register.papers.documents import letter_pdf, signed_certificate
from register.signing.keys import read_key, sign, signing_key
from tests.register.examples import CERTIFICATE, CONDITIONAL
from tests.register.paper import verdict

CR = 13  # a carriage return


def key_named(name):
    return read_key(base64.b64decode(throw_away_key(name)))


@pytest.fixture(scope="module")
def key():
    return key_named("Lerarenregister")


@pytest.fixture(scope="module")
def signed(key):
    return signed_certificate(CERTIFICATE, key=key, credential="")


@pytest.mark.parametrize("profile", ["3a", "ua1"])
@pytest.mark.parametrize(
    "content",
    [CERTIFICATE, replace(CERTIFICATE, demo=True, name="Şükran Łęcka-Öğüt")],
    ids=["usual", "demo"],
)
def test_a_signed_certificate_is_to_be_kept_and_for_everybody(profile, content, key):
    report = page.validate_pdf_bytes(
        signed_certificate(content, key=key, credential="a.b.c"), profile=profile
    )

    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_a_letter_is_to_be_kept_and_for_everybody(profile):
    report = page.validate_pdf_bytes(letter_pdf(CONDITIONAL), profile=profile)

    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_no_data_ends_in_half_an_end_of_line(key):
    """One in thirty signatures did, and one in 256 attachments."""
    half = next(text for text in map(str, count()) if zlib.compress(text.encode())[-1] == CR)
    pdf = paper.as_pdf(paper.lay_out("<html lang=nl><title>x</title><p>x"), attached={"x": half})
    assert b"\r\rendstream" in pdf
    assert page.validate_pdf_bytes(pdf, profile="3a").is_compliant

    plain = letter_pdf(CONDITIONAL)
    signatures = (
        signed
        for long in range(1000)
        if b"\r\rendstream" in (signed := sign(plain, key, name="x", reason="x" * long))
    )
    signed = next(signatures)
    assert page.validate_pdf_bytes(signed, profile="3a").is_compliant
    assert verdict(signed, key.chain.encode()).bottom_line


def test_the_signature_is_ours_and_covers_the_whole_file(signed, key):
    found = verdict(signed, key.chain.encode())

    assert (found.bottom_line, found.modification_level) == (True, ModificationLevel.NONE)
    assert found.signing_cert.subject.native == {"common_name": "Lerarenregister"}


def test_a_signature_of_somebody_else_is_not_trusted(signed):
    assert verdict(signed, key_named("Lerarenregister").chain.encode()).bottom_line is False


def test_a_changed_letter_breaks_the_signature(signed, key):
    changed = signed.replace(b"/Lang (nl)", b"/Lang (de)", 1)

    assert changed != signed
    assert verdict(changed, key.chain.encode()).bottom_line is False


def test_what_is_added_later_breaks_the_signature(signed, key):
    with pikepdf.open(io.BytesIO(signed)) as document:
        document.pages[0].Contents = document.make_stream(b"")
        added = io.BytesIO()
        document.save(added)

    found = list(PdfFileReader(io.BytesIO(added.getvalue())).embedded_signatures)

    assert [verdict(added.getvalue(), key.chain.encode()).bottom_line for _ in found] == [False]


@pytest.mark.parametrize(
    ("program", "arguments", "words"),
    [
        ("qpdf", ["--check"], "No syntax or stream encoding errors found"),
        ("pdfsig", ["-nocert"], "Signature is Valid."),
    ],
)
def test_other_programs_agree_where_this_machine_has_them(
    signed, tmp_path, program, arguments, words
):
    file = tmp_path / "certificate.pdf"
    file.write_bytes(signed)
    if path := shutil.which(program):
        command = [path, *arguments, file]
        said = subprocess.run(command, capture_output=True, check=False, text=True)  # noqa: S603

        assert words in said.stdout


class TestTimestamp:
    @pytest.fixture
    def authority(self):
        """A timestamping authority on this machine; yields its address and its certificate."""
        private = rsa.generate_private_key(65537, 2048)
        public = certificate_of(private, usage=ExtendedKeyUsageOID.TIME_STAMPING)
        stamper = DummyTimeStamper(in_asn1(public), private_in_asn1(private))

        class Authority(BaseHTTPRequestHandler):
            def do_POST(self):
                length = int(self.headers["Content-Length"])
                asked = tsp.TimeStampReq.load(self.rfile.read(length))
                answer = stamper.request_tsa_response(asked).dump()
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *args):
                pass

        with HTTPServer(("127.0.0.1", 0), Authority) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}/", public
            server.shutdown()

    def test_somebody_else_says_when_it_was_signed(self, authority, key, settings):
        settings.TIMESTAMP_URL, stamped_by = authority
        pem = stamped_by.public_bytes(serialization.Encoding.PEM)

        pdf = signed_certificate(CERTIFICATE, key=key, credential="")

        found = verdict(pdf, key.chain.encode(), pem)
        assert (found.bottom_line, found.timestamp_validity.trusted) == (True, True)
        assert page.validate_pdf_bytes(pdf, profile="3a").is_compliant

    def test_without_one_nothing_is_asked(self, signed, key):
        assert verdict(signed, key.chain.encode()).timestamp_validity is None


class TestKey:
    def test_it_may_come_from_a_file(self, settings, tmp_path):
        settings.SIGNING_KEY_FILE = str(tmp_path / "key.pem")
        pem = throw_away_key("Uit een bestand")
        (tmp_path / "key.pem").write_bytes(base64.b64decode(pem))

        assert signing_key().own.subject.rfc4514_string() == "CN=Uit een bestand"

    def test_a_new_file_counts_at_once(self, settings, tmp_path):
        settings.SIGNING_KEY_FILE = str(tmp_path / "key.pem")
        names = []
        for name in ("een", "twee"):
            (tmp_path / "key.pem").write_bytes(base64.b64decode(throw_away_key(name)))
            names.append(signing_key().own.subject.rfc4514_string())

        assert names == ["CN=een", "CN=twee"]

    def test_what_is_published_holds_no_private_key(self, key):
        assert key.chain.count("-----BEGIN") == key.chain.count("-----BEGIN CERTIFICATE-----") == 1

    @pytest.mark.parametrize(
        ("pem", "problem"),
        [
            (b"no key", "cannot be read"),
            (b"", "cannot be read"),
        ],
    )
    def test_what_is_no_key_is_refused(self, pem, problem):
        with pytest.raises(ImproperlyConfigured, match=problem):
            read_key(pem)

    def test_another_kind_of_key_is_refused(self):
        private = rsa.generate_private_key(65537, 2048)

        with pytest.raises(ImproperlyConfigured, match="not an ECDSA key on the curve P-256"):
            read_key(pem_of(private, certificate_of(private)))

    def test_a_certificate_of_another_key_is_refused(self):
        private, other = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))

        with pytest.raises(ImproperlyConfigured, match="not that of the signing key"):
            read_key(pem_of(private, certificate_of(other)))


class TestCheck:
    """`manage.py check --deploy`, of the security checks only what is about signing."""

    def problems(self):
        try:
            call_command("check", "--deploy", "--tag", "security", stderr=io.StringIO())
        except CommandError as found:
            return [line for line in str(found).splitlines() if "register.E" in line]
        return []

    def test_a_good_key_is_enough(self):
        assert self.problems() == []

    def test_without_a_key_production_does_not_start(self, settings):
        settings.SIGNING_KEY = ""

        assert self.problems() == [
            "?: (register.E001) SIGNING_KEY_FILE and SIGNING_KEY are both empty"
        ]

    def test_a_file_that_is_not_there_is_told(self, settings):
        settings.SIGNING_KEY_FILE = "/nowhere/key.pem"

        [problem] = self.problems()
        assert "/nowhere/key.pem" in problem

    def test_a_key_of_a_demo_is_refused(self, settings):
        settings.SIGNING_KEY = throw_away_key("DEMO Lerarenregister")

        assert self.problems() == [
            "?: (register.E003) The signing key is a throw-away key of a demo."
        ]

    def test_a_certificate_that_is_over_is_refused(self, settings):
        private = ec.generate_private_key(ec.SECP256R1())
        over = certificate_of(private, until=datetime(2021, 1, 1, tzinfo=UTC))
        settings.SIGNING_KEY = base64.b64encode(pem_of(private, over)).decode()

        assert self.problems() == [
            "?: (register.E002) The signing certificate is not valid, until 2021-01-01."
        ]


def certificate_of(private, *, usage=None, until=datetime(2096, 1, 1, tzinfo=UTC)):
    name = x509.Name.from_rfc4514_string("CN=Van een test")
    builder = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(until)
    )
    if usage:
        builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=True)
    return builder.sign(private, hashes.SHA256())


def pem_of(private, certificate):
    return private_bytes(private, serialization.Encoding.PEM) + certificate.public_bytes(
        serialization.Encoding.PEM
    )


def private_bytes(private, encoding):
    return private.private_bytes(
        encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def in_asn1(certificate):
    return asn1.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def private_in_asn1(private):
    return keys.PrivateKeyInfo.load(private_bytes(private, serialization.Encoding.DER))
