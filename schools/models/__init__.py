from .appointment import Appointment, AppointmentBasis, PastEmployment
from .board import Board, Governance, Location, School
from .codes import BasisCode, SubjectArea
from .delivery import Delivery, DeliveryFile, DeliveryRow
from .dispute import Dispute
from .staff import StaffRecord

__all__ = [
    "Appointment",
    "AppointmentBasis",
    "BasisCode",
    "Board",
    "Delivery",
    "DeliveryFile",
    "DeliveryRow",
    "Dispute",
    "Governance",
    "Location",
    "PastEmployment",
    "School",
    "StaffRecord",
    "SubjectArea",
]
