from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.formats import date_format

from accounts import codes
from core import clock, crypto
from demo import people, scene


class Command(BaseCommand):
    help = "Make the demo's people, schools and courses, once, and say how to sign in."

    def handle(self, **options: object) -> None:
        with translation.override("nl"):
            if not scene.is_set():
                scene.set_scene(on=clock.today())
        with translation.override("en"):
            self.stdout.write("\n".join(introduction()))


def introduction() -> list[str]:
    """Return the lines that `make demo` prints when the portal is ready."""
    width = max(len(person.email) for person in people.PEOPLE)
    signs_in = [f"  {one.email:{width}}  {one.who}: {one.to_do}" for one in people.PEOPLE]
    return [
        f"Sign in with the password “{people.PASSWORD}”; the sign-in page shows the second factor.",
        *signs_in,
        *_claim(),
        *_certificate(),
        "Mail that is sent, and the clock: /demo/",
    ]


def _certificate() -> list[str]:
    found = scene.certificate()
    return [f"Check a certificate at {found.get_absolute_url()}"] if found else []


def _claim() -> list[str]:
    code = scene.open_claim()
    if code is None or code.person.birth_date is None:
        return []
    plain = crypto.decrypt(code.ciphertext, bound_to=bytes(code.digest).hex()).decode()
    born = date_format(code.person.birth_date, "j F Y")
    return [f"Claim a record at /activeren/ with {codes.shown(plain)}, born on {born}."]
