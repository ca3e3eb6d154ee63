"""Accounts with which nobody can sign in for now; what they hold is kept."""

from django.db import transaction

from accounts.models import Person
from accounts.notices import post_notice
from accounts.selectors.claims import may_be_opened
from accounts.sessions import end_sessions
from core import audit


@transaction.atomic
def shut_account(person: Person, *, actor: Person) -> None:
    """Let nobody sign in with an account from now on; the caller has checked the permission."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person)
    audit.record("shut", person, actor=actor)


@transaction.atomic
def open_account_again(person: Person, *, actor: Person | None) -> None:
    """Let somebody sign in again, and tell them, as long as nothing else keeps the account shut.

    The caller has checked the permission.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.is_active or not may_be_opened(person):
        return
    person.is_active = True
    person.save(update_fields=["is_active"])
    post_notice(person, audit.record("opened_again", person, actor=actor))
