"""What docker compose and its files promise about the parts on one server."""

import os
import re
import socket
import ssl
import subprocess
import threading
from pathlib import Path

import pytest
import yaml

from core.checks import in_the_open

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]


def default(setting):
    """Return what a setting is when .env says nothing of it."""
    return re.sub(r"\$\{\w+:\?\}", "x", re.fullmatch(r"\$\{\w+:-(.*)\}", setting)[1])


def test_every_connection_on_one_server_is_encrypted_and_verified():
    told = SERVICES["web"]["environment"]
    database = default(told["DATABASE_URL"])

    assert database.endswith("@postgres/register?sslmode=verify-full&sslrootcert=/tls/ca.pem")
    verified = {"HOST": "postgres", "OPTIONS": {"sslmode": "verify-full"}}
    assert in_the_open(verified, [default(told["REDIS_URL"])]) == []
    assert default(told["REDIS_URL"]).endswith("?ssl_ca_certs=/tls/ca.pem")
    assert default(SERVICES["proxy"]["environment"]["WEB_ADDRESS"]) == "https://web:8000"
    assert "--certfile=" in told["GUNICORN_CMD_ARGS"]


def test_nothing_listens_without_it():
    redis = SERVICES["redis"]["command"][-1]
    access = (ROOT / "deploy/postgres/pg_hba.conf").read_text()

    assert "--port 0 --tls-port 6379" in redis
    assert {"--ssl=on", "--hba_file=/docker-entrypoint-initdb.d/pg_hba.conf"} <= set(
        SERVICES["postgres"]["command"]
    )
    ways = {line.split()[0] for line in access.splitlines() if not line.startswith("#")}
    assert ways == {"local", "hostssl"}


def test_only_migrations_own_the_tables():
    asks_as = {
        name: default(one["environment"]["DATABASE_URL"]).partition("://")[2].partition(":")[0]
        for name, one in SERVICES.items()
        if "DATABASE_URL" in one.get("environment", {})
    }

    assert asks_as == {"migrate": "register", **dict.fromkeys(["web", "worker", "beat"], "portal")}
    assert "OWNER_PASSWORD" not in str([SERVICES[name] for name in ("web", "worker", "beat")])
    assert default(SERVICES["migrate"]["environment"]["PORTAL_ROLE"]) == "portal"


def run(*command):
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  our own words


@pytest.fixture
def certificates(tmp_path):
    """Make them, or make sure that they are still good; return where they are."""

    def make():
        script, own = ROOT / "deploy/tls/certificates.sh", os.geteuid()
        parts = [f"{name}:{own}" for name in ("postgres", "redis")]
        run("sh", script, tmp_path, *parts)
        return tmp_path

    return make


def shake_hands(folder, part, *, asked_for):
    """Connect by TLS to a part of the portal; raise SSLError if it does not prove who it is."""
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(folder / part / "certificate.pem", folder / part / "key.pem")
    client = ssl.create_default_context(cafile=folder / "public" / "ca.pem")
    client.verify_flags |= ssl.VERIFY_X509_STRICT
    here, there = socket.socketpair()

    def answer():
        try:
            server.wrap_socket(there, server_side=True).close()
        except OSError:
            there.close()

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        with client.wrap_socket(here, server_hostname=asked_for) as connection:
            return connection.version()
    finally:
        here.close()
        thread.join()


def test_each_part_proves_who_it_is_and_no_other(certificates):
    folder = certificates()

    assert shake_hands(folder, "postgres", asked_for="postgres") == "TLSv1.3"
    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        shake_hands(folder, "redis", asked_for="postgres")


def test_an_authority_of_somebody_else_is_not_believed(certificates, tmp_path_factory):
    folder, strange = certificates(), tmp_path_factory.mktemp("strange")
    key = ["-newkey", "rsa:2048", "-noenc", "-keyout", strange / "key.pem", "-subj", "/CN=postgres"]
    named = ["-addext", "subjectAltName=DNS:postgres", "-out", strange / "certificate.pem"]
    run("openssl", "req", "-x509", *key, *named)
    for file in strange.iterdir():
        file.replace(folder / "postgres" / file.name)

    with pytest.raises(ssl.SSLCertVerificationError, match="self-signed"):
        shake_hands(folder, "postgres", asked_for="postgres")


def test_they_stay_until_a_year_is_left_and_the_authority_stays_then_too(certificates):
    folder = certificates()
    before = {file: file.read_bytes() for file in folder.rglob("*.pem")}

    certificates()
    assert {file: file.read_bytes() for file in folder.rglob("*.pem")} == before

    old = folder / "redis" / "certificate.pem"
    authority = ["-CA", folder / "authority/ca.pem", "-CAkey", folder / "authority/key.pem"]
    made = ["-key", folder / "redis/key.pem", "-subj", "/CN=redis", "-days", "300", "-out", old]
    run("openssl", "req", "-x509", *authority, *made)
    certificates()

    changed = {file for file, words in before.items() if file.read_bytes() != words}
    assert changed == {old, old.with_name("key.pem")}
    assert shake_hands(folder, "redis", asked_for="redis") == "TLSv1.3"


def test_nobody_but_its_owner_reads_a_key(certificates):
    keys = list(certificates().rglob("key.pem"))

    assert len(keys) == 3
    assert {file.stat().st_mode & 0o077 for file in keys} == {0}
