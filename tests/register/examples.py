"""The rule set of 2015, teachers to hold against it, and what is printed about them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from register.papers.documents import CertificateContent, Issuer, LetterContent, Qualified
from register.rules import Cap, Facts, Norm, Period, RuleSet, Source, Step, Teaching, assess

PRIMARY = frozenset({"subject_content", "subject_teaching", "pedagogy"})
OTHER = frozenset({"professional_conduct", "school_development", "professional_group"})
RULES = RuleSet(
    code="2015",
    version="1.0",
    section="register",
    in_force_from=date(2015, 8, 25),
    primary=PRIMARY,
    other=OTHER,
    norms=(
        Norm("total", Decimal(160), PRIMARY | OTHER, frozenset()),
        Norm("primary", Decimal(100), PRIMARY, frozenset()),
        Norm("content", Decimal(40), frozenset({"subject_content"}), frozenset({"vo"})),
    ),
    cap=Cap("other", Decimal(60), OTHER),
    experience=Decimal(1328),
    full_time_hours=Decimal(1659),
    cycle_months=48,
    first_cycle_months=(48, 60),
    submit_months=6,
    conditional_months=6,
    objection_weeks=6,
    reminders=(
        Step("12_months", -12, 0),
        Step("6_months", -6, 0),
        Step("12_weeks", 0, -12),
        Step("6_weeks", 0, -6),
        Step("2_weeks", 0, -2),
        Step("last_day", 0, 0),
    ),
    conditional_reminders=(
        Step("conditional_1_month", 1, 0),
        Step("conditional_3_months", 3, 0),
        Step("conditional_5_months", 5, 0),
    ),
)


def taught(hours: float, qualification: str = "Nederlands, tweede graad") -> Teaching:
    return Teaching(qualification, Decimal(str(hours)), Source.APPOINTMENT)


def facts(*, sector: str = "po", teaching: tuple[Teaching, ...] | None = None, **hours) -> Facts:
    """Return a teacher with these hours per category, who has taught enough unless said."""
    return Facts(
        duty=True,
        sectors=frozenset({sector}),
        hours={category: Decimal(str(done)) for category, done in hours.items()},
        teaching=(taught(2140),) if teaching is None else teaching,
    )


NOOR = facts(
    sector="vo",
    subject_content=24,
    subject_teaching=14,
    pedagogy=6,
    school_development=72,
    teaching=(taught(2140, "Nederlands, eerste graad"), taught(1402, "Geschiedenis")),
)

DONE = facts(
    sector="vo",
    subject_content=58,
    subject_teaching=41,
    pedagogy=22,
    professional_conduct=30,
    school_development=42,
    teaching=(taught(2140, "Wiskunde, eerste graad"),),
)
ISSUER = Issuer(
    name="Lerarenregister",
    address=("Bureau bezwaar", "Postbus 1", "2500 AA Den Haag"),
    email="herregistratie@lerarenregister.example",
)
CERTIFICATE = CertificateContent(
    name="Joost Terpstra",
    number="LR6157930214",
    qualifications=(Qualified("Wiskunde, eerste graad", "Mathematics, all years"),),
    registered_on=date(2022, 8, 1),
    period=Period(date(2022, 8, 1), date(2026, 8, 1)),
    valid_until=date(2030, 8, 1),
    rules=RULES,
    rules_name="Herregistratie 2015, 1.0",
    facts=DONE,
    issued_on=date(2026, 8, 1),
    code="K7QD4M2X9TRF",
    check_url="https://lerarenregister.example/controleren/K7QD4M2X9TRF/",
    issuer=ISSUER,
    demo=False,
)
RENEWED = LetterContent(
    outcome="renewed",
    submitted=True,
    reference="HR-2026-000123",
    decided_on=date(2026, 6, 15),
    name="Joost Terpstra",
    number="LR6157930214",
    qualifications=("Wiskunde, eerste graad",),
    period=Period(date(2022, 8, 1), date(2026, 8, 1)),
    until=date(2030, 8, 1),
    assessment=assess(RULES, DONE),
    rules_name="Herregistratie 2015, 1.0",
    motivation="",
    objection_weeks=6,
    objection_ends_on=date(2026, 7, 27),
    issuer=ISSUER,
    draft=True,
    demo=False,
)
CONDITIONAL = replace(
    RENEWED,
    outcome="conditional",
    submitted=False,
    reference="HR-2026-000124",
    decided_on=date(2026, 8, 3),
    name="Noor Bakker",
    until=date(2027, 2, 1),
    assessment=assess(RULES, NOOR),
    objection_ends_on=date(2026, 9, 14),
)
