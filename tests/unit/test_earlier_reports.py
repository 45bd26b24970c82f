"""Two releases beside each other tell no count of 1 to 10 about people."""

import copy
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit import report_sample
from thirdoption.program.reports.rules import Table, Unit, build_report
from thirdoption.program.reports.rules.earlier import REPEATED

STAGES = ("referred", "offered", "accepted")
ABOUT_PEOPLE = ("P01", "P01E")


def tables(counts: Any, frame: Any = report_sample.FRAME, before: Any = None) -> dict[str, Table]:
    made = build_report(
        counts, frame, release_id="made-up", version="2.0", site_name="Made-up", made_up=True, before=before
    )
    return {table.id: table for table in made.tables}


def later(entered: dict[str, int]) -> Any:
    """The sample's counts with so many more referrals of each group, all of them accepted."""
    counts: Any = copy.deepcopy(report_sample.counts())
    for row in counts["race_stages"]:
        for stage in STAGES:
            row[stage] += entered.get(row["race"], 0)
    return counts


def small_steps(one: Table, other: Table) -> list[tuple[str, str]]:
    """The cells whose two published counts differ by 1 to 10."""
    found = []
    for row in one.rows:
        for column in one.columns:
            if column.unit is Unit.COUNT and row.id in [same.id for same in other.rows]:
                a, b = one.cell(row.id, column.id).value, other.cell(row.id, column.id).value
                if a is not None and b is not None and 0 < abs(a - b) < 11:
                    found.append((row.id, column.id))
    return found


def test_until_the_first_full_year_no_table_is_about_people() -> None:
    young = replace(report_sample.FRAME, launched=date(2025, 4, 2))
    assert not set(ABOUT_PEOPLE) & set(tables(later({}), young))
    assert set(ABOUT_PEOPLE) <= set(tables(later({}), replace(young, launched=date(2025, 4, 1))))


def test_a_correction_by_one_late_referral_repeats_the_table() -> None:
    first = tables(later({}))
    second = tables(later({"white": 1}), before=first)
    assert second["P01"].rows == first["P01"].rows and second["P01"].remarks[-1] == REPEATED
    third = tables(later({"white": 2}), before=second)
    assert third["P01"] == second["P01"]


def test_a_correction_by_many_is_shown() -> None:
    first = tables(later({}))
    second = tables(later({"white": 30, "black": 30}), before=first)
    assert second["P01"].rows != first["P01"].rows and REPEATED not in second["P01"].remarks


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["white", "black", "hispanic", "unknown"]), st.integers(0, 40)))
def test_no_correction_tells_of_few(entered: dict[str, int]) -> None:
    first = tables(later({}))
    second = tables(later(entered), before=first)
    assert not small_steps(first["P01"], second["P01"])
