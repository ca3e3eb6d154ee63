"""A programme that validators of the demo refused, and the objection of its provider."""

from collections.abc import Callable
from datetime import date

from accounts.models import Person
from cpd.choices.judging import Outcome
from cpd.models import Provider
from cpd.selectors.contested import refused_offer
from cpd.selectors.terms import criteria_of, terms_on
from cpd.services.reviews import give_verdict, start_review
from register.services.cases import act_in_case
from register.services.objections import object_to_judgement

from .reviews import WEEK, submitted

WHY = "Uit de beschrijving blijkt niet wat deelnemers na afloop kunnen."
OBJECTION = "De doelen staan in het programma dat wij meestuurden. Daar is niet naar gekeken."
ADVICE = (
    "De commissie las het programma. De doelen staan er wel in. Zij adviseert het bezwaar gegrond "
    "te verklaren."
)


def make_objection(
    editor: Person,
    *,
    administrator: Person,
    adviser: Person,
    on: date,
    work_off: Callable[[], None],
) -> None:
    """Let a provider object to a refusal, up to where an administrator decides on the advice."""
    provider = Provider.objects.get(kvk="90000001")
    offer = submitted(provider, editor, "Leren debatteren, een leergang", on=on - 2 * WEEK)
    review = start_review(offer, actor=administrator, on=on - 2 * WEEK)
    criteria = criteria_of(terms_on(on).criteria)
    for assignment in review.assignments.all():
        give_verdict(
            assignment,
            actor=assignment.validator,
            on=on,
            outcome=Outcome.REFUSE,
            argument="",
            scores={criterion.code: (1, WHY) for criterion in criteria},
        )
    work_off()  # an objection is against a decision that was mailed
    refused = refused_offer(offer.pk, provider=provider.pk)
    if refused is None:
        return
    case = object_to_judgement(refused, actor=editor, words=OBJECTION, on=on)
    for act, actor, words in [
        ("admit", administrator, "U heeft op tijd bezwaar gemaakt en u zegt waarom."),
        ("waive_hearing", editor, "Een hoorzitting is voor ons niet nodig."),
        ("advise", adviser, ADVICE),
    ]:
        act_in_case(case, act=act, actor=actor, words=words, on=on)
