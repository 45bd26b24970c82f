"""The policy of a site: what its published rules say, and what they leave open. Pure: no files, no Django."""

from thirdoption.program.sites.rules.law import law_faults
from thirdoption.program.sites.rules.page import Fault
from thirdoption.program.sites.rules.parts import (
    Conduct,
    DriverWords,
    Exclusion,
    Law,
    Limit,
    Setting,
    Stop,
    UnknownSetting,
    WorkedCase,
)
from thirdoption.program.sites.rules.policy import Policy
from thirdoption.program.sites.rules.reading import parse_policy
from thirdoption.program.sites.rules.settings import SETTINGS, setting_kind
from thirdoption.program.sites.rules.terms import (
    ASKED_OF,
    CHARGE_MODELS,
    LANGUAGES,
    AnsweredBy,
    Approver,
    AskedOf,
    Basis,
    ConductRule,
    Door,
    Driver,
    Grade,
    InvalidPolicy,
    Substance,
    Text,
    Unit,
    Wrong,
)

__all__ = [
    "ASKED_OF",
    "CHARGE_MODELS",
    "LANGUAGES",
    "SETTINGS",
    "AnsweredBy",
    "Approver",
    "AskedOf",
    "Basis",
    "Conduct",
    "ConductRule",
    "Door",
    "Driver",
    "DriverWords",
    "Exclusion",
    "Fault",
    "Grade",
    "InvalidPolicy",
    "Law",
    "Limit",
    "Policy",
    "Setting",
    "Stop",
    "Substance",
    "Text",
    "Unit",
    "UnknownSetting",
    "WorkedCase",
    "Wrong",
    "law_faults",
    "parse_policy",
    "setting_kind",
]
