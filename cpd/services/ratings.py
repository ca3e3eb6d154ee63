"""Ratings of courses by participants, answers by providers, and moderation."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from core import audit
from core.errors import Refused
from core.moves import advance
from core.permissions import require
from cpd import permissions
from cpd.choices.sessions import AttendanceStatus
from cpd.models import Attendance, Rating


@transaction.atomic
def rate(attendance: Attendance, *, actor: Person, score: int, text: str, on: date) -> Rating:
    """Rate a course that one attended, or change that rating: the last time counts.

    With other words the provider's answer goes, because it was an answer to the earlier ones.
    """
    rows = Attendance.objects.select_related("session__offer", "person")
    attendance = rows.select_for_update(of=("self",), no_key=True).get(pk=attendance.pk)
    require(permissions.can_rate(actor, attendance))
    if attendance.status != AttendanceStatus.CREDITED:
        raise Refused(
            _("You can rate a course when the provider says that you were there."),
            code="not_credited",
        )
    offer = attendance.session.offer
    earlier = Rating.objects.select_for_update(no_key=True).filter(attendance=attendance).first()
    rating = earlier or Rating(attendance=attendance, offer=offer, given_on=on)
    if rating.text != text:
        rating.answer = ""
    rating.score, rating.text = score, text
    rating.save()
    audit.record("changed" if earlier else "rated", rating, actor=actor, offer=offer.pk)
    return rating


@transaction.atomic
def withdraw_rating(attendance: Attendance, *, actor: Person) -> None:
    """Take back one's own rating, with the answer to it; without one nothing happens."""
    require(permissions.can_rate(actor, attendance))
    for rating in Rating.objects.select_for_update(no_key=True).filter(attendance=attendance):
        audit.record("withdrawn", rating, actor=actor, offer=rating.offer_id)
        rating.delete()


@transaction.atomic
def answer_rating(rating: Rating, *, actor: Person, text: str) -> Rating:
    """Answer a rating as the provider, or change that answer."""
    rating = _lock(rating)
    require(permissions.can_edit_for(actor, rating.offer.provider_id))
    rating.answer = text
    rating.save(update_fields=["answer"])
    audit.record("answered", rating, actor=actor, offer=rating.offer_id)
    return rating


@transaction.atomic
def hide_rating(rating: Rating, *, actor: Person, reason: str) -> Rating:
    """Hide a rating; it no longer counts in the average."""
    return _moderate(rating, "hide", actor=actor, reason=reason)


@transaction.atomic
def show_rating(rating: Rating, *, actor: Person, reason: str) -> Rating:
    """Show a hidden rating again."""
    return _moderate(rating, "show", actor=actor, reason=reason)


def _moderate(rating: Rating, move: str, *, actor: Person, reason: str) -> Rating:
    rating = _lock(rating)
    require(permissions.can_moderate(actor, rating.offer))
    advance(rating, move, actor=actor, reason=reason)
    return rating


def _lock(rating: Rating) -> Rating:
    return (
        Rating.objects.with_offer().select_for_update(of=("self",), no_key=True).get(pk=rating.pk)
    )
