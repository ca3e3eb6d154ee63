"""Checking for the few Debian packages that pip cannot install.

As root it installs those that are missing; otherwise it prints the command to type. It runs before
the virtual environment exists, so it uses the standard library only.
"""

import argparse
import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

BROWSERS = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]


@dataclass(frozen=True)
class Part:
    """One dependency, and the Debian package that provides it."""

    package: str
    present: Callable[[], bool]


def _library(name: str) -> Callable[[], bool]:
    def loads() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return loads


def browser() -> str | None:
    """Return the path of the browser that the tests drive."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


VENV = [Part("python3-venv", lambda: importlib.util.find_spec("ensurepip") is not None)]
PDF = [
    Part("libpango-1.0-0", _library("libpango-1.0.so.0")),
    Part("libpangoft2-1.0-0", _library("libpangoft2-1.0.so.0")),
    Part("libharfbuzz-subset0", _library("libharfbuzz-subset.so.0")),
]
TESTS = [
    Part("libatomic1", _library("libatomic.so.1")),  # for the Node.js inside Playwright
    Part("chromium-headless-shell", lambda: browser() is not None),
    Part("gettext", lambda: shutil.which("xgettext") is not None),
]
NEEDED = {"venv": VENV, "demo": PDF, "test": PDF + TESTS}


def missing(purpose: str) -> list[str]:
    """Return the packages that this purpose still lacks."""
    return [part.package for part in NEEDED[purpose] if not part.present()]


def install(packages: Iterable[str]) -> None:
    """Install packages with apt-get; update the package list only if the first attempt fails."""
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.run(command, env=quiet, capture_output=True, check=False).returncode:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("purpose", choices=NEEDED)
    purpose = parser.parse_args().purpose
    lacking = missing(purpose)
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {', '.join(lacking)} …", flush=True)
        install(lacking)
        lacking = missing(purpose)
    if not lacking:
        return 0
    line = f"sudo apt-get install -y --no-install-recommends {' '.join(lacking)}"
    if purpose == "demo":
        print(f"The demo starts without PDF letters and certificates. For those: {line}")
        return 0
    print(f"Not installed: {', '.join(lacking)}. Type this line, then try again:\n  {line}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
