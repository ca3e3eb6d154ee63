"""Exports of a teacher's activities: spreadsheet, PDF and calendar. In Dutch."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import capfirst
from icalendar import Calendar, Event

from accounts.models import Person
from core import clock, paper
from schools.exports import BYTE_ORDER_MARK, for_spreadsheet

from .choices.activities import Category
from .choices.sessions import SessionStatus
from .models import Activity, Attendance, Session
from .rules import ZERO

LANGUAGE = "nl"
ONE_DAY = timedelta(days=1)


def as_csv(activities: Iterable[Activity]) -> str:
    """Return CSV that a Dutch spreadsheet program opens with a double click."""
    with translation.override(LANGUAGE):
        header = ["datum", "soort", "titel", "aanbieder", "uren"]
        header += [str(category.label) for category in Category]
        return BYTE_ORDER_MARK + for_spreadsheet(
            [*header, "status"], [_cells(activity) for activity in activities]
        )


def as_pdf(activities: list[Activity], *, owner: Person) -> bytes:
    """Return somebody's own list as a PDF."""
    return on_paper(
        activities, title="Mijn activiteiten", name=owner.full_name, number=owner.number
    )


def on_paper(activities: list[Activity], *, title: str, name: str, number: str) -> bytes:
    """Return a list as a PDF, with its owner, its totals and the day on which it was made."""
    with translation.override(LANGUAGE):
        hours = [_by_category(activity) for activity in activities]
        sums = {category: sum((row[category] for row in hours), ZERO) for category in Category}
        context = {
            "title": title,
            "name": name,
            "number": number,
            "activities": activities,
            "sums": [(capfirst(one.label), total) for one, total in sums.items() if total],
            "total": sum(sums.values(), ZERO),
            "made_on": clock.today(),
            "issuer": settings.ISSUER_NAME,
            "demo": settings.DEMO,
        }
        page = render_to_string("cpd/documents/activities.html", context)
        return paper.as_pdf(paper.lay_out(page))


def as_ics(activities: Iterable[Activity]) -> bytes:
    """Return activities as all-day events for a calendar."""
    calendar = Calendar()
    calendar.add("prodid", "-//Lerarenregister//NL")
    calendar.add("version", "2.0")
    with translation.override(LANGUAGE):
        for activity in activities:
            calendar.add_component(_event(activity))
    return calendar.to_ical()


def sessions_as_ics(sessions: Iterable[Session], *, name: str) -> bytes:
    """Return sessions as a calendar feed, in which changes and cancellations arrive too."""
    calendar = Calendar()
    calendar.add("prodid", "-//Lerarenregister//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    with translation.override(LANGUAGE):
        for session in sessions:
            calendar.add_component(_session(session))
    return calendar.to_ical()


def attendance_as_pdf(attendance: Attendance, *, on: date) -> bytes:
    """Return a certificate of attendance at a session, by the provider's list."""
    split = attendance.split
    with translation.override(LANGUAGE):
        context = {
            "attendance": attendance,
            "owner": attendance.person,
            "session": attendance.session,
            "offer": attendance.session.offer,
            "hours": [(Category(code).label, hours) for code, hours in split.items()],
            "total": sum(split.values()),
            "made_on": on,
            "issuer": settings.ISSUER_NAME,
            "demo": settings.DEMO,
        }
        page = render_to_string("cpd/documents/attendance.html", context)
        return paper.as_pdf(paper.lay_out(page))


def _session(session: Session) -> Event:
    """Describe a session; one of several days has no times, because it does not last all night."""
    host = settings.SITE_URL.partition("://")[2]
    event = Event()
    event.add("uid", f"session-{session.pk}@{host}")
    event.add("dtstamp", session.begins)
    event.add("sequence", session.version)
    one_day = session.until - session.since == ONE_DAY
    event.add("dtstart", session.begins if one_day else session.since)
    event.add("dtend", session.ends if one_day else session.until)
    event.add("summary", f"{session.offer.title} ({session.offer.provider.name})")
    place = "Online" if session.online else ", ".join(filter(None, [session.venue, session.town]))
    event.add("location", place)
    event.add("url", f"{settings.SITE_URL}{session.offer.get_absolute_url()}")
    if session.status == SessionStatus.CANCELLED:
        event.add("status", "CANCELLED")
        event.add("description", f"Afgezegd: {session.cancelled_because}")
    return event


def _event(activity: Activity) -> Event:
    host = settings.SITE_URL.partition("://")[2]
    event = Event()
    event.add("uid", f"activity-{activity.pk}@{host}")
    event.add("dtstamp", activity.logged_at)
    event.add("dtstart", activity.done_on)
    event.add("dtend", activity.done_on + ONE_DAY)
    event.add("summary", str(activity))
    event.add("description", f"{activity.get_kind_display()}, {_figure(activity.total)} uur")
    event.add("transp", "TRANSPARENT")
    return event


def _cells(activity: Activity) -> list[str]:
    offer = activity.offer
    hours = _by_category(activity)
    return [
        f"{activity.done_on:%d-%m-%Y}",
        activity.get_kind_display(),
        activity.title,
        offer.provider.name if offer else "",
        _figure(activity.total),
        *(_figure(hours[category]) for category in Category),
        str(activity.standing.label),
    ]


def _by_category(activity: Activity) -> dict[str, Decimal]:
    return dict.fromkeys(Category, ZERO) | {row.category: row.hours for row in activity.hours.all()}


def _figure(hours: Decimal) -> str:
    """Format hours as a Dutch spreadsheet program reads them."""
    return f"{hours:.2f}".replace(".", ",")
