import os
import stat

import pytest

import manage
from demo import environment


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "FILE", tmp_path / "demo.env")
    monkeypatch.setattr(manage, "DEMO_SETTINGS", tmp_path / "demo.env")
    return tmp_path / "demo.env"


def keys(settings):
    return [settings[name] for name in environment.new_keys()]


def test_the_keys_of_a_demo_stay_what_they_were_while_its_address_follows_the_port(file):
    first = environment.demo(8000)
    environment.write(first)

    second = environment.demo(8001)

    assert keys(second) == keys(first)
    assert second["SITE_URL"] == "http://localhost:8001"


def test_two_demos_share_no_key(file):
    assert set(keys(environment.demo(8000))) & set(keys(environment.demo(8000))) == set()


def test_only_the_owner_reads_the_settings_of_the_demo(file):
    environment.write(environment.demo(8000))

    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_command_reads_the_settings_of_the_demo_where_no_database_is_named(file, monkeypatch):
    file.write_text("DATABASE_URL=postgresql://demo\nCLOCK=demo.clock.today\n")
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("CLOCK", "")  # so that it is put back: it may not be there
    monkeypatch.delenv("CLOCK")

    manage.read_demo_settings()

    assert (os.environ["DATABASE_URL"], os.environ["CLOCK"]) == (
        "postgresql://demo",
        "demo.clock.today",
    )


def test_a_command_leaves_the_demo_alone_where_a_database_is_named(file, monkeypatch):
    file.write_text("DATABASE_URL=postgresql://demo\nCLOCK=demo.clock.today\n")
    monkeypatch.setenv("DATABASE_URL", "postgresql://production")
    monkeypatch.setenv("CLOCK", "core.clock.system_today")

    manage.read_demo_settings()

    assert (os.environ["DATABASE_URL"], os.environ["CLOCK"]) == (
        "postgresql://production",
        "core.clock.system_today",
    )
