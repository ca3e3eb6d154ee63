"""Where the embedded services keep their files and their sockets.

Everything of one instance is in a state folder, except the sockets: the path of a socket is limited
to 107 bytes, so they are under /tmp. PostgreSQL and Valkey trust any program that can open their
socket, so its folder must be ours and closed to others.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import stat
from collections.abc import Iterator
from pathlib import Path

SOCKETS = "/tmp/teacher-register-"  # noqa: S108


class NotStartedError(RuntimeError):
    """A service cannot run here. The message says what to do about it."""


def socket_folder(root: Path, service: str) -> Path:
    """Return a short path that is unique per user and per clone of the project."""
    digest = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:12]
    return Path(f"{SOCKETS}{os.geteuid()}-{digest}-{service}")


def private_folder(path: Path, *, owner: int) -> Path:
    """Make a folder that only its owner may enter; refuse one that somebody else made."""
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=stat.S_IRWXU)
        if owner != os.geteuid():
            os.chown(path, owner, owner)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
        raise NotStartedError(f"{path} is not a folder of user {owner}: remove it and try again.")
    if stat.S_IMODE(found.st_mode) != stat.S_IRWXU:
        raise NotStartedError(f"{path} is open to other users: remove it and try again.")
    return path


def remove_when_empty(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.rmdir()


@contextlib.contextmanager
def state_folder(root: Path) -> Iterator[Path]:
    """Make the folder of one instance; let one process at a time start or stop what is there."""
    root = root.resolve()
    root.mkdir(parents=True, exist_ok=True)
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield root


def package_folder(name: str) -> Path:
    """Find a wheel's folder without importing its code."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise NotStartedError(f"{name} is not installed: run this with .venv/bin/python.")
    return Path(spec.submodule_search_locations[0])
