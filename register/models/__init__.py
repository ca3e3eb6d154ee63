from .admission import Admission
from .case import Case, CaseEvent, Deferral, LeavePaper
from .certificate import Certificate
from .check import RegisterCheck
from .conversation import Agreement, Conversation, SharedActivity
from .cycle import Cycle, Reminder
from .decision import Decision
from .diploma import DiplomaCheck, DiplomaFile
from .figure import PublishedFigure
from .learning import EarlierLearning
from .listing import Listing, NameWord, Opened
from .note import Note
from .post import PostBatch, PostedLetter
from .proof import CheckProof
from .registration import Qualification, Registration
from .ruleset import Criterion, ReminderStep, RuleSet
from .sample import Draw, Sample, SampleMessage, SampleVerdict
from .signing import SigningCertificate
from .work import WorkTaken

__all__ = [
    "Admission",
    "Agreement",
    "Case",
    "CaseEvent",
    "Certificate",
    "CheckProof",
    "Conversation",
    "Criterion",
    "Cycle",
    "Decision",
    "Deferral",
    "DiplomaCheck",
    "DiplomaFile",
    "Draw",
    "EarlierLearning",
    "LeavePaper",
    "Listing",
    "NameWord",
    "Note",
    "Opened",
    "PostBatch",
    "PostedLetter",
    "PublishedFigure",
    "Qualification",
    "RegisterCheck",
    "Registration",
    "Reminder",
    "ReminderStep",
    "RuleSet",
    "Sample",
    "SampleMessage",
    "SampleVerdict",
    "SharedActivity",
    "SigningCertificate",
    "WorkTaken",
]
