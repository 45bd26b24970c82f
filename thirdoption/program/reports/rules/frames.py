"""What every table of one report shares, and the shapes in which the drawn counts arrive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NotRequired, TypedDict

from thirdoption.program.reports.rules.periods import Period


def gettext_noop(sentence: str) -> str:
    """Marks a sentence for translation; the page translates it."""
    return sentence


DOORS: Mapping[str, str] = {
    "arrest_diversion": gettext_noop("Arrest diversion"),
    "social_contact": gettext_noop("Social contact"),
    "community": gettext_noop("Community"),
}


@dataclass(frozen=True, slots=True)
class Agency:
    """One that refers: a short stable code, the name as printed, the doors it uses."""

    code: str
    name: str
    doors: tuple[str, ...] = ("arrest_diversion", "social_contact")


@dataclass(frozen=True, slots=True)
class Frame:
    """The quarter, the day of the data cut, the program's first day, who refers, and the source."""

    period: Period
    data_cut: date
    launched: date
    agencies: tuple[Agency, ...]
    source: str

    def agency_names(self) -> dict[str, str]:
        """Printed name by code."""
        return {agency.code: agency.name for agency in self.agencies}


class ReferralsRow(TypedDict):
    """F01, one per door x agency x month of the quarter. `agency` None: not recorded."""

    door: str
    agency: str | None
    month: str
    referrals: int


class DiversionsRow(TypedDict):
    """F02, one per agency x month, ALL months since launch. Sealed ones still count."""

    agency: str | None
    month: str
    diversions: int


class FunnelRow(TypedDict):
    """F03, the quarter's referrals by the furthest step reached; `still_open` of them may yet go on."""

    door: str
    furthest: str
    referrals: int
    still_open: int


class ReasonsRow(TypedDict):
    """F04, the quarter's referrals that closed before intake, by one main reason."""

    reason: str
    referrals: int


class TimesRow(TypedDict):
    """F05, one per accepted referral of the quarter, no id. None: not yet, or never."""

    door: str
    contact_minutes: int | None  # referral to the first contact with a care worker
    intake_days: int | None  # local days, referral to intake done
    age_days: int  # local days, referral to data cut


class RaceStageRow(TypedDict):
    """P01, rolling 12 months, officer-perceived; referred >= offered >= accepted. Unprotected."""

    race: str
    referred: int
    offered: int
    accepted: int


class RaceEnrolledRow(TypedDict):
    """P01E, rolling 12 months, self-reported at intake. Unprotected."""

    race: str
    enrolled: int


class Counts(TypedDict):
    """All that one report is made of."""

    referrals: list[ReferralsRow]
    diversions: list[DiversionsRow]
    funnel: list[FunnelRow]
    reasons: list[ReasonsRow]
    times: list[TimesRow]
    race_stages: list[RaceStageRow]
    race_enrolled: list[RaceEnrolledRow]


class Gap(TypedDict):
    """Something the program knows it does not know. Codes and their further keys: see `notes.SENTENCES`."""

    code: str
    agency: NotRequired[str]
    month: NotRequired[str | None]
    date: NotRequired[str]
    sentence: NotRequired[str]


def check_codes(table: str, field: str, values: Iterable[str], known: Iterable[str]) -> None:
    """Stops a build on a code that no row would print, so that nothing counted is dropped in silence."""
    strange = sorted(set(values) - set(known))
    if strange:
        raise ValueError(f"{table}: {field} has values that the report does not know: {', '.join(strange)}.")
