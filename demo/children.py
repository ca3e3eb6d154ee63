"""The programs that make up a running portal, each with its own log."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence

from demo.environment import LOCAL, PROJECT

LOGS = LOCAL / "log"
DIES_WITH_US = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []


class Child:
    """A program that runs until it is stopped."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        settings: Mapping[str, str],
        files: Sequence[int] = (),  # open file descriptors that it inherits
    ) -> None:
        self.name = name
        self.log = LOGS / f"{name}.log"
        self._command = [*DIES_WITH_US, sys.executable, "-m", *command]
        self._settings = {**os.environ, **settings}
        self._files = files
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                self._command,
                cwd=PROJECT,
                env=self._settings,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=self._files,
                start_new_session=True,  # so that Ctrl-C reaches us only, and we stop them in order
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def is_dead(self) -> bool:
        return self._process.poll() is not None

    def restart(self) -> None:
        print(f"{self.name} stopped ({self._process.returncode}) and is started again.")
        self.kill()
        self._process = self._start()

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        """End it and the processes it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()


def stop(children: Iterable[Child], *, within_seconds: float) -> None:
    """Terminate them, and kill those that have not finished in time."""
    children = list(children)
    for child in children:
        child.terminate()
    deadline = time.monotonic() + within_seconds
    while time.monotonic() < deadline and not all(child.is_dead() for child in children):
        time.sleep(0.1)
    for child in children:
        child.kill()
