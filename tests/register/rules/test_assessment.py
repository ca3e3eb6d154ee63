from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.rules import (
    NO_DUTY,
    Facts,
    Gap,
    NormCode,
    Portion,
    Reason,
    Source,
    Teaching,
    assess,
)
from tests.register.examples import NOOR, RULES, facts, taught

CATEGORIES = sorted(RULES.primary | RULES.other)

hours = st.integers(1, 400).map(lambda quarters: Decimal(quarters) / 4)
activities = st.lists(st.tuples(st.sampled_from(CATEGORIES), hours), max_size=40)


def teacher(activities, *, sector="vo"):
    done = Counter()
    for category, spent in activities:
        done[category] += spent
    return facts(sector=sector, **done)


def finding(assessment, code):
    [found] = [row for row in assessment.findings if row.code == code]
    return found


def codes(found):
    return [reason.code for reason in found.reasons]


@pytest.mark.parametrize(
    ("primary", "other", "met", "total"),
    [
        pytest.param(100, 60, True, 160, id="both exactly enough"),
        pytest.param(100, 59, False, 159, id="one hour short in all"),
        pytest.param(120, 40, True, 160, id="more primary, less other"),
        pytest.param(160, 0, True, 160, id="all primary"),
        pytest.param(100, 80, True, 160, id="too many other hours do no harm"),
        pytest.param(99, 70, False, 159, id="one primary hour short"),
        pytest.param(0, 200, False, 60, id="other hours alone never reach it"),
        pytest.param(99.75, 61, False, 159.75, id="a quarter short"),
    ],
)
def test_the_sum_of_primary_and_capped_other_hours(primary, other, met, total):
    assessment = assess(RULES, facts(subject_teaching=primary, professional_group=other))

    assert (assessment.met, float(assessment.total)) == (met, total)


@pytest.mark.parametrize(
    ("content", "met"), [pytest.param(39, False, id="39"), pytest.param(40, True, id="40")]
)
def test_secondary_education_asks_for_forty_hours_of_content(content, met):
    done = facts(
        sector="vo", subject_content=content, pedagogy=100 - content, professional_conduct=60
    )

    assert assess(RULES, done).met is met


def test_other_sectors_ask_for_no_content():
    assessment = assess(RULES, facts(sector="mbo", pedagogy=100, school_development=60))

    assert assessment.met is True
    assert [row.code for row in assessment.findings] == ["total", "primary", "experience"]


def test_who_also_teaches_in_secondary_education_needs_content():
    done = facts(pedagogy=160)._replace(sectors=frozenset({"po", "vo"}))

    assert finding(assess(RULES, done), NormCode.CONTENT).missing == 40


@pytest.mark.parametrize(
    ("taught_hours", "met"),
    [
        pytest.param(1327, False, id="an hour short"),
        pytest.param(1328, True, id="exactly enough"),
    ],
)
def test_every_qualification_asks_for_experience(taught_hours, met):
    done = facts(pedagogy=160, teaching=(taught(4000, "Engels"), taught(taught_hours, "Duits")))

    assessment = assess(RULES, done)

    assert assessment.met is met
    assert [(row.qualification, row.met) for row in assessment.findings[2:]] == [
        ("Engels", True),
        ("Duits", met),
    ]


def test_without_a_qualification_nothing_can_be_renewed():
    assessment = assess(RULES, facts(pedagogy=160, teaching=()))

    assert assessment.met is False
    assert codes(finding(assessment, NormCode.EXPERIENCE)) == ["no_qualification"]


def test_a_section_without_a_duty_asks_nothing():
    anteroom = Facts(duty=False, sectors=frozenset({"vo"}), hours={}, teaching=())

    assert assess(RULES, anteroom) == NO_DUTY
    assert (NO_DUTY.met, NO_DUTY.duty, NO_DUTY.findings) == (True, False, ())


def test_hours_of_an_unknown_category_count_as_nothing():
    assert assess(RULES, facts(first_aid=200)).primary == Portion(Decimal(0), Decimal(0))
    assert assess(RULES, facts(first_aid=200)).other == Portion(Decimal(0), Decimal(0))


def test_the_total_says_how_it_adds_up_and_what_the_cap_took():
    total = finding(assess(RULES, NOOR), NormCode.TOTAL)

    assert (total.needed, total.achieved, total.counted, total.missing) == (160, 116, 104, 56)
    assert total.reasons == (
        Reason("sum", {"total": Decimal(104), "primary": Decimal(44), "other": Decimal(60)}),
        Reason("other_capped", {"done": Decimal(72), "cap": Decimal(60), "excess": Decimal(12)}),
    )


def test_nothing_is_said_of_a_cap_that_takes_nothing():
    total = finding(assess(RULES, facts(professional_group=60)), NormCode.TOTAL)

    assert codes(total) == ["sum"]


def test_the_primary_hours_are_told_apart():
    assert finding(assess(RULES, NOOR), NormCode.PRIMARY).reasons == (
        Reason(
            "parts",
            {
                "subject_content": Decimal(24),
                "subject_teaching": Decimal(14),
                "pedagogy": Decimal(6),
            },
        ),
    )


def test_content_says_why_it_is_asked():
    assert finding(assess(RULES, NOOR), NormCode.CONTENT).reasons == (
        Reason("only_in_sector", {"sector": "vo"}),
    )


def test_experience_says_where_its_hours_come_from():
    findings = assess(RULES, facts(teaching=(taught(1500, "Duits"),))).findings[2:]

    assert [codes(row) for row in findings] == [["computed_from_appointment"]]


def test_experience_says_what_leave_took_off():
    less = Teaching("Duits", Decimal(1200), Source.APPOINTMENT, leave=Decimal(415))

    [row] = assess(RULES, facts(teaching=(less,))).findings[2:]

    assert (row.achieved, row.missing) == (1200, 128)
    assert row.reasons[1:] == (Reason("less_leave", {"leave": Decimal(415)}),)


@pytest.mark.parametrize(
    ("done", "gap"),
    [
        pytest.param({}, (160, 100, 40), id="nothing yet"),
        pytest.param(
            {"subject_content": 24, "pedagogy": 20, "school_development": 72},
            (56, 56, 16),
            id="other is full, so all that is left is primary",
        ),
        pytest.param(
            {"subject_content": 100, "school_development": 20},
            (40, 0, 0),
            id="primary is there, the rest fits in other",
        ),
        pytest.param(
            {"subject_content": 100, "school_development": 50},
            (10, 0, 0),
            id="the last ten fit in other",
        ),
        pytest.param(
            {"pedagogy": 110, "school_development": 60},
            (40, 40, 40),
            id="only content is missing, though the sum is there",
        ),
        pytest.param({"subject_content": 160}, (0, 0, 0), id="nothing left"),
    ],
)
def test_the_gap_is_the_least_work_that_closes_the_cycle(done, gap):
    assessment = assess(RULES, facts(sector="vo", **done))

    assert assessment.gap == Gap(*(Decimal(hours) for hours in gap))


def test_what_the_cap_leaves_no_room_for_has_to_be_primary():
    total, *others = RULES.norms
    stricter = replace(RULES, norms=(replace(total, needed=Decimal(200)), *others))

    assessment = assess(stricter, facts(pedagogy=100, school_development=60))

    assert assessment.gap == Gap(Decimal(40), Decimal(40), Decimal(0))


@given(activities)
def test_doing_exactly_the_gap_closes_the_cycle(done):
    gap = assess(RULES, teacher(done)).gap
    fill = [
        ("subject_content", gap.content),
        ("pedagogy", gap.primary - gap.content),
        ("professional_group", gap.hours - gap.primary),
    ]

    assert assess(RULES, teacher(done + fill)).met is True


@given(activities, activities)
def test_more_activity_never_makes_it_worse(done, more):
    before, after = assess(RULES, teacher(done)), assess(RULES, teacher(done + more))

    assert after.met >= before.met
    assert after.total >= before.total
    assert after.gap.hours <= before.gap.hours
    assert all(
        late.missing <= early.missing
        for early, late in zip(before.findings, after.findings, strict=True)
    )


@given(activities.flatmap(lambda done: st.tuples(st.just(done), st.permutations(done))))
def test_the_order_of_activities_does_not_matter(orders):
    first, second = orders

    assert assess(RULES, teacher(first)) == assess(RULES, teacher(second))


@given(activities, st.integers(1, 100))
def test_splitting_an_activity_changes_nothing(done, percent):
    split = [
        (category, part)
        for category, spent in done
        for part in (spent * percent / 100, spent - spent * percent / 100)
    ]

    assert assess(RULES, teacher(split)) == assess(RULES, teacher(done))


@given(activities)
def test_the_cap_is_never_passed_and_the_parts_make_the_total(done):
    assessment = assess(RULES, teacher(done))

    assert assessment.other.counted <= RULES.cap.most
    assert assessment.other.counted <= assessment.other.done
    assert assessment.total == finding(assessment, NormCode.TOTAL).counted


@given(activities)
def test_missing_is_what_is_needed_and_does_not_count(done):
    for found in assess(RULES, teacher(done)).findings:
        assert found.missing == max(found.needed - found.counted, 0)
        assert found.met is (found.counted >= found.needed)
