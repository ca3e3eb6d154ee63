"""What providers, administrators and validators read about offers."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.choices import RoleKind
from accounts.models import Person, Role
from accounts.names import plain
from core.errors import Refused
from cpd.choices.judging import Outcome
from cpd.choices.offers import JUDGED_NOW, OfferStatus
from cpd.models import Advice, Judgement, Offer, Provider, SearchWord, Suspension
from cpd.models.offer import words_in
from cpd.querysets import OfferQuerySet
from cpd.rules import Proposal, missing_in

MOST_WORDS = 6
MISSING = {
    "summary": _("Write in one or two sentences what it is."),
    "learns": _("Write what participants learn."),
    "sectors": _("Choose for which sectors it is."),
    "hours": _("Write how many hours it takes."),
    "split_differs": _("The hours per category do not add up to the contact and self-study hours."),
    "self_study_reason": _("Explain what participants do in the hours of self-study."),
    "test": _("An offer with more self-study than contact ends with a test or an assignment."),
}


def mentioning(offers: OfferQuerySet, text: str) -> OfferQuerySet:
    """Return the offers that contain every one of these words, or one that resembles it."""
    for word in words_in(text)[:MOST_WORDS]:
        alike = SearchWord.objects.like(word).values("text")
        offers = offers.filter(search_words__overlap=ArraySubquery(alike))
    return offers


def offer_counts(offers: OfferQuerySet, on: date) -> dict[str, int]:
    """Return how many of these offers there are per status, and how many are ``late``."""
    counts = {status.value: Count("pk", filter=Q(status=status)) for status in OfferStatus}
    return offers.aggregate(**counts, late=Count("pk", filter=Q(due_on__lt=on)))


def offers_to_judge() -> int:
    """Return how many offers wait for an administrator."""
    return Offer.objects.filter(status=OfferStatus.SUBMITTED).count()


def search_offers(offers: OfferQuerySet, wanted: Mapping[str, Any]) -> QuerySet[Offer]:
    """Return the offers that match the filters of ``OfferFilterForm``.

    Those due soonest come first, then those handed in last.
    """
    filters = {"status": wanted.get("status"), "kind": wanted.get("kind")}
    found = offers.filter(**{name: value for name, value in filters.items() if value})
    return (
        mentioning(found, wanted.get("q", ""))
        .select_related("provider")
        .order_by(
            F("due_on").asc(nulls_last=True), F("first_submitted_on").desc(nulls_first=True), "pk"
        )
    )


def search_providers(text: str, on: date) -> QuerySet[Provider]:
    """Return the providers whose name or number contains this text.

    Each has the number of valid offers, and whether it is suspended on this day.
    """
    current = Count("offers", filter=Q(offers__status=OfferStatus.VALIDATED))
    found = Provider.objects.filter(search_key__contains=plain(text))
    suspended = Exists(Suspension.objects.on(on).filter(provider=OuterRef("pk")))
    return found.annotate(current=current, suspended=suspended).order_by("search_key", "pk")


def public_judgement(offer: Offer) -> Judgement | None:
    """Return the public decision about an offer; none for a question or while it is rejudged."""
    if offer.status in [*JUDGED_NOW, OfferStatus.CHANGES_ASKED]:
        return None
    return next((one for one in _judgements(offer) if one.outcome != Outcome.ASK), None)


def open_question(offer: Offer) -> str:
    """Return what the provider was asked and has not answered yet."""
    if offer.status != OfferStatus.CHANGES_ASKED:
        return ""
    return next((judgement.reasons for judgement in _judgements(offer)), "")


def _judgements(offer: Offer) -> Iterator[Judgement]:
    """Yield what was decided, the last first."""
    for submission in reversed(offer.submissions.all()):
        if hasattr(submission, "judgement"):
            yield submission.judgement


def advice_by(validator: Person, offer: Offer) -> Advice | None:
    """Return the advice of a validator in the current round."""
    return Advice.objects.filter(
        given_by=validator, submission=offer.submissions.latest("pk")
    ).first()


def editors_of(organisation_id: int, *, on: date) -> list[str]:
    """Return the e-mail addresses of a provider's editors on a day."""
    roles = Role.objects.on(on).filter(organisation=organisation_id, kind=RoleKind.PROVIDER_EDITOR)
    people = Person.objects.filter(roles__in=roles).exclude(email="")
    return list(people.order_by("pk").values_list("email", flat=True).distinct())


def missing_of(offer: Offer) -> list[Refused]:
    """Return what an offer lacks before it can be handed in, as messages."""
    return [Refused(MISSING[code], code=code) for code in missing_in(proposal_of(offer))]


def proposal_of(offer: Offer) -> Proposal:
    """Return an offer as its provider described it."""
    return Proposal(
        title=offer.title,
        kind=offer.kind,
        summary=offer.summary,
        learns=offer.learns,
        design=offer.design,
        sectors=tuple(offer.sectors),
        contact_hours=offer.contact_hours,
        self_study_hours=offer.self_study_hours,
        self_study_reason=offer.self_study_reason,
        ends_with_test=offer.ends_with_test,
        split={row.category: row.hours for row in offer.hours.all()},
        price=offer.price,
        url=offer.url,
        language=offer.language,
        target_group=offer.target_group,
        subjects=tuple(offer.subjects),
        setting=offer.setting,
        price_includes=offer.price_includes,
        accessibility=offer.accessibility,
    )
