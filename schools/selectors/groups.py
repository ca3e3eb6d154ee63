"""The faults of a delivery by kind: how many there are of each, and what can be done at once."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from schools.faults import explain
from schools.faults.groups import GROUPS
from schools.models import AcceptedSignal, Delivery
from schools.rules import FOR_INFORMATION, Problem, Severity
from schools.rules.files import ONCE_A_FILE
from schools.rules.recognition import TRANSLATABLE

from .values import UNKNOWN

GROUND_COLUMNS = ("grondslagcode", "einde", "onderwijsterreinen")

# The facts of the first row, and whether all rows have the same.
_GROUPS = """
select problem ->> 'code', problem ->> 'column', problem ->> 'severity', count(*),
    count(accepted.id), (array_agg(problem -> 'params' order by number))[1],
    count(distinct problem -> 'params') = 1
from schools_deliveryrow delivered
cross join lateral jsonb_array_elements(delivered.problems) problem
left join schools_acceptedsignal accepted
    on accepted.board_id = %(board)s and accepted.staff_number = delivered.staff_number
    and accepted.code = problem ->> 'code' and accepted.column = problem ->> 'column'
    and problem ->> 'severity' = 'signal'
where delivered.delivery_id = %(delivery)s and delivered.problems <> '[]'
group by 1, 2, 3
order by problem ->> 'severity', count(*) desc, 1, 2
"""


@dataclass(frozen=True)
class Group:
    """All faults of one kind in one column, of which ``accepted`` were accepted before."""

    code: str
    column: str
    severity: Severity
    number: int
    accepted: int
    sentence: str
    advice: str

    @property
    def rejects(self) -> bool:
        return self.severity is Severity.REJECT

    @property
    def tone(self) -> str:
        return "bad" if self.rejects else "warn"

    @property
    def left(self) -> int:
        return self.number - self.accepted

    @property
    def translatable(self) -> bool:
        """Tell whether an officer can say what these values mean."""
        return self.column in TRANSLATABLE and self.code in UNKNOWN

    @property
    def acceptable(self) -> bool:
        """Tell whether an officer can say that these are right."""
        return bool(self.left) and not self.rejects and self.code not in FOR_INFORMATION

    @property
    def about_ground(self) -> bool:
        """Tell whether a few questions about the ground may help."""
        return self.column in GROUND_COLUMNS and self.code not in ONCE_A_FILE

    @property
    def query(self) -> str:
        return f"?show=faults&column={self.column}&code={self.code}"


def fault_groups(delivery: Delivery) -> list[Group]:
    """Return the faults of a delivery by kind: rejecting ones first, then the most frequent."""
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS, {"board": delivery.board_id, "delivery": delivery.pk})
        rows = cursor.fetchall()
    groups = []
    for code, column, severity, number, accepted, params, same in rows:
        problem = Problem(code, column, Severity(severity), json.loads(params))
        sentence, advice = explain(problem, delivery.row_sheets)
        if not same:
            sentence = str(GROUPS.get(code, sentence))
        groups.append(Group(code, column, problem.severity, number, accepted, sentence, advice))
    return groups


def is_of_another_board(delivery: Delivery, groups: Iterable[Group]) -> bool:
    """Tell whether most rows are about other boards' locations: it may be another board's file."""
    elsewhere = sum(group.number for group in groups if group.code == "location_of_other_board")
    return elsewhere * 2 > delivery.rows


def accepted_among(delivery: Delivery, staff_numbers: Iterable[str]) -> dict[tuple, str]:
    """Return the explanations of accepted signals, by staff number, code and column."""
    found = AcceptedSignal.objects.filter(
        board=delivery.board_id, staff_number__in=set(staff_numbers)
    )
    return {
        (number, code, column): explanation
        for number, code, column, explanation in found.values_list(
            "staff_number", "code", "column", "explanation"
        )
    }
