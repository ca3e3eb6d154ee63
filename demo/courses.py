"""What the demo's provider offers, and what its teachers did."""

from datetime import date, timedelta
from decimal import Decimal

from accounts.choices import OrganisationKind, RoleKind
from accounts.models import Person
from accounts.services.roles import give_role
from cpd.choices.activities import ActivityKind, Category
from cpd.choices.judging import Outcome
from cpd.models import Offer, Provider
from cpd.rules import Entry, Proposal
from cpd.services.activities import log_activity
from cpd.services.judging import ask_advice, judge_offer
from cpd.services.offers import draft_offer, submit_offer

CONTENT, TEACHING, PEDAGOGY = (
    Category.SUBJECT_CONTENT,
    Category.SUBJECT_TEACHING,
    Category.PEDAGOGY,
)
SCHOOL = Category.SCHOOL_DEVELOPMENT
YEAR = timedelta(days=365)

# title, kind, contact hours, self-study hours, category, sectors, price
OFFERS = [
    ("Taalkunde: grammatica opnieuw bekeken", "course", 12, 8, CONTENT, ["vo"], 0),
    ("Middeleeuwse letterkunde in de klas", "course", 12, 4, CONTENT, ["vo"], 240),
    ("Leesbevordering in de onderbouw", "course", 8, 4, TEACHING, ["po", "vo"], 150),
    ("Rust in de klas", "study_day", 6, 0, PEDAGOGY, ["po", "vo", "mbo"], 95),
    ("Conferentie Taal en Lezen", "conference", 7, 0, TEACHING, ["po", "vo", "mbo"], 175),
    ("Rekenen met grote getallen", "course", 10, 2, CONTENT, ["po"], 180),
    ("Toetsen die iets vertellen", "course", 9, 3, TEACHING, ["vo", "mbo"], 210),
    ("Schrijven met AI, en zonder", "course", 4, 4, TEACHING, ["vo", "mbo"], 120),
]
VALIDATED, WAITING, ADVISED, ASKED = range(5), 5, 6, 7

# title, kind, days ago, hours, category
HALFWAY = [
    ("Masterclass leesonderwijs", "course", 15, 6, TEACHING),
    ("Lesbezoek bij Anouk Vos", "lesson_visit", 23, 2, PEDAGOGY),
    ("Studiedag toetsbeleid", "study_day", 50, 5, SCHOOL),
    ("Intervisie team Nederlands", "intervision", 120, 2, PEDAGOGY),
    ("Lessenreeks debatteren", "lesson_development", 160, 8, TEACHING),
    ("Grammatica voor gevorderden", "course", 250, 14, CONTENT),
    ("Werkgroep nieuwe curriculum", "in_school", 330, 20, SCHOOL),
    ("Literatuur na 1980", "self_study", 420, 10, CONTENT),
    ("Studiedagen schoolplan", "study_day", 540, 12, SCHOOL),
    ("Intervisie team Nederlands", "intervision", 610, 2, PEDAGOGY),
    ("Taalbeleid in de school", "in_school", 700, 20, SCHOOL),
    ("Netwerk leraren Nederlands", "outside_school", 820, 15, Category.PROFESSIONAL_GROUP),
]
SHORT = [
    ("Studiedag rekenbeleid", "study_day", 200, 6, SCHOOL),
    ("Wiskunde B: analyse", "course", 400, 32, CONTENT),
    ("Lessenreeks statistiek", "lesson_development", 620, 20, TEACHING),
    ("Coaching van starters", "in_school", 760, 40, SCHOOL),
    ("Lesbezoeken in de sectie", "lesson_visit", 900, 12, PEDAGOGY),
]
ENOUGH = [
    ("Moderne talen: vakinhoud verdiept", "programme", 500, 60, CONTENT),
    ("Lessenreeks formatief handelen", "lesson_development", 700, 50, TEACHING),
    ("Werkgroep toetsing", "in_school", 900, 60, SCHOOL),
]
STORIES = {"halfway": HALFWAY, "short": SHORT, "enough": ENOUGH}


def log_activities(person: Person, story: str, *, on: date) -> None:
    for title, kind, ago, hours, category in STORIES[story]:
        entry = Entry(
            kind=ActivityKind(kind),
            done_on=on - timedelta(days=ago),
            hours=Decimal(hours),
            title=title,
            split={category: Decimal(hours)},
        )
        log_activity(person, actor=person, on=on, entry=entry)


def make_offers(editor: Person, administrator: Person, *, on: date) -> None:
    """Make a provider with offers in each state: validated, waiting, in advice, asked, draft."""
    provider = Provider.objects.create(
        kind=OrganisationKind.PROVIDER,
        name="Open Vakschool Talen",
        search_key="open vakschool talen",
        kvk="90000001",
    )
    give_role(
        editor, organisation=provider, kind=RoleKind.PROVIDER_EDITOR, on=on - YEAR, actor=None
    )
    offers = [draft_offer(provider, actor=editor, proposal=_proposal(row)) for row in OFFERS]
    draft_offer(provider, actor=editor, proposal=Proposal("Voorlezen op het mbo", "course"))
    for n, offer in enumerate(offers):
        submitted_on = on - (YEAR if n in VALIDATED else timedelta(days=18))
        submit_offer(offer, actor=editor, on=submitted_on)
        if n in VALIDATED:
            _judge(offer, administrator, Outcome.VALIDATE, "De doelen zijn duidelijk.", on - YEAR)
    ask_advice(offers[ADVISED], actor=administrator)
    question = "Wat doen deelnemers in de uren zelfstudie? Beschrijf het per week."
    _judge(offers[ASKED], administrator, Outcome.ASK, question, on - timedelta(days=5))


def _judge(offer: Offer, actor: Person, outcome: Outcome, reasons: str, on: date) -> None:
    judge_offer(offer, actor=actor, on=on, outcome=outcome, reasons=reasons)


def _proposal(row: tuple) -> Proposal:
    title, kind, contact, study, category, sectors, price = row
    return Proposal(
        title=title,
        kind=kind,
        summary=f"{title}: met werk van uw eigen leerlingen.",
        learns="Deelnemers passen het geleerde toe in een eigen les en bespreken die.",
        design="Bijeenkomsten van een dagdeel; daartussen oefenen deelnemers in hun klas.",
        sectors=tuple(sectors),
        contact_hours=Decimal(contact),
        self_study_hours=Decimal(study),
        self_study_reason="Deelnemers verzamelen werk uit hun klas." if study else "",
        split={category: Decimal(contact + study)},
        price=Decimal(price),
    )
