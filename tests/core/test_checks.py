import pytest

from core.checks import in_the_open, we_can_be_reached

SAFE = {"HOST": "database.example", "OPTIONS": {"sslmode": "verify-full"}}


def found(database=SAFE, *stores):
    """Return which connections can be read along the way."""
    return [problem.id for problem in in_the_open(database, stores)]


def test_other_machines_that_are_reached_by_tls_are_in_order():
    assert found(SAFE, "rediss://:secret@redis.example:6379/0") == []


@pytest.mark.parametrize("host", ["", "localhost", "127.0.0.1", "/run/postgresql"])
def test_what_stands_on_this_machine_needs_no_tls(host):
    assert found({"HOST": host}, "redis://localhost:6379/0", "unix:///run/redis.sock") == []


@pytest.mark.parametrize("options", [{}, {"sslmode": "require"}, {"sslmode": "prefer"}])
def test_a_database_elsewhere_whose_certificate_is_not_checked_is_told(options):
    assert found({"HOST": "database.example", "OPTIONS": options}) == ["core.W001"]


def test_redis_elsewhere_without_tls_is_told_also_for_the_cache_alone():
    assert found(SAFE, "redis://:secret@redis:6379/0") == ["core.W002"]
    assert found(SAFE, "rediss://redis.example/0", "redis://cache.example/1") == ["core.W002"]


def test_an_address_that_is_made_up_is_told(settings):
    settings.HELP_EMAIL = settings.SECURITY_EMAIL = "help@register.nl"
    settings.ISSUER_EMAIL = "besluiten@register.nl"
    settings.DEFAULT_FROM_EMAIL = "Register <noreply@lerarenregister.example>"

    [problem] = we_can_be_reached(None)

    assert (problem.id, "DEFAULT_FROM_EMAIL" in problem.msg) == ("core.W003", True)
    settings.DEFAULT_FROM_EMAIL = "Register <noreply@register.nl>"
    assert we_can_be_reached(None) == []
