"""Requests drawn for the sample: assessed by two committee members, a third if they differ."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Person
from core import audit, outbox
from core.errors import InvalidMove, Refused
from core.moves import advance
from core.permissions import require
from cpd.selectors.evidence import activities_to_judge
from cpd.services.activities import disallow_activities
from register import permissions, rules
from register.choices.cycles import CycleStatus, Ground
from register.choices.samples import SampleStatus
from register.models import Cycle, Draw, Registration, Sample, SampleMessage, SampleVerdict
from register.selectors.assessment import Standing, dutch_standing_of
from register.selectors.samples import met_without, questions_of, stratum_of

from .decisions import give_time, renew

TWO, THREE = 2, 3
ALL_WELL = "Twee leden van de commissie hebben uw dossier bekeken. Alles wat erin staat, telt mee."


def draw_lot(cycle: Cycle, standing: Standing, *, on: date) -> bool:
    """Decide whether a complete request is drawn for assessment by people (ADR 27).

    The caller has locked and submitted the cycle. Without a draw in use nobody is drawn.
    """
    draw = Draw.objects.in_use(on)
    if draw is None:
        return False
    sample, is_new = Sample.objects.get_or_create(
        cycle=cycle,
        draw=draw,
        defaults={"stratum": stratum_of(cycle, standing, terms=draw.terms, on=on), "asked_on": on},
    )
    if not is_new or not rules.is_drawn(draw.seed, cycle.pk, share=draw.share):
        return False
    due_on = rules.decide_before(on, [], terms=draw.terms)
    advance(sample, "draw", actor=None, due_on=due_on)
    outbox.post("register.tasks.send_sample", key=f"sample-{sample.pk}-drawn", sample=sample.pk)
    return True


@transaction.atomic
def say_in_sample(sample: Sample, *, actor: Person, text: str, on: date) -> SampleMessage:
    """Ask the teacher something as a member of the committee, or answer as the teacher.

    The term for the decision is suspended until the answer (Awb 4:15).
    """
    sample = (
        Sample.objects.select_for_update(of=("self",), no_key=True).with_people().get(pk=sample.pk)
    )
    judges = permissions.can_judge(actor, sample, on=on)
    require(judges or permissions.can_speak(actor, sample))
    if sample.status != SampleStatus.DRAWN:
        raise Refused(_("The committee has decided about this already."), code="decided")
    message = SampleMessage.objects.create(sample=sample, by=actor, text=text, said_on=on)
    audit.record("said", message, actor=actor)
    sample.due_on = rules.decide_before(
        sample.asked_on, questions_of(sample), terms=sample.draw.terms
    )
    sample.save(update_fields=["due_on"])
    if judges:
        outbox.post(
            "register.tasks.send_sample_question",
            key=f"sample-question-{message.pk}",
            message=message.pk,
        )
    return message


@transaction.atomic
def judge_sample(
    sample: Sample, *, actor: Person, disallowed: Collection[int], words: str, on: date
) -> SampleVerdict:
    """Judge which activities do not count, if any. The verdict that settles it decides the cycle.

    Raises Refused without reasons for activities that do not count, and for a second verdict by the
    same member.
    """
    Registration.objects.hold_of(sample.cycle_id)
    cycle = Cycle.objects.locked().get(samples=sample)
    sample = (
        Sample.objects.select_for_update(of=("self",), no_key=True).with_people().get(pk=sample.pk)
    )
    require(permissions.can_judge(actor, sample, on=on))
    if sample.status != SampleStatus.DRAWN or cycle.status != CycleStatus.SUBMITTED:
        raise InvalidMove(sample, "decide")
    if sample.verdicts.filter(member=actor).exists():
        raise Refused(_("You have judged this already."), code="judged")
    known = {one.pk for one in _activities(cycle)}
    wrong = sorted(known & set(disallowed))
    if wrong and not words.strip():
        raise Refused(_("Say why these do not count. The teacher reads this."), code="no_reasons")
    verdict = SampleVerdict.objects.create(sample=sample, member=actor, words=words, given_on=on)
    verdict.disallowed.set(wrong)
    audit.record("given", verdict, actor=actor, disallowed=wrong)
    _settle(sample, cycle, actor=actor, on=on)
    return verdict


def _settle(sample: Sample, cycle: Cycle, *, actor: Person, on: date) -> None:
    """Decide once two agree or three have judged: an activity that two reject does not count."""
    sets = [{one.pk for one in verdict.disallowed.all()} for verdict in _verdicts(sample)]
    if len(sets) < TWO:
        return
    agreed = {key for key in set().union(*sets) if sum(key in one for one in sets) >= TWO}
    outcomes = {met_without(cycle, one, on=on) for one in [*sets, agreed]}
    if len(sets) < THREE and len(outcomes) > 1:
        return
    motivation = _motivation(sample, cycle, agreed)
    disallow_activities(cycle.registration.person_id, agreed, actor=actor)
    advance(sample, "decide", actor=actor, decided_on=on)
    standing = dutch_standing_of(cycle, on=on)
    if standing.assessment.met:
        renew(cycle, standing, actor=actor, motivation=motivation, on=on)
    else:
        give_time(cycle, standing, ground=Ground.NOT_MET, actor=actor, motivation=motivation, on=on)


def _verdicts(sample: Sample) -> list[SampleVerdict]:
    return list(sample.verdicts.prefetch_related("disallowed"))


def _motivation(sample: Sample, cycle: Cycle, agreed: Collection[int]) -> str:
    """Return the motivation in the letter, in Dutch: what does not count, and the reasons."""
    if not agreed:
        return ALL_WELL
    with override("nl"):
        titles = [
            f"{one} ({date_format(one.done_on, 'j F Y')})"
            for one in _activities(cycle)
            if one.pk in agreed
        ]
    reasons = [verdict.words.strip() for verdict in _verdicts(sample) if verdict.words.strip()]
    return f"Dit telt niet mee: {'; '.join(titles)}. {' '.join(reasons)}"


def _activities(cycle: Cycle) -> list:
    person = cycle.registration.person_id
    return activities_to_judge(person, cycle.counted_since, cycle.until)
