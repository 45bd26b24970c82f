"""The code lists that arrest files are read by."""

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from thirdoption.program import sites
from thirdoption.program.sites.packs import law_sections, nibrs_codes

_DATA = Path(__file__).parent / "data"
_SITES = Path(sites.__file__).parent / "data"
_HISPANIC = "Hispanic or Latino"
CATEGORY = "omb_spd15_2024"
UNKNOWN_RACE = "Unknown / not reported"


@cache
def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def violent_felonies() -> frozenset[str]:
    """Whole sections of Penal Law 70.02; a part of a section, or an attempt, cannot be told from a code."""
    rows = _rows("ny_pl_70_02_violent_felony_sections.csv")
    return frozenset(row["section"] for row in rows if re.fullmatch(r"\d+\.\d+(-[a-z])?", row["section"]))


def crosswalks() -> tuple[str, ...]:
    """The crosswalk's columns that a map may name."""
    return tuple(key for key in _rows("race_ethnicity_crosswalk.csv")[0] if key not in (CATEGORY, "note"))


@cache
def race_categories(column: str) -> Mapping[str, tuple[str, ...]]:
    """An agency's codes to categories, by a column of the crosswalk."""
    categories: dict[str, tuple[str, ...]] = {}
    for row in _rows("race_ethnicity_crosswalk.csv"):
        for code in re.split(r"[;|]", row[column]):
            if code.strip():
                categories[code.strip()] = (*categories.get(code.strip(), ()), row[CATEGORY])
    return categories


def race_groups(column: str) -> Mapping[str, str]:
    """An agency's codes to the groups that arrests are counted in."""
    return {code: race_label(names) for code, names in race_categories(column).items()}


def race_label(names: Sequence[str]) -> str:
    """One group for the categories of a code: both where one of them is Hispanic or Latino, and otherwise one
    of those that the agency doesn't split."""
    others = [name for name in names if name not in (_HISPANIC, UNKNOWN_RACE)]
    hispanic = [_HISPANIC] if _HISPANIC in names else []
    if not hispanic and len(others) > 1:
        return f"{' or '.join(others)} (not split)"
    return " and ".join([*hispanic, *others]) or UNKNOWN_RACE


def nibrs_group(code: str) -> str:
    """What a NIBRS code is called."""
    return nibrs_codes()[code]["description"]


@cache
def _drafts() -> Mapping[str, str]:
    """Draft NIBRS codes by the police's own law code, which has the subdivision too."""
    observed = _SITES / "ny_penal_law_codes_observed_nypd.csv"
    with observed.open(encoding="utf-8", newline="") as lines:
        return {row["law_code"]: row["nibrs_guess_draft"] for row in csv.DictReader(lines)}


def draft_nibrs(law_code: str, section: str) -> str:
    """The draft NIBRS code of a Penal Law code, else of its section; empty where there is none."""
    by_section = law_sections().get(section, {}).get("nibrs_guess_draft", "")
    return _drafts().get(law_code, by_section)


def against_person(nibrs: str) -> bool:
    """Whether a NIBRS code is a crime against a person, or violent by its category."""
    row = nibrs_codes().get(nibrs, {})
    return row.get("crime_against") == "Person" or row.get("ucr_category") == "Violent Crime"
