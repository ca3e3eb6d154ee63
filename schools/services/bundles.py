"""Many letters with codes at once: requested, made in the background, fetched."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import ClaimCode, Person, Role
from core import audit, outbox, paper
from core.errors import Refused
from core.moves import advance
from core.permissions import require
from schools import letters, permissions
from schools.choices import BundleStatus
from schools.models import Board, LetterBundle, StaffRecord
from schools.progress import tell_letters_made
from schools.sealing import open_letters, seal_letters
from schools.selectors.staff import letters_to

from .claim_letters import codes_for_letters

AT_A_TIME = 250
MOST = 5_000
KEPT = timedelta(days=7)  # ours, and short because each letter holds a valid code


@transaction.atomic
def ask_letters(
    board: Board, *, actor: Person, role: Role, who: str, location: str, count: int
) -> LetterBundle:
    """Request many letters, to be made in the background. Raises Refused for too many."""
    require(permissions.can_deliver(actor, board))
    if count > MOST:
        raise Refused(
            _("These are %(n)s letters. Choose one school: at most %(most)s go at once."),
            code="too_many",
            params={"n": count, "most": MOST},
        )
    bundle = LetterBundle.objects.create(
        board=board, asked_by=actor, role_id=role.pk, who=who, location=location, letters=count
    )
    audit.record("asked", bundle, actor=actor, letters=count)
    outbox.post("schools.schedule.make_letters", key=f"letters-{bundle.pk}", pk=bundle.pk)
    return bundle


@transaction.atomic
def make_letters(bundle: LetterBundle, *, actor: Person, on: date, now: datetime) -> LetterBundle:
    """Make the requested letters as one PDF, unless they were made already.

    If nobody is left to write to by then, there is nothing to fetch.
    """
    bundle = LetterBundle.objects.select_for_update(of=("self",), no_key=True).get(pk=bundle.pk)
    if bundle.status != BundleStatus.ASKED:
        return bundle
    staff = letters_to(bundle.board_id, now=now, on=on, who=bundle.who, location=bundle.location)
    if not staff.exists():
        advance(bundle, "clear", actor=actor)
        return bundle
    found = codes_for_letters(bundle.board, actor=actor, role=bundle.role, staff=staff)
    sealed = seal_letters(paper.bound(_parts(bundle, found)), bundle=bundle.pk)
    advance(bundle, "make", actor=actor, sealed=sealed, letters=len(found))
    return bundle


def _parts(bundle: LetterBundle, found: Sequence[tuple[StaffRecord, ClaimCode]]) -> Iterator[bytes]:
    """Lay out the letters in batches, to limit memory."""
    for start in range(0, len(found), AT_A_TIME):
        yield letters.claim_letters(found[start : start + AT_A_TIME])
        tell_letters_made(bundle, min(start + AT_A_TIME, len(found)))


@transaction.atomic
def fetch_letters(bundle: LetterBundle, *, actor: Person) -> bytes:
    """Return the PDF. Raises Refused if it is not made yet, or deleted already."""
    require(permissions.can_deliver(actor, bundle.board))
    if bundle.sealed is None:
        raise Refused(_("These letters are not there yet, or no more."), code="not_there")
    audit.record("fetched", bundle, actor=actor)
    return open_letters(bundle.sealed, bundle=bundle.pk)


@transaction.atomic
def clear_letters(*, actor: Person | None, now: datetime) -> int:
    """Delete letters that were requested more than a week ago; return how many bundles."""
    old = LetterBundle.objects.exclude(status=BundleStatus.CLEARED).select_for_update(no_key=True)
    found = list(old.filter(asked_at__lt=now - KEPT))
    for bundle in found:
        advance(bundle, "clear", actor=actor, sealed=None)
    return len(found)
