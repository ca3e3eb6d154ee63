"""Real PostgreSQL and Valkey from wheels, for the demo, the tests and the benchmarks.

``python -m demo.embedded start|stop|remove|env FOLDER`` and ``… run FOLDER COMMAND``. Never for
production: the data is only as safe as the folder that holds it.
"""

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from demo.folders import NotStartedError
from demo.postgres import locate, postgres_url, start_postgres, stop_postgres
from demo.valkey import start_valkey, stop_valkey, valkey_cache_url, valkey_url


def environment(root: Path) -> dict[str, str]:
    """Return the environment variables of the services in this state folder."""
    return {
        "DATABASE_URL": postgres_url(root),
        "REDIS_URL": valkey_url(root),
        "CACHE_URL": valkey_cache_url(root),
    }


def start(root: Path) -> None:
    start_postgres(root)
    start_valkey(root)


def stop(root: Path) -> None:
    stop_valkey(root)
    stop_postgres(root)


def remove(root: Path) -> None:
    """Stop both services and delete their data, wherever it is."""
    stop(root)
    for folder in {locate(root).home, root}:
        shutil.rmtree(folder)


@contextlib.contextmanager
def running(root: Path) -> Iterator[dict[str, str]]:
    """Run both services while the block runs."""
    try:
        start(root)
        yield environment(root)
    finally:
        stop(root)


def main() -> int:
    parser = argparse.ArgumentParser(description="PostgreSQL and Valkey for demo and tests.")
    parser.add_argument("act", choices=["start", "stop", "remove", "env", "run"])
    parser.add_argument("state_folder", type=Path)
    parser.add_argument("command", nargs=argparse.REMAINDER, help="what to run with both running")
    options = parser.parse_args()
    acts = {"start": start, "stop": stop, "remove": remove, "env": show}
    if options.act == "run":
        return run(options.state_folder, options.command)
    acts[options.act](options.state_folder)
    return 0


def show(root: Path) -> None:
    for name, value in environment(root).items():
        print(f"{name}={value}")


def run(root: Path, command: list[str]) -> int:
    """Run a command with both services running; return its exit code."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    with running(root) as variables:
        return subprocess.call(command, env={**os.environ, **variables})


if __name__ == "__main__":
    try:
        sys.exit(main())
    except NotStartedError as problem:
        sys.exit(str(problem))
