"""How long somebody stays signed in: since they came, since they last did something, or less."""

import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from .models import Person

BEGAN, SEEN = "began", "seen"  # in the session: moments, in seconds
SEEN_ABOUT = 60  # seconds; a session is not written at every page


def begin(session: SessionBase) -> None:
    session[BEGAN] = session[SEEN] = time.time()


def is_over(session: SessionBase, person: Person) -> bool:
    """Tell whether somebody was away, or signed in, for too long; staff sooner than others."""
    staff = bool(person.current_roles)
    idle = settings.SESSION_IDLE_SECONDS_STAFF if staff else settings.SESSION_IDLE_SECONDS
    longest = settings.SESSION_SECONDS_STAFF if staff else settings.SESSION_COOKIE_AGE
    now = time.time()
    return now - session.get(SEEN, now) > idle or now - session.get(BEGAN, now) > longest


def note_seen(session: SessionBase) -> None:
    """Remember that somebody is at work, about once a minute."""
    if BEGAN not in session:
        begin(session)
    elif time.time() - session[SEEN] > SEEN_ABOUT:
        session[SEEN] = time.time()


def end_sessions(person: Person, *, but: str | None = None) -> None:
    """Sign somebody out everywhere, except in the session with the key ``but``."""
    for session in UserSession.objects.filter(user=person).exclude(session_key=but):
        session.end()
