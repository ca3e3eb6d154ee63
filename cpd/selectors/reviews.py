"""Who can judge an offer, who is asked to, and what they concluded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import translation

from accounts.choices import RoleKind
from accounts.models import Person, Role
from cpd.choices.judging import AssignmentStatus, Outcome, ReviewStatus
from cpd.choices.offers import Language
from cpd.models import Assignment, Offer, Review, Reviewer, Score, Submission, Verdict
from cpd.reviewing import Candidate, Criterion, ranked
from schools.selectors.people import workplaces

from .terms import criteria_of

ASKED = Q(status=AssignmentStatus.ASKED)

NOTHING = (0, 0)

Findings = Mapping[str, tuple[bool, str]]


@dataclass(frozen=True)
class Reason:
    """What validators said about one criterion, without their names."""

    criterion: Criterion
    scores: list[Score]


@dataclass(frozen=True)
class Earlier:
    """What an earlier validator concluded, and why."""

    verdict: Verdict
    reasons: list[Reason]


def validators_for(offer: Offer, *, excluded: Iterable[int], on: date) -> list[Person]:
    """Return the validators who can be asked to judge an offer, the best choice first."""
    people = {person.pk: person for person in _validators(on)}
    order = ranked(
        _candidates(people.values(), on),
        own=offer.provider.organisations,
        sectors=offer.sectors,
        language=offer.language,
        excluded=excluded,
    )
    return [people[person] for person in order]


def _validators(on: date) -> QuerySet[Person]:
    roles = Role.objects.on(on).filter(kind=RoleKind.VALIDATOR)
    found = Person.objects.filter(roles__in=roles, is_active=True)
    return found.select_related("reviewer").distinct()


def loads_of(people: Iterable[Person]) -> dict[int, tuple[int, int]]:
    """Return per person the number of verdicts asked now, and of all ever asked."""
    rows = Assignment.objects.filter(validator__in=list(people)).order_by()
    counts = rows.values_list("validator").annotate(now=Count("pk", filter=ASKED), ever=Count("pk"))
    return {person: (now, ever) for person, now, ever in counts}


def _candidates(people: Iterable[Person], on: date) -> list[Candidate]:
    people = list(people)
    keys = [person.pk for person in people]
    work, loads = workplaces(keys, on), loads_of(people)
    roles: dict[int, set[int]] = {}
    for person, organisation in Role.objects.filter(person__in=keys).values_list(
        "person_id", "organisation_id"
    ):
        roles.setdefault(person, set()).add(organisation)
    return [
        Candidate(
            person=person.pk,
            sectors=frozenset(place.sector for place in work.get(person.pk, ())),
            languages=frozenset(languages_of(person)),
            organisations=frozenset(
                roles.get(person.pk, set()) | {place.board for place in work.get(person.pk, ())}
            ),
            open=loads.get(person.pk, NOTHING)[0],
            asked=loads.get(person.pk, NOTHING)[1],
        )
        for person in people
    ]


def languages_of(person: Person) -> list[str]:
    """Return the languages in which a validator judges."""
    try:
        return list(person.reviewer.languages)
    except Reviewer.DoesNotExist:
        return [Language.DUTCH.value]


def open_review(offer: Offer) -> Review | None:
    """Return the open review of an offer, if any."""
    open_ones = Review.objects.filter(submission__offer=offer, status=ReviewStatus.OPEN)
    return open_ones.prefetch_related("assignments__verdict", "assignments__validator").first()


def asked_of(validator: Person) -> QuerySet[Assignment]:
    """Return the verdicts that are asked of a validator, the earliest due first."""
    return Assignment.objects.asked_of(validator).with_offer().order_by("due_on", "pk")


def verdicts_of(review: Review) -> list[Verdict]:
    """Return the verdicts of a review as they were given, that of the third validator last."""
    found = Verdict.objects.filter(assignment__review=review).prefetch_related("scores")
    return list(found.order_by("assignment__third", "given_at", "pk"))


def reasons_of(verdicts: Iterable[Verdict], criteria: str) -> list[Reason]:
    """Return scores and motivations per criterion, without names."""
    verdicts = list(verdicts)
    reasons = []
    for criterion in criteria_of(criteria):
        said = [
            score
            for verdict in verdicts
            for score in verdict.scores.all()
            if score.criterion == criterion.code
        ]
        reasons.append(Reason(criterion, said))
    return reasons


def deciding(review: Review, outcome: str) -> list[Verdict]:
    """Return the verdicts that led to an outcome."""
    return [verdict for verdict in verdicts_of(review) if verdict.outcome == outcome]


def public_reasons(submission: Submission | None, outcome: str) -> list[Reason]:
    """Return the reasons per criterion that are public; none without a concluded review."""
    review = Review.objects.filter(submission=submission, status=ReviewStatus.CONCLUDED).first()
    return reasons_of(deciding(review, outcome), review.criteria) if review else []


def reasons_in_words(review: Review, outcome: str) -> str:
    """Return the reasons of the deciding verdicts as text for a letter, in Dutch."""
    verdicts = deciding(review, outcome)
    with translation.override("nl"):
        lines = [
            "\n".join([str(reason.criterion.name), *map(_in_words, reason.scores)])
            for reason in reasons_of(verdicts, review.criteria)
        ]
    asked = [verdict.argument for verdict in verdicts if outcome == Outcome.ASK]
    return "\n\n".join([*asked, *lines])


def _in_words(score: Score) -> str:
    """Return a score as a word and its motivation: a number says little to who reads the letter."""
    return f"– {score.grade.label}: {score.motivation}"


def findings_in_words(findings: Findings, criteria: str) -> str:
    """Return what an administrator found per criterion as text for a letter, in Dutch."""
    with translation.override("nl"):
        found = [(one.name, *findings[one.code]) for one in criteria_of(criteria)]
    said = ((name, "voldoet" if met else "voldoet niet", why) for name, met, why in found)
    return "\n\n".join(f"{name}: {verdict}. {why}".strip() for name, verdict, why in said)


def earlier_for(assignment: Assignment) -> list[Earlier]:
    """Return, only for the third validator, what the first two concluded, without names."""
    if not assignment.third:
        return []
    verdicts = verdicts_of(assignment.review)
    return [
        Earlier(verdict, reasons_of([verdict], assignment.review.criteria)) for verdict in verdicts
    ]


def round_of(offer: Offer) -> list[Assignment]:
    """Return the assignments of the latest review of an offer, for administrators."""
    review = Review.objects.filter(submission__offer=offer).order_by("-pk").first()
    if review is None:
        return []
    return list(review.assignments.select_related("validator", "verdict", "review"))
