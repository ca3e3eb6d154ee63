"""Two notices that no mail brought: one is printed already, one waits."""

from datetime import date

from accounts.choices import MessageKind
from accounts.models import Person
from accounts.services.messages import note_came_back
from register.services.post import make_letters


def make_post(teacher: Person, *, administrator: Person, on: date) -> None:
    """Let the mail of two letters to a teacher come back."""
    printed, waiting = teacher.messages.filter(kind=MessageKind.NOTICE).order_by("pk")[:2]
    note_came_back(printed, actor=administrator)
    make_letters(actor=administrator, posts_on=on, on=on)
    note_came_back(waiting, actor=administrator)
