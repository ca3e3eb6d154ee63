from .certificate import Certificate
from .cycle import Cycle, Reminder
from .decision import Decision
from .registration import Qualification, Registration
from .ruleset import Criterion, ReminderStep, RuleSet
from .signing import SigningCertificate

__all__ = [
    "Certificate",
    "Criterion",
    "Cycle",
    "Decision",
    "Qualification",
    "Registration",
    "Reminder",
    "ReminderStep",
    "RuleSet",
    "SigningCertificate",
]
