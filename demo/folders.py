"""Where the embedded services keep their files and their sockets.

Everything of one instance lies in a state folder, but the sockets: a socket's path may hold 107
bytes only, so they lie under /tmp. PostgreSQL trusts whoever can open its socket, so that folder
must be ours and closed to others.
"""

import contextlib
import fcntl
import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

SOCKETS = Path("/tmp/teacher-register")  # noqa: S108


class NotStartedError(RuntimeError):
    """A service cannot run here. The message says what to do about it."""


def socket_folder(root: Path) -> Path:
    """Return a short name that differs between users and between clones of the project."""
    digest = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:12]
    return Path(f"{SOCKETS}-{os.geteuid()}-{digest}")


def private_folder(path: Path, *, owner: int) -> Path:
    """Make a folder that only its owner may enter; refuse one that somebody else laid there."""
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


def state_folder(root: Path) -> Path:
    """Make the folder that holds the files of one instance."""
    root = root.resolve()
    root.mkdir(parents=True, exist_ok=True)
    return root


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """Let one process at a time start or stop what lives in this state folder."""
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
