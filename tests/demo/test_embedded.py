import os
import shutil
import signal
import stat
import subprocess
import sys
from contextlib import ExitStack

import psycopg2
import pytest
import redis

from demo import embedded, postgres
from demo.environment import PROJECT
from demo.folders import NotStartedError, private_folder, socket_folder


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "a folder with spaces"
    yield folder
    embedded.remove(folder)


def ask(root, sql):
    with psycopg2.connect(embedded.postgres_url(root)) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone() if cursor.description else None


def valkey(root):
    return redis.from_url(embedded.environment(root)["CACHE_URL"])


def test_starting_twice_reaches_the_same_servers(root):
    embedded.start(root)
    ask(root, "create table kept as select 1")
    with valkey(root) as client:
        client.set("kept", 1)

    embedded.start(root)

    with valkey(root) as client:
        assert (ask(root, "select * from kept"), client.get("kept")) == ((1,), b"1")


def test_two_state_folders_are_two_worlds(root, tmp_path):
    other = tmp_path / "other"
    embedded.start_postgres(root)

    with embedded.running(other):
        ask(other, "create table only_there()")

        assert ask(root, "select to_regclass('only_there')") == (None,)
    embedded.remove(other)


def test_starts_again_after_a_kill_and_keeps_what_was_committed(root):
    embedded.start(root)
    ask(root, "create table kept as select 1")
    with valkey(root) as client:
        os.kill(client.info("server")["process_id"], signal.SIGKILL)
    pid_file = postgres.locate(root).data / "postmaster.pid"
    os.kill(int(pid_file.read_text().split()[0]), signal.SIGKILL)

    embedded.start(root)

    with valkey(root) as client:
        assert (ask(root, "select * from kept"), client.ping()) == ((1,), True)


def test_starts_although_another_program_got_the_number_of_the_old_server(root):
    embedded.start_postgres(root)
    embedded.stop_postgres(root)
    with subprocess.Popen(["sleep", "60"]) as other, ExitStack() as stack:
        stack.callback(other.kill)
        data = postgres.locate(root).data
        lines = [str(other.pid), str(data), "0", "5432", "", "", ""]
        (data / "postmaster.pid").write_text("\n".join(lines))

        embedded.start_postgres(root)

        assert ask(root, "select 1") == (1,)


def test_an_interrupted_first_start_does_no_harm(root):
    root.mkdir()
    unfinished = postgres.locate(root).home / "pgdata-unfinished"
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18\n")

    embedded.start_postgres(root)

    assert ask(root, "select 1") == (1,)


def test_refuses_the_data_of_another_major_version(root):
    embedded.start_postgres(root)
    embedded.stop_postgres(root)
    (postgres.locate(root).data / "PG_VERSION").write_text("12\n")

    with pytest.raises(NotStartedError, match="was made by PostgreSQL 12 and this is 18"):
        embedded.start_postgres(root)


def test_root_does_without_a_user_namespace_where_it_is_refused(root, tmp_path, monkeypatch):
    refusing = tmp_path / "unshare"
    refusing.write_text("#!/bin/sh\nexit 1\n")
    refusing.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    home = postgres.HOMES_OF_NOBODY / socket_folder(root, "data").name

    embedded.start(root)

    assert (ask(root, "select 1"), home.exists()) == ((1,), os.geteuid() == 0)
    embedded.stop(root)
    shutil.rmtree(home, ignore_errors=True)


def test_nothing_is_left_in_the_common_folder_after_a_stop(root):
    with embedded.running(root):
        pass

    found = [socket_folder(root, service).exists() for service in ("postgres", "valkey")]
    assert found == [False, False]


def test_runs_as_an_ordinary_user(tmp_path):
    """Root steps into a user namespace, where it may: its files stay within reach there."""
    as_user = postgres.AS_NOBODY_IN_NAMESPACE
    if os.geteuid() or subprocess.run([*as_user, "true"], check=False).returncode:
        as_user = []
    command = [sys.executable, "-m", "demo.embedded", "run", tmp_path / "state", "id", "-u"]

    done = subprocess.run([*as_user, *command], cwd=PROJECT, capture_output=True, check=True)

    user = postgres.NOBODY if as_user else os.geteuid()
    assert done.stdout == f"{user}\n".encode()


def test_a_new_private_folder_is_closed_to_others(tmp_path):
    folder = private_folder(tmp_path / "new", owner=os.geteuid())

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_refuses_a_folder_that_is_open_to_others(tmp_path):
    tmp_path.chmod(0o750)

    with pytest.raises(NotStartedError, match="is open to other users"):
        private_folder(tmp_path, owner=os.geteuid())


def test_refuses_a_folder_of_somebody_else(tmp_path):
    tmp_path.chmod(0o700)

    with pytest.raises(NotStartedError, match="is not a folder of user"):
        private_folder(tmp_path, owner=os.geteuid() + 1)


def test_refuses_a_link_to_a_folder(tmp_path):
    tmp_path.chmod(0o700)
    link = tmp_path / "link"
    link.symlink_to(tmp_path)

    with pytest.raises(NotStartedError, match="is not a folder of user"):
        private_folder(link, owner=os.geteuid())
