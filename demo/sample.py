"""The draws of the demo, and one request that was drawn.

A real secret is taken as it falls. The demo throws one away until the draw of this month has
leraar4@ in it, so that there is a sample to judge, and neither another demo person nor the next
few who begin a period: people who try the demo then get the certificate at once, as nineteen in
twenty do. The page of the sample shows these draws like any other, and they can be recomputed.
"""

from datetime import date, timedelta

from django.db import transaction

from accounts.models import Person
from cpd.models import Activity
from cpd.services.evidence import add_evidence
from register.models import Cycle, Draw, Sample
from register.rules import is_drawn, next_month
from register.services.cycles import submit_cycle
from register.services.draws import fill_in_outcome, prepare_draw, publish_secrets
from register.services.samples import judge_sample, say_in_sample

NUMBERS = ("4 11 19 23 38 44 7", "2 9 17 28 33 41 12")
PROOF = b"%PDF-1.4\n%Verzonnen bewijs van deelname voor de demo\n%%EOF\n"
QUESTION = "Wat heeft u in deze werkgroep gemaakt?"
ANSWER = "Een toetsplan voor de onderbouw. Ik heb het als bewijs toegevoegd."


NEWCOMERS = 8


class OtherSecret(Exception):
    """The secret that was chosen would not draw just those that the demo wants drawn."""


def make_sample(teacher: Person, colleague: Person, *, administrator: Person, on: date) -> None:
    """Have a teacher ask for renewal and be drawn; a colleague of the committee has looked."""
    cycle = Cycle.objects.get(registration__person=teacher)
    this_month = on.replace(day=1)
    last_month = (this_month - timedelta(days=1)).replace(day=1)
    _draw(last_month, NUMBERS[0], administrator=administrator, drawing=None)
    _draw(this_month, NUMBERS[1], administrator=administrator, drawing=cycle)
    publish_secrets(on=on)
    prepare_draw(on=on)
    activity = Activity.objects.filter(person=teacher).latest("done_on")
    add_evidence(activity, actor=teacher, name="Bewijs van deelname.pdf", data=PROOF)
    submit_cycle(cycle, actor=teacher, declared=True, on=on)
    sample = Sample.objects.get(cycle=cycle)
    say_in_sample(sample, actor=colleague, text=QUESTION, on=on)
    say_in_sample(sample, actor=teacher, text=ANSWER, on=on)
    judge_sample(sample, actor=colleague, disallowed=[], words="", on=on)


def _draw(month: date, numbers: str, *, administrator: Person, drawing: Cycle | None) -> None:
    """Make the draw of a month in the time before it, with a secret that draws this cycle."""
    before = (month - timedelta(days=1)).replace(day=1)
    draw = None
    while draw is None:
        draw = _attempt(before, numbers, administrator=administrator, drawing=drawing)


def _attempt(
    before: date, numbers: str, *, administrator: Person, drawing: Cycle | None
) -> Draw | None:
    try:
        with transaction.atomic():
            prepare_draw(on=before)
            draw = Draw.objects.get(month=next_month(before))
            draw = fill_in_outcome(draw, actor=administrator, numbers=numbers, on=draw.outside_on)
            if drawing and _drawn(draw) != {drawing.pk}:
                raise OtherSecret
    except OtherSecret:
        return None
    return draw


def _drawn(draw: Draw) -> set[int]:
    """Return the keys of the cycles that are drawn, of those that there are and the next few."""
    known = set(Cycle.objects.undecided().values_list("pk", flat=True))
    next_ones = range(max(known) + 1, max(known) + 1 + NEWCOMERS)
    return {key for key in {*known, *next_ones} if is_drawn(draw.seed, key, share=draw.share)}
