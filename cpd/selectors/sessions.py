"""What providers, teachers and the public read about sessions and attendance."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hmac import compare_digest
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When
from django.urls import reverse

from accounts.models import Person
from accounts.selectors.people import family_names, people_by_numbers
from core.crypto import digest
from cpd.attending import names_agree
from cpd.choices.sessions import STANDING, AttendanceStatus, SessionStatus
from cpd.lists import Line
from cpd.models import Attendance, CalendarFeed, Intention, Offer, Rating, Session
from cpd.session_codes import is_code_of, written

from .offers import mentioning

SHOWN_AFTERWARDS = timedelta(days=31)  # calendars keep showing recent days
MOST_IN_CALENDAR = 1000
LISTED = Q(attendances__status=AttendanceStatus.CREDITED)
SEATED = ~Q(attendances__status=AttendanceStatus.WITHDRAWN) & Q(attendances__isnull=False)


@dataclass(frozen=True)
class Match:
    """A line of a list and the person it is about; ``person`` is None if it fits nobody."""

    line: Line
    person: Person | None = None
    seated: bool = False
    doubled: bool = False
    place: int = 0  # of the line in the list, from 1

    @property
    def new(self) -> bool:
        """Whether it adds somebody to the session."""
        return self.person is not None and not self.seated and not self.doubled


def search_sessions(organisation_id: int, wanted: Mapping[str, Any], on: date) -> QuerySet[Session]:
    """Return a provider's sessions that match the filters of ``SessionFilterForm``."""
    found = Session.objects.of_provider(organisation_id).order_by("since", "starts_at", "pk")
    when = wanted.get("when")
    if when == "past":
        found = found.filter(until__lte=on).order_by("-since", "-pk")
    elif when == "waiting":
        found = found.filter(until__lte=on, status=SessionStatus.PLANNED).exclude(LISTED)
    elif when == "to_come":
        found = found.to_come(on)
    elif when == "cancelled":
        found = found.filter(status=SessionStatus.CANCELLED)
    if text := wanted.get("q"):
        found = found.filter(offer__in=mentioning(Offer.objects.of_provider(organisation_id), text))
    return _with_counts(found)


def session_counts(organisation_id: int, on: date) -> dict[str, int]:
    """Count a provider's sessions: to come, past, with a list, and waiting for one."""
    past = Q(until__lte=on, status=SessionStatus.PLANNED)
    counted = Session.objects.of_provider(organisation_id).aggregate(
        to_come=Count("pk", filter=Q(until__gt=on, status=SessionStatus.PLANNED), distinct=True),
        past=Count("pk", filter=past, distinct=True),
        listed=Count("pk", filter=past & LISTED, distinct=True),
    )
    return {**counted, "waiting": counted["past"] - counted["listed"]}


def sessions_of_offer(offer: Offer, on: date) -> QuerySet[Session]:
    """Return the future sessions of an offer, the next one first."""
    return Session.objects.filter(offer=offer).to_come(on).select_related("offer")


def going_to(offer: Offer, person: Person | AnonymousUser) -> set[int]:
    """Return the keys of the sessions of an offer to which somebody intends to go."""
    if not person.is_authenticated:
        return set()
    meant = Intention.objects.filter(session__offer=offer, person=person)
    return set(meant.values_list("session_id", flat=True))


def meant_by(person: Person, on: date) -> QuerySet[Session]:
    """Return the sessions to which a teacher intends to go, cancelled ones included."""
    meant = Session.objects.filter(intentions__person=person, until__gt=on)
    rows = meant.select_related("offer__provider")
    return rows.prefetch_related("offer__provider__suspensions")


def session_showing(text: str, at: datetime, *, on: date) -> Session | None:
    """Return the session of this day whose screen shows this code at this moment."""
    code = written(text)
    keys = Session.objects.going_on(on).order_by("pk").values_list("pk", flat=True)
    key = next((key for key in keys if is_code_of(key, code, at)), 0)
    return Session.objects.select_related("offer__provider").filter(pk=key).first()


def in_calendar_of(person: Person, on: date) -> QuerySet[Session]:
    """Return the sessions that a teacher's own calendar shows, cancelled ones included."""
    meant = Session.objects.filter(intentions__person=person, until__gt=on - SHOWN_AFTERWARDS)
    return meant.select_related("offer__provider")


def in_public_calendar(on: date, **of: int) -> QuerySet[Session]:
    """Return the sessions that the calendar of an offer or a provider shows."""
    found = Session.objects.of_public_offers().filter(until__gt=on - SHOWN_AFTERWARDS, **of)
    return found.select_related("offer__provider")[:MOST_IN_CALENDAR]


def calendar_address(feed: CalendarFeed) -> str:
    """Return the secret address of a calendar; the feed's next turn makes it invalid."""
    return f"{settings.SITE_URL}{reverse('cpd:calendar', args=[feed.pk, _secret(feed)])}"


def feed_at(pk: int, secret: str) -> CalendarFeed | None:
    """Return the calendar at an address, or None if the secret is not the present one, or nobody
    may sign in to the file that it shows.
    """
    feeds = CalendarFeed.objects.filter(person__is_active=True).exclude(person__claimed_at=None)
    feed = feeds.select_related("person").filter(pk=pk).first()
    return feed if feed and compare_digest(_secret(feed).encode(), secret.encode()) else None


def _secret(feed: CalendarFeed) -> str:
    return digest(f"{feed.pk}:{feed.turn}", purpose="calendar").hex()[:40]


def attended_by(person: Person) -> QuerySet[Attendance]:
    """Return a teacher's attendance, the latest session first."""
    rated = Exists(Rating.objects.filter(attendance=OuterRef("pk")))
    mine = Attendance.objects.filter(person=person).with_session().with_credited()
    mine = mine.annotate(rated=rated)
    return mine.order_by("-session__since", "-pk")


def people_of(session: Session) -> QuerySet[Attendance]:
    """Return the attendance of a session; what waits for the provider comes first."""
    waiting = Case(When(status=AttendanceStatus.PRESENT, then=0), default=1)
    rows = session.attendances.with_credited().select_related("person")
    return rows.order_by(waiting, "person__number", "pk")


def attendance_counts(session: Session) -> dict[str, int]:
    """Count attendance at a session per status, seats taken, and people who intend to go."""
    counts = {status.value: Count("pk", filter=Q(status=status)) for status in AttendanceStatus}
    found = session.attendances.aggregate(**counts)
    seated = sum(found.values()) - found[AttendanceStatus.WITHDRAWN]
    return {**found, "seated": seated, "going": session.intentions.count()}


def seats_left(session: Session) -> int:
    """Return how many people can still be credited for a session."""
    return max(session.seats - session.attendances.filter(status__in=STANDING).count(), 0)


def matches(session: Session, lines: Iterable[Line]) -> list[Match]:
    """Match each line to a person by number, and by name if the line has one.

    Four queries for a list of any length, and one more if a number was of a merged record.
    """
    lines = list(lines)
    people = people_by_numbers(line.number for line in lines)
    family = family_names(person.pk for person in people.values())
    rows = Attendance.objects.filter(session=session, person__in=people.values())
    there = set(rows.filter(status__in=STANDING).values_list("person_id", flat=True))
    return list(_matched(lines, people, family, there))


def _matched(
    lines: list[Line], people: dict[str, Person], family: dict[int, set[str]], there: set[int]
) -> Iterator[Match]:
    seen: set[int] = set()
    for place, line in enumerate(lines, 1):
        person = people.get(line.number)
        if person is None or not names_agree(line.words, family.get(person.pk, ())):
            yield Match(line, place=place)
        else:
            key = person.pk
            yield Match(line, person, seated=key in there, doubled=key in seen, place=place)
            seen.add(key)


def _with_counts(sessions: QuerySet[Session]) -> QuerySet[Session]:
    return sessions.select_related("offer").annotate(
        seated=Count("attendances", filter=SEATED, distinct=True),
        going=Count("intentions", distinct=True),
    )
