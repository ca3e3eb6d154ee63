"""What happens besides when somebody signs in or out, or changes how they do so.

Log lines (ASVS V16.3.1) hold the primary key of the person, never a name or an address. A session
gets a new key when its owner shows again who they are (V7.2.4), and the other sessions end when a
second factor is removed or replaced (V7.4.3).
"""

import logging
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.signals import authentication_step_completed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_removed,
    authenticator_reset,
)
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from .models import Person
from .sessions import end_sessions

logger = logging.getLogger(__name__)


@receiver(user_logged_in)
def note_sign_in(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    ways = [str(record["method"]) for record in get_authentication_records(request, user)]
    logger.info("signed in", extra={"person": user.pk, "ways": ways})


@receiver(user_logged_out)
def note_sign_out(user: Person | None, **kwargs: Any) -> None:
    if user:
        logger.info("signed out", extra={"person": user.pk})


@receiver(user_login_failed)
def note_refusal(credentials: dict[str, Any], **kwargs: Any) -> None:
    """Log a failed sign-in; an unknown address has no person, so no key."""
    keys = Person.objects.with_address(credentials.get("email", ""))
    logger.warning(
        "not signed in", extra={"person": keys.values_list("pk", flat=True).first(), "ways": []}
    )


@receiver(authentication_failed)
def note_refused_factor(user: Person, authenticator: Authenticator, **kwargs: Any) -> None:
    logger.warning("not signed in", extra={"person": user.pk, "ways": [str(authenticator.type)]})


@receiver(authentication_step_completed)
def renew_key(request: HttpRequest, *, reauthenticated: bool = False, **kwargs: Any) -> None:
    if not reauthenticated:
        return
    old = request.session.session_key
    request.session.cycle_key()
    new = request.session.session_key
    UserSession.objects.filter(session_key=old).update(session_key=new)


@receiver([authenticator_removed, authenticator_reset])
def end_other_sessions(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    end_sessions(user, but=request.session.session_key)
