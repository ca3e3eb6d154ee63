"""Double reviews of the demo: one that waits for two verdicts, one that waits for a third."""

from datetime import date, timedelta
from decimal import Decimal

from accounts.models import Person
from cpd.choices.judging import Outcome
from cpd.models import Offer, Provider
from cpd.rules import Proposal
from cpd.selectors.terms import criteria_of, terms_on
from cpd.services.offers import draft_offer, submit_offer
from cpd.services.reviews import give_verdict, start_review

WEEK = timedelta(weeks=1)
DIFFER = [
    (Outcome.VALIDATE, 3, "Dit is helder beschreven en past bij de praktijk."),
    (Outcome.REFUSE, 1, "Dit is te algemeen om te toetsen."),
]


def make_reviews(editor: Person, administrator: Person, *, on: date) -> None:
    """Send two programmes to validators; about one of them the first two differ."""
    provider = Provider.objects.get(kvk="90000001")
    differing = submitted(provider, editor, "Opleiding taalcoördinator", on=on - WEEK)
    review = start_review(differing, actor=administrator, on=on - WEEK)
    criteria = criteria_of(terms_on(on).criteria)
    pairs = zip(review.assignments.all(), DIFFER, strict=True)
    for assignment, (outcome, score, why) in pairs:
        give_verdict(
            assignment,
            actor=assignment.validator,
            on=on,
            outcome=outcome,
            argument="",
            scores={criterion.code: (score, why) for criterion in criteria},
        )
    waiting = submitted(provider, editor, "Meesterlijk voorlezen, een leergang", on=on - WEEK)
    start_review(waiting, actor=administrator, on=on)


def submitted(
    provider: Provider, editor: Person, title: str, *, on: date, kind: str = "programme"
) -> Offer:
    proposal = Proposal(
        title=title,
        kind=kind,
        summary=f"{title}: een jaar lang, met werk uit uw eigen school.",
        learns="Deelnemers maken een plan voor hun school en voeren het uit.",
        design="Twaalf bijeenkomsten, een portfolio en een eindgesprek.",
        sectors=("po", "vo"),
        contact_hours=Decimal(48),
        ends_with_test=True,
        split={"subject_teaching": Decimal(48)},
        price=Decimal(960),
    )
    offer = draft_offer(provider, actor=editor, proposal=proposal)
    submit_offer(offer, actor=editor, on=on)
    return offer
