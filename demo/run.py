"""Run the whole portal on this machine, with made-up people: `make demo`.

PORT in the environment names the first port to try; without it that is 8000.
"""

import argparse
import contextlib
import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import NoReturn

from demo import embedded, environment
from demo.children import LOGS, Child, stop
from demo.environment import LOCAL, PROJECT
from demo.folders import NotStartedError
from demo.messages import compile_messages

PORT_FILE = LOCAL / "port"
SECONDS_TO_ANSWER = 60
# As in the Dockerfile: a long address or header is answered by the portal, in its own words.
LONG_REQUESTS = ["--limit-request-line=0", "--limit-request-field_size=65536"]
PROGRAMS = {
    "worker": ["celery", "--app=config", "worker", "--concurrency=2", "--loglevel=INFO"],
    "beat": ["celery", "--app=config", "beat", f"--schedule={LOCAL / 'beat'}", "--loglevel=INFO"],
}


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()  # only --help
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # it is a real file
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    LOGS.mkdir(parents=True, exist_ok=True)
    with _only_demo_here(), contextlib.ExitStack() as stack:
        listener = stack.enter_context(take_port(int(os.environ.get("PORT", "8000"))))
        port = listener.getsockname()[1]
        settings = environment.demo(port)
        environment.write(settings)
        stack.enter_context(embedded.running(LOCAL / "demo"))
        print("Making the database and the made-up people ready …")
        introduction = prepare(settings)
        programs = start(listener, environment.as_portal(settings))
        stack.callback(stop, programs, within_seconds=10)
        _wait_for_answer(port, programs)
        PORT_FILE.write_text(str(port))
        stack.callback(PORT_FILE.unlink)
        print(
            f"\nReady: http://localhost:{port}/\n\n{introduction}\nLogs: .local/log. Stop: Ctrl-C."
        )
        _keep_alive(programs)


def _leave(number: int, frame: object) -> NoReturn:
    """Exit, so that everything is stopped; a second Ctrl-C does not interrupt that."""
    for impatient in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(impatient, signal.SIG_IGN)
    sys.exit()


@contextlib.contextmanager
def _only_demo_here() -> Iterator[None]:
    with (LOCAL / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotStartedError("The demo of this folder runs already.") from None
        yield


def take_port(first: int) -> socket.socket:
    """Listen on the first free port from ``first`` on, so that no other demo can take it.

    Raises NotStartedError when a thousand ports in a row are taken.
    """
    for port in range(first, first + 1000):
        with contextlib.suppress(OSError):
            if not _answers(port):
                return socket.create_server(("127.0.0.1", port))
    raise NotStartedError(f"No port from {first} on is free.")


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("localhost", port), timeout=1).close()
    except OSError:
        return False
    return True


def prepare(settings: Mapping[str, str]) -> str:
    """Bring files and database up to date; return the introduction that the demo prints."""
    compile_messages()
    done = subprocess.run(
        [sys.executable, "manage.py", "demo_prepare"],
        cwd=PROJECT,
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last_words = "\n".join((done.stdout + done.stderr).splitlines()[-15:])
        raise NotStartedError(f"{last_words}\nThe demo could not be prepared, see above.")
    return done.stdout


def start(listener: socket.socket, settings: Mapping[str, str]) -> list[Child]:
    """Start web, worker and beat; the web server takes over our listening socket."""
    taken = listener.fileno()
    web = ["gunicorn", "config.wsgi", "--workers=2", f"--bind=fd://{taken}"]
    web += ["--no-control-socket", "--graceful-timeout=5", *LONG_REQUESTS]
    others = [Child(name, command, settings=settings) for name, command in PROGRAMS.items()]
    return [Child("web", web, settings=settings, files=[taken]), *others]


def _wait_for_answer(port: int, programs: Iterable[Child]) -> None:
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while not _is_healthy(port):
        if time.monotonic() > deadline:
            raise NotStartedError("The portal does not answer, see .local/log/web.log")
        for program in programs:
            if program.is_dead():
                raise NotStartedError(f"{program.name} stopped at once, see {program.log}")
        time.sleep(0.1)


def _is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def _keep_alive(programs: Iterable[Child]) -> NoReturn:
    while True:
        time.sleep(1)
        for program in programs:
            if program.is_dead():
                program.restart()


if __name__ == "__main__":
    try:
        main()
    except NotStartedError as problem:
        sys.exit(str(problem))
