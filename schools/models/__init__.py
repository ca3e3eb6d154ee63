from .acceptance import AcceptedSignal
from .appointment import Appointment, AppointmentBasis, PastEmployment
from .board import Board, Governance, Location, School
from .bundle import LetterBundle
from .codes import BasisCode, SubjectArea
from .delivery import Delivery, DeliveryFile, DeliveryRow
from .dispute import Dispute
from .ending import AcceptedEnd
from .memory import ColumnMemory, ValueMemory
from .overlap import Overlap
from .staff import StaffRecord
from .takeover import MovedAppointment, Takeover

__all__ = [
    "AcceptedEnd",
    "AcceptedSignal",
    "Appointment",
    "AppointmentBasis",
    "BasisCode",
    "Board",
    "ColumnMemory",
    "Delivery",
    "DeliveryFile",
    "DeliveryRow",
    "Dispute",
    "Governance",
    "LetterBundle",
    "Location",
    "MovedAppointment",
    "Overlap",
    "PastEmployment",
    "School",
    "StaffRecord",
    "SubjectArea",
    "Takeover",
    "ValueMemory",
]
