"""Reads an arrest CSV by a column map."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache

from thirdoption.jobs.imports.arrests import lists
from thirdoption.jobs.imports.arrests.column_map import ColumnMap, Given
from thirdoption.jobs.imports.arrests.parsed import EVERY, LARGEST, Parsed
from thirdoption.program.referrals.rules.replay import Arrest, Charge, Coverage
from thirdoption.program.sites.packs import nibrs_codes
from thirdoption.program.sites.rules import csv_files
from thirdoption.program.sites.rules.csv_files import RefusedRow

Refuse = Callable[[str], None]
_EARLIEST = date(1900, 1, 1)
# Signs of text that was read in another encoding than it was written in.
_DAMAGED = re.compile("\ufffd|[\u00c2\u00c3][\u0080-\u00bf]|\u00e2\u20ac")


def read(data: bytes, chart: ColumnMap, told: Callable[[int, int], None]) -> Parsed:
    """The arrests of a CSV file. Refused (invalid) where the file as a whole cannot be trusted."""
    table = csv_files.read(data, columns=chart.needed(), surely_whole=lambda cell: False, largest=LARGEST)
    reader = _Reader(chart)
    places = {name: table.header.index(name) for name in chart.needed()}
    arrests: list[Arrest] = []
    refused: list[RefusedRow] = []
    first: dict[str, int] = {}
    for number, record in enumerate(table.records, 1):
        reasons = csv_files.wrong_shape(record, len(table.header))
        if not reasons:
            row = {name: record.cells[place].strip() for name, place in places.items()}
            arrest = reader.arrest(row, reasons.append)
            key = row[chart.columns["id"].name] if "id" in chart.columns else ""
            if key and key in first:
                reasons.append(f"The row has the same {chart.columns['id'].name} as line {first[key]}.")
        if reasons:
            refused.append(RefusedRow(record.line, tuple(reasons), record.cells))
        else:
            first[key] = record.line
            arrests.append(arrest)
        if number % EVERY == 0:
            told(number, len(table.records))
    coverage = Coverage(
        title=chart.title,
        state=chart.state,
        place_label=chart.columns["place"].label or "Place",
        held=frozenset({"age", *chart.facts}),
        remarks=chart.remarks,
    )
    return Parsed(table.header, tuple(arrests), tuple(refused), coverage)


class _Reader:
    """Reads rows by one map; what a cell means is worked out once for each value."""

    def __init__(self, chart: ColumnMap) -> None:
        self._map = chart
        self._law = cache(self._section)
        self._day = cache(self._date)
        self._charged = cache(self._charge)

    def arrest(self, row: dict[str, str], refuse: Refuse) -> Arrest:
        """The arrest of a row; `refuse` hears of everything that cannot be read."""
        law_code = row[self._map.law_code.name] if self._map.law_code else ""
        section, wrong_law = self._law(law_code)
        day, wrong_day = self._day(self._cell(row, "date"))
        for wrong in (wrong_law, wrong_day):
            if wrong:
                refuse(wrong)
        group, place = self._words(row, "offense_group", refuse), self._words(row, "place", refuse)
        race = self._meaning(row, "race", refuse)
        grade = self._meaning(row, "grade", refuse) if "grade" in self._map.columns else "not_known"
        facts = [("age", self._meaning(row, "age", refuse))]
        for name, given in self._map.facts.items():
            facts.append((name, self._fact(given, row, refuse)))
        charge = self._charged((law_code, section), self._nibrs(row, refuse), grade, tuple(facts))
        return Arrest(charge=charge, group=group, race=race, place=place, on=day)

    def _charge(
        self, law_code: tuple[str, str], own: str, grade: str, facts: tuple[tuple[str, str], ...]
    ) -> Charge:
        code, section = law_code
        law = self._map.law_code.law if self._map.law_code and section else ""
        penal = law == "PL" and self._map.state == "NY"
        nibrs = own or (lists.draft_nibrs(code, section) if penal else "")
        felony = {"felony": True, "misdemeanor": False, "violation": False}.get(grade)
        article = section.partition(".")[0]
        in_title = bool(law) and law == self._map.person_law and article in self._map.person_articles
        return Charge(
            law=law,
            section=section,
            nibrs=nibrs,
            nibrs_draft=not own,
            felony=felony,
            violent_felony=penal and felony is not False and section in lists.violent_felonies(),
            against_person=in_title or lists.against_person(nibrs),
            facts=tuple((name, (value,) if name == "drivers" else value) for name, value in facts if value),
        )

    def _cell(self, row: dict[str, str], name: str) -> str:
        return row[self._map.columns[name].name]

    def _words(self, row: dict[str, str], name: str, refuse: Refuse) -> str:
        cell = " ".join(self._cell(row, name).split())
        if not cell:
            refuse(f"{self._map.columns[name].name} is empty.")
        if len(cell) > 200 or _DAMAGED.search(cell):
            refuse(f"{self._map.columns[name].name} is too long, or damaged by a wrong encoding.")
        return cell

    def _meaning(self, row: dict[str, str], name: str, refuse: Refuse) -> str:
        column = self._map.columns[name]
        cell = row[column.name]
        if cell not in column.values:
            refuse(f"{column.name} says {cell[:40]!r}, which the map doesn't have.")
        return column.values.get(cell, "")

    def _fact(self, given: Given, row: dict[str, str], refuse: Refuse) -> str:
        if given.column is None:
            return given.value
        cell = row[given.column.name]
        if cell and cell not in given.column.values:
            refuse(f"{given.column.name} says {cell[:40]!r}, which the map doesn't have.")
        return given.column.values.get(cell, "")

    def _nibrs(self, row: dict[str, str], refuse: Refuse) -> str:
        if "nibrs" not in self._map.columns:
            return ""
        code = self._cell(row, "nibrs").upper()
        if code not in nibrs_codes() and (code or not self._map.law_code):
            refuse(f"{self._map.columns['nibrs'].name} says {code[:40]!r}, which is no NIBRS code.")
        return code

    def _section(self, cell: str) -> tuple[str, str]:
        """A cell's section of law, and what is wrong with the cell."""
        how = self._map.law_code
        if how is None:
            return "", ""
        found = how.pattern.fullmatch(cell)
        if found:
            return how.section.format(**found.groupdict()), ""
        if not cell:
            return "", f"{how.name} is empty."
        if how.keep_others and not cell.startswith(how.law):
            return "", ""
        return "", f"{how.name} cannot be read as a section of law: {cell[:40]!r}."

    def _date(self, cell: str) -> tuple[date, str]:
        try:
            day = datetime.strptime(cell, self._map.date_format).date()
        except ValueError:
            day = date.min
        if day < _EARLIEST:
            return day, f"{self._map.columns['date'].name} is no date as the map writes it: {cell[:40]!r}."
        return day, ""
