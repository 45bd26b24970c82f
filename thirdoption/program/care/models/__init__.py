"""Intake, the one fact that may be confirmed of it, engagement, caseload, goals and contacts."""

from thirdoption.program.care.models.base import OfPerson
from thirdoption.program.care.models.caseload import Cover, HandOver, HandOverRead, Room
from thirdoption.program.care.models.contacts import Contact, ContactAmendment, Goal
from thirdoption.program.care.models.events import Death, DeathStatus, SafetyEvent
from thirdoption.program.care.models.forms import Form, FormSaid, Questionnaire
from thirdoption.program.care.models.funds import Fund, FundReceipt, FundStatus
from thirdoption.program.care.models.imports import Brought, SavedMap
from thirdoption.program.care.models.intake import Confirmation, Intake
from thirdoption.program.care.models.plan import Copied, PlanSaid, PlanStep
from thirdoption.program.care.models.status import Fact
from thirdoption.program.care.models.taking_part import CaseManager, Participation, ParticipationStatus
from thirdoption.program.care.models.told import Told, ToldStatus

__all__ = [
    "Brought",
    "CaseManager",
    "Confirmation",
    "Contact",
    "ContactAmendment",
    "Copied",
    "Cover",
    "Death",
    "DeathStatus",
    "Fact",
    "Form",
    "FormSaid",
    "Fund",
    "FundReceipt",
    "FundStatus",
    "Goal",
    "HandOver",
    "HandOverRead",
    "Intake",
    "OfPerson",
    "Participation",
    "ParticipationStatus",
    "PlanSaid",
    "PlanStep",
    "Questionnaire",
    "Room",
    "SafetyEvent",
    "SavedMap",
    "Told",
    "ToldStatus",
]
