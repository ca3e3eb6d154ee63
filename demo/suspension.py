"""A provider of the demo that is suspended, and can object to that."""

from datetime import date, timedelta

from accounts.choices import OrganisationKind, RoleKind
from accounts.models import Person
from accounts.services.roles import give_role
from cpd.choices.judging import Outcome
from cpd.models import Provider
from cpd.services.judging import judge_offer
from cpd.services.suspensions import suspend_provider

from .reviews import WEEK, submitted

AGO = timedelta(days=5)
WHY = "Drie deelnemers meldden dat de docent geen bevoegdheid heeft. U gaf daar geen antwoord op."


def make_suspension(editor: Person, administrator: Person, *, on: date) -> None:
    """Suspend a provider with one valid course, so that the term to object runs."""
    name = "Bureau Krijtlijn"
    provider = Provider.objects.create(
        kind=OrganisationKind.PROVIDER, name=name, search_key="bureau krijtlijn", kvk="90000045"
    )
    began = on - timedelta(days=200)
    give_role(editor, organisation=provider, kind=RoleKind.PROVIDER_EDITOR, on=began, actor=None)
    offer = submitted(provider, editor, "Werken met portfolio’s", on=on - 8 * WEEK, kind="course")
    judge_offer(
        offer,
        actor=administrator,
        on=on - 6 * WEEK,
        outcome=Outcome.VALIDATE,
        reasons="Deelnemers gaan uit van hun eigen werk, en de leergang sluit af met een toets.",
    )
    since = on - AGO
    suspend_provider(provider, actor=administrator, on=since, since=since, reason=WHY)
