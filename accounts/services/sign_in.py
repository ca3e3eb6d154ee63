"""How people sign in: what happened to their password, address and second factor."""

from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts import permissions
from accounts.models import Person
from accounts.notices import post_notice
from accounts.sessions import end_sessions
from core import audit, outbox
from core.permissions import require


@transaction.atomic
def note_change(person: Person, *, actor: Person, change: str, old_email: str = "") -> None:
    """Write down what somebody changed about their own sign-in, and mail them about it.

    After a change of address the old one is told; it is found in the history of the person, so
    that no address is written in the trail or the outbox.
    """
    data = {}
    if old_email:
        data["version"] = person.events.filter(email=old_email).latest("pgh_id").pgh_id
    post_notice(person, audit.record(change, person, actor=actor, **data))


@transaction.atomic
def ask_to_verify(address: EmailAddress, *, actor: Person) -> None:
    """Mail a link to an address that somebody says is theirs."""
    event = audit.record("verification_asked", actor, actor=actor)
    outbox.post("accounts.tasks.send_verification", key=f"verify-{event.pk}", address=address.pk)


@transaction.atomic
def ask_new_password(email: str, *, actor: None) -> None:
    """Have an address mailed a link with which to choose a new password; who asked is not known.

    It takes as long for an address that nobody has: what depends on it is done afterwards.
    """
    address = EmailAddress.objects.filter(email=email.lower()).order_by("-verified").first()
    outbox.post(
        "accounts.tasks.answer_forgotten_password",
        key=f"password-{uuid4()}",
        address=address.pk if address else 0,
    )


@transaction.atomic
def sign_out_everywhere(person: Person, *, actor: None) -> None:
    """Sign somebody out everywhere, because their account may be in use by another."""
    end_sessions(person)
    audit.record("signed_out", person, actor=actor)


@transaction.atomic
def reset_second_factor(person: Person, *, actor: Person) -> None:
    """Take away a lost second factor: the person is signed out everywhere, told so, and sets up
    a new one when they next sign in with their password.
    """
    require(permissions.can_reset_second_factor(actor, person))
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    post_notice(person, audit.record("second_factor_reset", person, actor=actor))
