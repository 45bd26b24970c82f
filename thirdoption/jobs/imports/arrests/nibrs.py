"""Reads the arrests of a NIBRS flat file: fixed width, one segment a line, its own length in front.

An arrest is an arrestee segment (level 6) or a Group B arrest report (level 7). A report that deletes an
earlier one, and an arrestee segment marked "multiple" (the same arrest, counted at another incident), are no
arrests of their own; a remark says how many there are. Drugs, and what the offense says of them, stand in
other segments of the incident.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from thirdoption.jobs.imports.arrests import lists
from thirdoption.jobs.imports.arrests.column_map import ColumnMap
from thirdoption.jobs.imports.arrests.parsed import EVERY, LARGEST, Parsed
from thirdoption.program.ground.refusal import INVALID, Refused
from thirdoption.program.referrals.rules import Age, Driver
from thirdoption.program.referrals.rules.replay import Arrest, Charge, Coverage
from thirdoption.program.referrals.rules.replay.arrests import Fact
from thirdoption.program.sites.packs import nibrs_codes
from thirdoption.program.sites.rules import csv_files
from thirdoption.program.sites.rules.csv_files import RefusedRow

_START = re.compile(r"\d{4}[0-7][A-Z]\d{2}\d{4}")
_MULTIPLE, _DELETE = "M", "D"
_DRUGS = {"D": "opioid", "F": "opioid", "G": "opioid", "A": "cocaine", "B": "cocaine", "L": "methamphetamine"}
_OTHER_DRUGS = frozenset("CEIJKMNOP")  # H may be a pill or not; U and X say nothing
_GRAMS = {"GM": 1.0, "KG": 1000.0, "OZ": 28.349523125, "LB": 453.59237}
_NOT_POSSESSING = frozenset("CDOT")  # makes, sells, operates, transports
_DRUG_OFFENSE = "35A"


@dataclass
class _Incident:
    """What an incident's other segments say of its arrests."""

    arrested: int = 0
    used_drugs: bool = False
    activities: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    drugs: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Fields:
    """Where an arrest segment's fields begin; counted from 0."""

    day: int
    offense: int
    age: int


_AT = {"6": _Fields(day=51, offense=61, age=70), "7": _Fields(day=39, offense=48, age=57)}


def read(data: bytes, chart: ColumnMap, told: Callable[[int, int], None]) -> Parsed:
    """The arrests of a flat file. Refused (invalid) where it is none, or is cut off."""
    lines = _lines(data)
    incidents = _incidents(lines)
    arrests: list[Arrest] = []
    refused: list[RefusedRow] = []
    apart: Counter[str] = Counter()
    first: dict[str, int] = {}
    for done, (number, line) in enumerate(lines, 1):
        if done % EVERY == 0:
            told(done, len(lines))
        level = line[4]
        if level not in _AT:
            continue
        if line[5] == _DELETE or (level == "6" and line[60] == _MULTIPLE):
            apart[_DELETE if line[5] == _DELETE else _MULTIPLE] += 1
            continue
        reasons: list[str] = []
        arrest = _arrest(line, incidents[_key(line)], reasons.append)
        key = level + line[16:39]
        if key in first:
            reasons.append(f"The segment has the same numbers as line {first[key]}, which was read.")
        if reasons or arrest is None:
            refused.append(RefusedRow(number, tuple(reasons), (line,)))
        else:
            first[key] = number
            arrests.append(arrest)
    remarks = (*chart.remarks, *_apart(apart))
    coverage = Coverage(
        title=chart.title,
        state=_state(lines),
        place_label="Agency",
        held=frozenset({"age"}),
        remarks=remarks,
    )
    return Parsed(("Segment",), tuple(arrests), tuple(refused), coverage)


def _refused(sentence: str, **values: object) -> Refused:
    return Refused(INVALID, sentence, "file", **values)


def _lines(data: bytes) -> list[tuple[int, str]]:
    """The file's segments with their line numbers; each must be as long as it says."""
    text = csv_files.text_of(data, LARGEST)
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        raise _refused("The file is empty. Nothing was imported.")
    for number, line in lines:
        _check(number, line)
    if not any(line[4] in _AT for _, line in lines):
        raise _refused("The file has no arrest segments. Nothing was imported.")
    return lines


def _check(number: int, line: str) -> None:
    if not _START.match(line):
        raise _refused(
            "This is no NIBRS flat file: line %(line)s does not begin as a segment does. "
            "Nothing was imported.",
            line=number,
        )
    needed = max(int(line[:4]), _AT[line[4]].age + 8 if line[4] in _AT else 0)
    if len(line) != needed:
        raise _refused(
            "The file looks cut off or damaged: the segment in line %(line)s should have %(length)s "
            "characters. Nothing was imported.",
            line=number,
            length=needed,
        )


def _key(line: str) -> str:
    """Agency and incident number."""
    return line[16:37]


def _incidents(lines: list[tuple[int, str]]) -> dict[str, _Incident]:
    found: dict[str, _Incident] = defaultdict(_Incident)
    for _, line in lines:
        incident = found[_key(line)] if line[4] in "236" else None
        if incident is None:
            continue
        if line[4] == "6":
            incident.arrested += line[60] != _MULTIPLE
        elif line[4] == "2":
            incident.used_drugs |= "D" in line[41:44]
            incident.activities[line[37:40]] |= set(line[49:52].strip())
        else:
            pieces = (line[at : at + 15] for at in (232, 247, 262))
            incident.drugs += [(one[0], one[1:13], one[13:15]) for one in pieces if one[:1].strip()]
    return found


def _arrest(line: str, incident: _Incident, refuse: Callable[[str], None]) -> Arrest | None:
    at, level = _AT[line[4]], line[4]
    code = line[at.offense : at.offense + 3]
    if code not in nibrs_codes():
        refuse(f"{code!r} is no NIBRS offense code.")
    day = _day(line[at.day : at.day + 8])
    if day is None:
        refuse(f"The arrest date cannot be read: {line[at.day : at.day + 8]!r}.")
    age = _age(line[at.age : at.age + 4])
    if age is None:
        refuse(f"The age cannot be read: {line[at.age : at.age + 4]!r}.")
    race = _race(line[at.age + 5], line[at.age + 6])
    if race is None:
        refuse(f"The race or ethnicity code is unknown: {line[at.age + 5 : at.age + 7]!r}.")
    if code not in nibrs_codes() or day is None or age is None or race is None:
        return None
    facts: list[Fact] = [("age", str(age)), *(_of_incident(code, incident) if level == "6" else ())]
    sells = code == _DRUG_OFFENSE and bool(incident.activities[code] & _NOT_POSSESSING)
    charge = Charge(
        nibrs=code,
        against_person=lists.against_person(code),
        may_be_other=sells,
        facts=tuple(facts),
    )
    group = lists.nibrs_group(code)
    return Arrest(charge=charge, group=group, race=race, place=line[16:25].strip(), on=day)


def _of_incident(code: str, incident: _Incident) -> Iterator[Fact]:
    """What the incident tells of an arrest: that drugs were used; one person's one drug, and how much."""
    if incident.used_drugs:
        yield "drivers", (str(Driver.DRUG_USE),)
    if code != _DRUG_OFFENSE or incident.arrested != 1 or len(incident.drugs) != 1:
        return
    [(drug, amount, unit)] = incident.drugs
    substance = "other" if drug in _OTHER_DRUGS else _DRUGS.get(drug)
    if substance:
        yield "substance", substance
        if unit in _GRAMS and amount.isdigit():
            yield "amount_grams", round(int(amount) / 1000 * _GRAMS[unit], 3)


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(f"{cell[:4]}-{cell[4:6]}-{cell[6:]}") if cell.isdigit() else None
    except ValueError:
        return None


def _age(cell: str) -> Age | None:
    """Two digits, or a range of four; 00 is unknown, 99 is over 98, and NN, NB or BB are newborn."""
    cell = cell.strip()
    if cell in ("", "00"):
        return Age.NOT_KNOWN
    if not cell.isdigit() or len(cell) not in (2, 4):
        return None
    low, high = int(cell[:2]), int(cell[-2:])
    if low >= 18:
        return Age.ADULT
    return Age.UNDER_18 if high < 18 else Age.NOT_KNOWN


def _race(race: str, ethnicity: str) -> str | None:
    races, ethnicities = lists.race_categories("nibrs_race"), lists.race_categories("nibrs_ethnicity")
    if race not in races or ethnicity not in (*ethnicities, "N", " "):
        return None
    return lists.race_label([*races[race], *(ethnicities["H"] if ethnicity == "H" else ())])


def _state(lines: list[tuple[int, str]]) -> str:
    """The state whose agencies these are, by the first two letters of their numbers; empty if several."""
    states = {line[16:18] for _, line in lines if line[16:18].isalpha()}
    return states.pop() if len(states) == 1 else ""


def _apart(apart: Counter[str]) -> Iterator[str]:
    if apart[_DELETE]:
        yield (
            f"{apart[_DELETE]:,} segments delete an arrest report that was sent before; "
            "they are not counted as arrests."
        )
    if apart[_MULTIPLE]:
        yield (
            f"{apart[_MULTIPLE]:,} segments repeat an arrest that is counted at another incident; "
            "they are not counted."
        )
