"""Connections of staff systems, their tokens and the agreements behind them."""

from django.db.models import Max, QuerySet
from django.utils import timezone

from accounts.models import Agreement, ApiClient, ApiToken
from core import crypto


def token_of(text: str) -> ApiToken | None:
    """Return the token with this secret and its client, if it is still valid."""
    usable = ApiToken.objects.usable(timezone.now()).select_related(
        "client__organisation", "client__responsible"
    )
    return usable.filter(digest=crypto.digest(text, purpose="api-token")).first()


def agreements(rows: QuerySet[Agreement]) -> QuerySet[Agreement]:
    return rows.select_related("organisation").order_by("organisation__name", "code")


def with_last_use(rows: QuerySet[ApiClient]) -> QuerySet[ApiClient]:
    """Add to clients their organisation and the last use of any of their tokens."""
    used = Max("tokens__last_used_at")
    found = rows.select_related("organisation", "responsible").annotate(last_used_at=used)
    return found.order_by("organisation__name", "name", "pk")
