"""The policy of a site: what its published rules say, and what they leave open. Pure: no files, no Django."""

from thirdoption.program.sites.rules.policy import (
    Conduct,
    DriverWords,
    Law,
    Policy,
    Setting,
    Stop,
    UnknownSetting,
    WorkedCase,
)
from thirdoption.program.sites.rules.reading import parse_policy
from thirdoption.program.sites.rules.terms import (
    CHARGE_MODELS,
    LANGUAGES,
    SETTINGS,
    ConductRule,
    Door,
    Driver,
    Grade,
    InvalidPolicy,
    Text,
    setting_kind,
)

__all__ = [
    "CHARGE_MODELS",
    "LANGUAGES",
    "SETTINGS",
    "Conduct",
    "ConductRule",
    "Door",
    "Driver",
    "DriverWords",
    "Grade",
    "InvalidPolicy",
    "Law",
    "Policy",
    "Setting",
    "Stop",
    "Text",
    "UnknownSetting",
    "WorkedCase",
    "parse_policy",
    "setting_kind",
]
