"""What is decided about a delivery of staff data. Standard library only.

The names below are what services and selectors use; the modules are split by noun.
"""

from .checks import Known, KnownLocation, Tenure, check_row
from .codes import BasisCode, CodeList, Declaration, Section, Sector, SubjectArea, TermKind
from .comparison import (
    Change,
    KnownAppointment,
    KnownBasis,
    KnownStaff,
    KnownState,
    Outcome,
    OutcomeKind,
    compare,
)
from .files import FileFindings, HeldBasis, check_file
from .rows import (
    COLUMNS,
    AppointmentKey,
    Basis,
    BasisKey,
    CheckedRow,
    Employment,
    Identity,
    Mutation,
    Problem,
    RawRow,
    Row,
    Severity,
)
from .sections import Ground, Placement, sections_on
from .terms import add_months

__all__ = [
    "COLUMNS",
    "AppointmentKey",
    "Basis",
    "BasisCode",
    "BasisKey",
    "Change",
    "CheckedRow",
    "CodeList",
    "Declaration",
    "Employment",
    "FileFindings",
    "Ground",
    "HeldBasis",
    "Identity",
    "Known",
    "KnownAppointment",
    "KnownBasis",
    "KnownLocation",
    "KnownStaff",
    "KnownState",
    "Mutation",
    "Outcome",
    "OutcomeKind",
    "Placement",
    "Problem",
    "RawRow",
    "Row",
    "Section",
    "Sector",
    "Severity",
    "SubjectArea",
    "Tenure",
    "TermKind",
    "add_months",
    "check_file",
    "check_row",
    "compare",
    "sections_on",
]
