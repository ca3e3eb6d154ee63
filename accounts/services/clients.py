"""API clients of organisations and teachers, and the tokens with which they sign in."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.choices import OWN_SCOPES, SCOPES_OF, OrganisationKind
from accounts.models import Agreement, ApiClient, ApiToken, KeptAnswer, Organisation, Person
from core import audit, crypto
from core.errors import Refused
from core.permissions import require

OVERLAP = timedelta(days=7)  # how long a replaced token still works
KEPT_FOR = timedelta(hours=24)  # how long a repeated request gets its first answer
USED_ABOUT = timedelta(minutes=1)  # how precisely the last use of a token is recorded
PREFIX = "lrt_"
MOST_OWN = 10  # programs with access to one teacher's file
OWN_REQUESTS = 60  # a minute, for such a program


@transaction.atomic
def add_client(  # noqa: PLR0913  what a form asks
    organisation: Organisation,
    *,
    actor: Person,
    responsible: Person,
    name: str,
    purpose: str,
    scopes: Sequence[str],
    since: date,
    until: date | None,
) -> ApiClient:
    """Add a client of an organisation, with one of its people responsible for it.

    Raises Refused for a scope that this kind of organisation cannot have, and for a fund without an
    agreement.
    """
    require(permissions.can_manage(actor, organisation))
    require(permissions.can_answer_for(responsible, organisation))
    if not set(scopes) <= set(SCOPES_OF.get(OrganisationKind(organisation.kind), [])):
        raise Refused(_("This organisation cannot use that."), code="scope_unknown")
    if organisation.kind == OrganisationKind.FUND and not _agreed(organisation, since):
        raise Refused(_("The register has no agreement with you that holds."), code="no_agreement")
    client = ApiClient(
        organisation=organisation,
        responsible=responsible,
        name=name,
        purpose=purpose,
        scopes=sorted(scopes),
        since=since,
        until=until,
    )
    client.validate_constraints()
    client.save()
    audit.record("added", client, actor=actor, scopes=sorted(scopes), responsible=responsible.pk)
    return client


@transaction.atomic
def add_own_client(
    person: Person,
    *,
    actor: Person,
    name: str,
    scopes: Sequence[str],
    since: date,
    until: date | None,
) -> ApiClient:
    """Give a program that a teacher chose access to their own file.

    Raises Refused for more than MOST_OWN programs, and for a scope beyond the teacher's own file.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(permissions.can_let_in(actor, person))
    if not set(scopes) <= set(OWN_SCOPES):
        raise Refused(_("This organisation cannot use that."), code="scope_unknown")
    if ApiClient.objects.own_of(person).on(since).count() >= MOST_OWN:
        raise Refused(_("You have ten connections already. End one first."), code="too_many")
    client = ApiClient(
        responsible=person,
        name=name,
        scopes=sorted(scopes),
        requests_a_minute=OWN_REQUESTS,
        since=since,
        until=until,
    )
    client.validate_constraints()
    client.save()
    audit.record("added", client, actor=actor, scopes=sorted(scopes), responsible=person.pk)
    return client


@transaction.atomic
def issue_token(client: ApiClient, *, actor: Person) -> tuple[ApiToken, str]:
    """Make a token; return it with its secret, which cannot be read again later."""
    client = _lock(client)
    require(permissions.can_manage_client(actor, client))
    name = secrets.token_hex(4)
    words = f"{PREFIX}{name}_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        client=client,
        prefix=f"{PREFIX}{name}",
        digest=crypto.digest(words, purpose="api-token"),
        issued_by=actor,
    )
    audit.record("token_issued", client, actor=actor, token=token.prefix)
    return token, words


@transaction.atomic
def rotate_token(token: ApiToken, *, actor: Person) -> tuple[ApiToken, str]:
    """Replace a token. The old one works for OVERLAP longer, so that nothing is interrupted."""
    issued = issue_token(token.client, actor=actor)
    expires_at = timezone.now() + OVERLAP
    longer = Q(expires_at=None) | Q(expires_at__gt=expires_at)
    ApiToken.objects.filter(longer, pk=token.pk).update(expires_at=expires_at)
    audit.record("token_replaced", token.client, actor=actor, token=token.prefix)
    return issued


@transaction.atomic
def revoke_token(token: ApiToken, *, actor: Person) -> None:
    """Make a token invalid from this moment on."""
    client = _lock(token.client)
    require(permissions.can_manage_client(actor, client))
    _revoke(token, client, actor=actor)


@transaction.atomic
def shut_out_programs(person: Person, *, actor: Person) -> None:
    """Revoke the tokens of a teacher's own programs, together with the account itself."""
    for client in ApiClient.objects.own_of(person).select_for_update(no_key=True):
        for token in client.tokens.filter(revoked_at=None):
            _revoke(token, client, actor=actor)


@transaction.atomic
def take_over(client: ApiClient, *, actor: Person) -> None:
    """Become responsible for a client: from now on it acts on behalf of the actor."""
    client = _lock(client)
    require(permissions.can_manage_client(actor, client))
    require(permissions.can_answer_for(actor, client.organisation))
    audit.record("taken_over", client, actor=actor, before=client.responsible_id)
    client.responsible = actor
    client.save(update_fields=["responsible"])


@transaction.atomic
def end_client(client: ApiClient, *, actor: Person, on: date) -> None:
    """End a client from this day on."""
    client = _lock(client)
    require(permissions.can_manage_client(actor, client))
    if client.until is None or client.until > on:
        client.until = max(on, client.since)
        client.save(update_fields=["until"])
        audit.record("ended", client, actor=actor)


def note_use(token: ApiToken, *, actor: Person, now: datetime) -> None:
    """Record that a token was used, once a minute; ``actor`` is responsible for its client."""
    older = Q(last_used_at=None) | Q(last_used_at__lt=now - USED_ABOUT)
    ApiToken.objects.filter(older, pk=token.pk, client__responsible=actor).update(last_used_at=now)


def forget_answers(*, now: datetime) -> int:
    """Delete stored answers older than KEPT_FOR; return how many."""
    return KeptAnswer.objects.filter(at__lt=now - KEPT_FOR).delete()[0]


def _agreed(organisation: Organisation, on: date) -> bool:
    return Agreement.objects.on(on).filter(organisation=organisation).exists()


def _revoke(token: ApiToken, client: ApiClient, *, actor: Person) -> None:
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        audit.record("token_revoked", client, actor=actor, token=token.prefix)


def _lock(client: ApiClient) -> ApiClient:
    rows = ApiClient.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("organisation").get(pk=client.pk)
