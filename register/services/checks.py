"""Checking under an agreement whether teachers are registered."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Agreement, ApiClient, Person
from accounts.services.views import record_checks
from core import audit, crypto
from core.errors import Refused
from core.permissions import require
from register import permissions
from register.models import CheckProof, RegisterCheck
from register.models.check import KEPT_FOR
from register.selectors.checks import (
    NOT_POSSIBLE,
    NOT_REGISTERED,
    REGISTERED,
    Asked,
    answers,
    place_of,
    statement,
    wrong_in_check,
)
from register.signing.keys import signing_key
from register.signing.statements import signed
from register.tasks import published

MOST = 10_000
WRONG = {
    "agreement_over": _("This agreement has ended, or has not begun yet."),
    "day_to_come": _("This day is still to come."),
}


@transaction.atomic
def check_registrations(
    agreement: Agreement,
    *,
    actor: Person,
    asked: Sequence[Asked],
    on: date,
    today: date,
    client: ApiClient | None = None,
) -> RegisterCheck:
    """Answer for each of these teachers whether they were registered on a day, and sign it.

    Each teacher who was found can see who asked, when and what for. Raises Refused if the agreement
    is not in force, the day is in the future, or the number of teachers exceeds a limit.
    """
    agreement = Agreement.objects.select_for_update(of=("self",), no_key=True).get(pk=agreement.pk)
    require(permissions.can_check(actor, agreement))
    _refuse(agreement, len(asked), on=on, today=today)
    found = answers(asked, on=on, with_reason=agreement.with_reason)
    counts = Counter(one.answer for one in found)
    check = RegisterCheck.objects.create(
        agreement=agreement,
        asked_by=actor,
        client=client,
        on=on,
        asked=len(asked),
        registered=counts[REGISTERED],
        not_registered=counts[NOT_REGISTERED],
        not_possible=counts[NOT_POSSIBLE],
    )
    key = signing_key()
    published(key)
    words = signed(statement(check, agreement, found, client), key=key)
    check.sealed = crypto.encrypt(words.encode(), bound_to=place_of(check))
    check.save(update_fields=["sealed"])
    _tell_teachers({one.person for one in found if one.person}, actor=actor, agreement=agreement)
    audit.record("checked", check, actor=actor, agreement=agreement.pk, asked=len(asked))
    return check


def forget_checks(*, now: datetime) -> int:
    """Delete answers older than KEPT_FOR, including their PDFs; the counts stay.

    Returns the number of checks.
    """
    before = now - KEPT_FOR
    CheckProof.objects.filter(check_made__asked_at__lt=before).exclude(sealed=b"").update(
        sealed=b""
    )
    return RegisterCheck.objects.filter(asked_at__lt=before).exclude(sealed=b"").update(sealed=b"")


def _refuse(agreement: Agreement, number: int, *, on: date, today: date) -> None:
    for code in wrong_in_check(agreement, on=on, today=today):
        raise Refused(WRONG[code], code=code)
    if not 1 <= number <= MOST:
        raise Refused(_("Ask about 1 to 10,000 teachers at once."), code="too_many")
    midnight = timezone.make_aware(datetime.combine(today, datetime.min.time()))
    before = agreement.checks.filter(asked_at__gte=midnight).aggregate(all=Sum("asked"))["all"] or 0
    if before + number > agreement.a_day:
        raise Refused(
            _("That is more than you may ask in a day. You can ask about %(left)s more today."),
            code="quota_used",
            params={"left": max(0, agreement.a_day - before)},
        )


def _tell_teachers(people: set[int], *, actor: Person, agreement: Agreement) -> None:
    places = (r for r in actor.current_roles if r.organisation_id == agreement.organisation_id)
    record_checks(sorted(people), viewer=actor, role=next(places), agreement=agreement)
