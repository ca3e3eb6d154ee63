"""What is decided about a delivery of staff data. Standard library only.

The names below are what services and selectors use; the modules are split by noun.
"""

from .appointments import Known, KnownLocation, Tenure
from .chains import HeldBasis
from .checks import check_row
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
from .files import FileFindings, check_file, tell_once
from .problems import FOR_INFORMATION, Problem, Severity
from .rows import (
    COLUMNS,
    AppointmentKey,
    Basis,
    BasisKey,
    Cells,
    CheckedRow,
    Employment,
    Identity,
    Mutation,
    RawRow,
    Row,
)
from .sections import Ground, Placement, sections_on
from .terms import add_months

__all__ = [
    "COLUMNS",
    "FOR_INFORMATION",
    "AppointmentKey",
    "Basis",
    "BasisCode",
    "BasisKey",
    "Cells",
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
    "tell_once",
]
