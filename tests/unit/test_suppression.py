"""R-92: nothing shown gives a hidden count back. Checked against an attacker who tries every world."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thirdoption.program.reports.rules import Agency, Frame, Kind, State, quarter
from thirdoption.program.reports.rules.people import LADDER, race_enrolled_table, race_stage_table
from thirdoption.program.reports.rules.suppression import THRESHOLD, rows_to_hide

FRAME = Frame(quarter(2026, 1), date(2026, 4, 15), date(2024, 4, 1), (Agency("a", "A"),), "made-up")
RACES = list(LADDER[0])
COUNT = st.one_of(st.integers(0, 14), st.integers(0, 70))


def stages(numbers):
    """Rows of the race table from (race, referred, offered, accepted)."""
    return [dict(zip(("race", "referred", "offered", "accepted"), row, strict=True)) for row in numbers]


@st.composite
def worlds(draw):
    """Nested counts for a few groups."""
    made = []
    for race in draw(st.lists(st.sampled_from(RACES), min_size=1, max_size=6, unique=True)):
        made.append((race, *sorted((draw(COUNT) for _ in range(3)), reverse=True)))
    return stages(made)


def by_group(table):
    return {row.id: row for row in table.rows if row.kind is not Kind.TOTAL}


def bounds_of_hidden(true_rows, hidden):
    """What an attacker knows who has every shown row, every column's true total and nested steps.

    The hidden rows together are then known: their sums per column. A hidden row can hold all of a column,
    as long as every other hidden row keeps the 1 that it must have somewhere (a row of zeros would have
    been shown). The bounds are those of the exhaustive search below, which
    `test_the_bounds_are_those_of_trying_every_world` proves.
    """
    sums = [sum(true_rows[key][at] for key in hidden) for at in range(len(next(iter(true_rows.values()))))]
    others = len(hidden) - 1
    return [(max(0, total - (sums[0] - 1)), min(total, sums[0] - others)) for total in sums]


@given(worlds())
@settings(max_examples=400, deadline=None)
def test_no_small_count_is_shown_and_no_hidden_one_can_be_bounded_closely(rows):
    table = race_stage_table(rows, FRAME)
    groups = by_group(table)
    for row in table.rows:
        assert all(
            not 0 < cell.value < THRESHOLD
            for cell in (row.cells[0], row.cells[1], row.cells[3])
            if cell.shown
        )
    hidden = [key for key, row in groups.items() if row.cells[0].state is State.HIDDEN]
    if not hidden:
        return
    total = table.rows[-1]
    assert {cell.state for cell in total.cells} == {State.HIDDEN}
    if all(row.cells[0].state is State.HIDDEN or row.cells[0].value == 0 for row in groups.values()):
        return  # nothing but zeros is shown and the total is hidden: there is nothing to subtract from
    assert len(hidden) > 1
    truth = true_counts(rows, table)
    for at, (low, high) in enumerate(bounds_of_hidden(truth, hidden)):
        cells = [groups[key].cells[(0, 1, 3)[at]] for key in hidden]
        if all(cell.shown for cell in cells):
            assert [cell.value for cell in cells] == [0] * len(cells)  # zeros are shown
        else:
            assert high - low >= THRESHOLD


def true_counts(rows, table):
    """The true counts of the table's own (merged) groups, found again from the input."""
    groups = set(by_group(table))
    for merge in LADDER:
        if {f"race:{code}" for code in merge.values()} == groups:
            made = {key: [0, 0, 0] for key in groups}
            for row in rows:
                for at, step in enumerate(("referred", "offered", "accepted")):
                    made[f"race:{merge[row['race']]}"][at] += row[step]
            return made
    raise AssertionError("the table's groups are none of the merges")


def every_world(sums, rows):
    """All splits of the hidden sums over the hidden rows that keep steps nested and no row all zero."""
    chains = [
        c
        for c in product(*(range(total + 1) for total in sums))
        if c[0] and list(c) == sorted(c, reverse=True)
    ]

    def split(left, k):
        if k == 1:
            if left in known:
                yield (left,)
            return
        for chain in chains:
            rest = tuple(a - b for a, b in zip(left, chain, strict=True))
            if min(rest) >= 0:
                yield from ((chain, *more) for more in split(rest, k - 1))

    known = set(chains)
    return split(tuple(sums), rows)


@given(
    st.lists(
        st.tuples(st.integers(1, 4), st.integers(0, 4)).map(lambda p: (p[0], min(p))), min_size=2, max_size=3
    )
)
@settings(max_examples=60, deadline=None)
def test_the_bounds_are_those_of_trying_every_world(numbers):
    truth = {str(at): list(pair) for at, pair in enumerate(numbers)}
    claimed = bounds_of_hidden(truth, list(truth))
    tried = list(every_world([sum(column) for column in zip(*numbers, strict=True)], len(numbers)))
    for at, (low, high) in enumerate(claimed):
        values = [world[0][at] for world in tried]
        assert (min(values), max(values)) == (low, high)


@given(st.dictionaries(st.sampled_from(RACES), COUNT, min_size=1))
@settings(deadline=None)
def test_enrolled_people_are_protected_with_their_shares(numbers):
    table = race_enrolled_table([{"race": race, "enrolled": n} for race, n in numbers.items()], FRAME)
    assert all(not 0 < row.cells[0].value < THRESHOLD for row in table.rows if row.cells[0].shown)
    if table.has_hidden():
        assert {row.cells[1].state for row in table.rows} == {
            State.HIDDEN
        }  # a share would give the hidden total


@pytest.mark.parametrize(
    ("numbers", "hidden"),
    [
        ({"a": [40], "b": [0]}, set()),  # 0 is shown
        ({"a": [40], "b": [11]}, set()),  # 11 is shown
        ({"a": [40], "b": [10], "c": [30]}, {"b", "c"}),  # one alone would be got by subtraction
        ({"a": [40], "b": [9], "c": [7], "d": [30]}, {"b", "c"}),  # 16 over two: each 1 to 15
        ({"a": [40], "b": [4], "c": [3], "d": [30]}, {"b", "c", "d"}),  # 7 over two says too much
        ({"a": [40, 40], "b": [12, 3]}, {"a", "b"}),  # a small later step hides the row
    ],
)
def test_which_rows_are_hidden(numbers, hidden):
    assert rows_to_hide(numbers) == hidden


def test_groups_are_merged_before_any_is_hidden():
    table = race_stage_table(
        stages([("white", 78, 71, 58), ("black", 61, 42, 33), ("asian", 9, 8, 6), ("several", 8, 8, 6)]),
        FRAME,
    )
    assert not table.has_hidden()
    assert table.cell("race:other_groups", "referred").value == 17
    assert table.cell("total", "accepted").value == 103


def test_a_hidden_cell_leaves_no_number_behind():
    table = race_stage_table(stages([("white", 78, 71, 58), ("black", 4, 2, 1)]), FRAME)
    held = [cell for row in table.to_plain()["rows"] for cell in row["cells"] if cell["state"] == "hidden"]
    assert held
    assert all(cell == {"state": "hidden"} for cell in held)


@pytest.mark.parametrize(("unknown", "shown"), [(4, None), (0, 0), (30, 30)])
def test_the_count_of_unknown_is_hidden_with_its_row(unknown, shown):
    """It stands below the table once more, and would give its row back."""
    people = {"white": 60, "black": 40, "unknown": unknown}
    table = race_enrolled_table([{"race": race, "enrolled": n} for race, n in people.items()], FRAME)
    assert table.unknown_count.value == shown
    assert table.unknown_count.shown == (shown is not None) == table.cell("race:unknown", "enrolled").shown


def test_later_steps_cannot_be_larger():
    with pytest.raises(ValueError, match="later step"):
        race_stage_table(stages([("white", 3, 4, 0)]), FRAME)
