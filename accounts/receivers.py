"""Log lines for signing in, failing to and signing out (ASVS V16.3.1).

They hold the primary key of the person, never a name or an address.
"""

import logging
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from .models import Person

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
