"""A portal whose parts can all be killed: real services, a real worker, a real web process."""

import contextlib
import os
import re
import signal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import redis
from celery import Celery
from django.test import Client
from django.utils import timezone

from accounts.models import Person
from config import celery_app
from core.models import OutboxMessage
from demo import valkey
from demo.children import Child
from tests.faults.database import Database
from tests.faults.waiting import until

PROCESSES = 2
WORKER = ["celery", "--app=config", "worker", f"--concurrency={PROCESSES}", "--loglevel=INFO"]
BEAT = ["celery", "--app=tests.faults.ticking", "beat", "--pidfile="]
WEB = ["gunicorn", "config.wsgi", "--workers=1", "--bind=127.0.0.1:0", "--no-control-socket"]
LISTENS = re.compile(r"Listening at: http://(\S+)")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Portal:
    def __init__(self, folder: Path, database: Database) -> None:
        self.database = database
        self._folder = folder
        self._state = folder / "state"
        self._programs: list[Child] = []
        self.start_redis()
        self.celery = Celery("faults", broker=valkey.valkey_url(self._state), fixups=[])
        celery_app.loader.import_default_modules()  # so that the outbox can run tasks here too

    def start_redis(self) -> None:
        valkey.start_valkey(self._state)

    def stop_redis(self) -> None:
        valkey.stop_valkey(self._state)

    @contextlib.contextmanager
    def hanging_redis(self) -> Iterator[None]:
        """Let Redis accept connections but never answer while the block runs."""
        with redis.from_url(valkey.valkey_cache_url(self._state)) as client:
            pid = client.info("server")["process_id"]
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    def start_worker(self) -> "Worker":
        worker = Worker("worker", WORKER, settings=self._settings("worker"))
        self._programs.append(worker)
        return worker

    def start_beat(self) -> Child:
        """Start Celery beat, which ticks every second here."""
        command = [*BEAT, f"--schedule={self._folder / 'beat'}"]
        beat = Child("beat", command, settings=self._settings("beat"))
        self._programs.append(beat)
        return beat

    def start_web(self) -> "Web":
        web = Web("web", WEB, settings=self._settings("web"))
        self._programs.append(web)
        web.wait_until_it_listens()
        return web

    def _settings(self, program: str) -> Mapping[str, str]:
        return {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DATABASE_URL": self.database.url_of_portal,
            "PGAPPNAME": program,
            "REDIS_URL": valkey.valkey_url(self._state),
            "CACHE_URL": valkey.valkey_cache_url(self._state),
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(self._folder / "mail"),
            "MEDIA_ROOT": str(self._folder / "media"),
            "C_FORCE_ROOT": "1",
        }

    def sweep(self) -> None:
        """Do what Celery beat does each minute."""
        self.celery.send_task("core.schedule.sweep_outbox")

    def try_again(self) -> None:
        """Sweep, after making every unfinished message due for its next try."""
        OutboxMessage.objects.filter(done_at=None).update(next_try_at=timezone.now())
        self.sweep()

    def wait_until_done(self) -> None:
        """Wait until all messages are done, and sweep meanwhile as Celery beat does.

        Redis may lose a nudge at any moment: when a worker that has taken it loses its connection,
        too.
        """
        waiting = OutboxMessage.objects.filter(done_at=None)
        until(lambda: not waiting.exists(), "the outbox is empty", nudge=self.sweep)

    def mail(self) -> list[Message]:
        """Return all mail that was sent."""
        files = sorted((self._folder / "mail").glob("*.log"))
        parts = [part.strip() for file in files for part in file.read_bytes().split(b"-" * 79)]
        return [message_from_bytes(part) for part in parts if part]

    def files(self, folder: str) -> dict[str, str]:
        """Return the fingerprints of the stored files in a folder, by file name."""
        media = self._folder / "media"
        return {
            str(file.relative_to(media)): sha256(file.read_bytes()).hexdigest()
            for file in (media / folder).iterdir()
        }

    def stop(self) -> None:
        for program in self._programs:
            program.kill()
        self.celery.close()
        self.stop_redis()


class Worker(Child):
    """A Celery worker and the two processes in which it runs tasks."""

    def kill_processes(self) -> None:
        """Kill those that run tasks, and wait until the worker has replaced them.

        A task handed to a process that is already dead is lost until the next sweep.
        """
        killed = self._processes()
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        until(lambda: len(self._processes() - killed) == len(killed), "the killed are replaced")

    def _processes(self) -> set[int]:
        return {*map(int, Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split())}


class Web(Child):
    def wait_until_it_listens(self) -> None:
        until(lambda: LISTENS.search(self.log.read_text()) is not None, "the portal listens")

    @property
    def address(self) -> str:
        return LISTENS.search(self.log.read_text())[1]


@dataclass(frozen=True)
class Page:
    status: int
    text: str
    leads_to: str


class Visitor:
    """A browser that keeps cookies and does not follow redirects."""

    def __init__(self, web: Web, *, signed_in_as: Person | None = None) -> None:
        self._web = web
        client = Client()
        if signed_in_as:
            client.force_login(signed_in_as)
        self._cookies = client.cookies

    def get(self, path: str) -> Page:
        return self._ask("GET", path)

    def post(self, path: str, **fields: str) -> Page:
        """Fill in and submit the form on a page."""
        token = TOKEN.search(self.get(path).text)[1]
        return self._ask("POST", path, urlencode({**fields, "csrfmiddlewaretoken": token}))

    def _ask(self, method: str, path: str, body: str | None = None) -> Page:
        cookies = "; ".join(f"{name}={one.value}" for name, one in self._cookies.items())
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        with contextlib.closing(HTTPConnection(self._web.address, timeout=30)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie", []):
                self._cookies.load(cookie)
            return Page(answer.status, answer.read().decode(), answer.getheader("Location", ""))
