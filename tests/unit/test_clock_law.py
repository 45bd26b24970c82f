"""The law of the clock: each line of its tables is what the code says, and what the manual shows."""

from typing import Any

import pytest

from tests.repository import clock
from tests.repository.clock import Spec
from tests.repository.clock_law import SPECS
from tests.repository.tree import ROOT

LINES = [
    pytest.param(spec, row, id=f"{spec.title}: {' '.join(map(str, row[:-1]))}")
    for spec in SPECS
    for row in spec.rows
]


@pytest.mark.parametrize(("spec", "row"), LINES)
def test_the_code_answers_as_the_table_says(spec: Spec, row: tuple[Any, ...]) -> None:
    assert len(row) == len(spec.columns)
    assert clock.answer(spec, row) == row[-1]


def test_the_page_of_the_manual_is_these_tables() -> None:
    told = (ROOT / clock.FILE).read_text(encoding="utf-8")
    assert told == clock.document(SPECS), (
        "Run .venv/bin/python -m tests.repository.clock and commit the page."
    )
