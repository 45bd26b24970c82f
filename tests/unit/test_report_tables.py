"""From drawn counts to the tables of the report: known answers, and what must hold for any quarter."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.report_sample import FRAME, counts, report
from thirdoption.program.reports.rules import (
    Agency,
    Cell,
    Frame,
    Kind,
    Report,
    State,
    Table,
    Tier,
    build_report,
    quarter,
    quarter_before,
    rolling_year,
)
from thirdoption.program.reports.rules.flow import (
    REASONS,
    STEPS,
    diversions_table,
    funnel_table,
    reasons_table,
    referrals_table,
)
from thirdoption.program.reports.rules.frames import DOORS
from thirdoption.program.reports.rules.headlines import chance_of_difference
from thirdoption.program.reports.rules.notes import gap_notes
from thirdoption.program.reports.rules.times import median_with_open, ninetieth_with_open, times_table

NUMBER = st.integers(0, 40)
THREE = st.lists(NUMBER, min_size=3, max_size=3)
DOOR = st.sampled_from(list(DOORS))


def stages(race, numbers):
    return {"race": race, "referred": numbers[0], "offered": numbers[1], "accepted": numbers[2]}


@st.composite
def quarters(draw):
    """The drawn counts of any quarter."""
    agencies = st.sampled_from(["fopd", "sheriff", "campus", "neighbors", None])
    months = st.sampled_from(FRAME.period.months())
    races = ["white", "black", "hispanic", "asian", "several", "unknown"]
    some = {"max_size": 8}
    return {
        "referrals": draw(
            st.lists(
                st.fixed_dictionaries(
                    {"door": DOOR, "agency": agencies, "month": months, "referrals": NUMBER}
                ),
                **some,
            )
        ),
        "diversions": draw(
            st.lists(
                st.fixed_dictionaries({"agency": agencies, "month": months, "diversions": NUMBER}), **some
            )
        ),
        "funnel": [
            {"door": draw(DOOR), "furthest": step, "referrals": draw(NUMBER), "still_open": 0}
            for step in draw(st.lists(st.sampled_from(list(STEPS)), **some))
        ],
        "reasons": [
            {"reason": reason, "referrals": draw(NUMBER)}
            for reason in draw(st.lists(st.sampled_from([*REASONS, "unknown"]), **some))
        ],
        "times": draw(st.lists(TIMES, max_size=30)),
        "race_stages": [
            stages(race, sorted((draw(NUMBER) for _ in range(3)), reverse=True)) for race in races
        ],
        "race_enrolled": [{"race": race, "enrolled": draw(NUMBER)} for race in races],
    }


TIMES = st.fixed_dictionaries(
    {
        "door": DOOR,
        "contact_minutes": st.none() | st.integers(0, 5000),
        "intake_days": st.none() | st.integers(0, 90),
        "age_days": st.integers(0, 120),
    }
)


def built(drawn) -> Report:
    return build_report(
        drawn, FRAME, release_id="r", version="1.0", site_name="A place", made_up=True, gaps=()
    )


@given(quarters())
@settings(max_examples=60, deadline=None)
def test_a_report_survives_json(drawn):
    made = built(drawn)
    assert Report.from_plain(json.loads(json.dumps(made.to_plain()))) == made


@given(quarters())
@settings(max_examples=60, deadline=None)
def test_counts_of_the_programs_own_work_are_exact_and_add_up(drawn):
    made = built(drawn)
    assert not any(table.has_hidden() for table in made.tables if table.tier is Tier.WORK)
    referrals = made.table("F01")
    for at in range(len(referrals.columns)):
        items = sum(row.cells[at].value for row in referrals.rows if row.kind in (Kind.ITEM, Kind.UNKNOWN))
        sections = sum(row.cells[at].value for row in referrals.rows if row.kind is Kind.SECTION)
        assert items == sections == referrals.rows[-1].cells[at].value
    assert referrals.cell("total", "quarter").value == sum(row["referrals"] for row in drawn["referrals"])
    drawn_diversions = sum(row["diversions"] for row in drawn["diversions"])
    assert made.table("F02").cell("total:launch", "all").value == drawn_diversions
    funnel = [row.cells[0].value for row in made.table("F03").rows]
    assert funnel == sorted(funnel, reverse=True)
    assert made.table("F04").cell("total", "count").value == sum(row["referrals"] for row in drawn["reasons"])


def test_the_sample_quarter():
    made = report()
    assert made.table("F01").cell("door:arrest_diversion/agency:fopd", "month:1").value == 8
    assert made.table("F01").unknown_count.value == 1
    assert made.table("F02").cell("month:2025-04", "cumulative").value == 79
    assert made.table("F02").cell("total:quarter", "all").value == 17
    accepted = made.table("F03").cell("step:accepted", "arrest_diversion/share")
    assert (accepted.numerator, accepted.denominator, accepted.value) == (18, 23, 78.3)
    assert made.table("F04").cell("reason:unknown", "share").value == 5.3
    assert made.table("P01").cell("race:black", "offered/share").value == 68.9
    assert {headline.id: headline.cell.value for headline in made.headlines} == {
        "diversions": 17,
        "since_launch": 174,
        "referrals": 45,
        "intakes": 21,
        "first_contact": 24,
        "in_time": 71.4,
    }


def test_every_table_carries_what_a_reader_needs():
    for table in report().tables:
        texts = (table.definition, table.population, table.numerator, table.denominator, table.unknown)
        assert all(texts)
        assert table.source
        assert table.data_cut == FRAME.data_cut
        assert table.unknown_count.state in (State.VALUE, State.HIDDEN)


def test_people_are_described_over_twelve_months_only():
    for table in report().tables:
        assert table.period == (rolling_year(FRAME.period) if table.tier is Tier.PEOPLE else table.period)
        assert len(table.period.months()) == 12 or table.tier is Tier.WORK


def test_perceived_and_own_words_never_meet_in_one_ratio():
    perceived, own = report().table("P01"), report().table("P01E")
    assert {column.id for column in perceived.columns}.isdisjoint({"enrolled"})
    assert {column.id for column in own.columns} == {"enrolled", "share"}


def test_row_ids_are_the_same_in_a_quarter_without_events():
    quiet = {key: [] for key in counts()}
    full = {table.id: {row.id for row in table.rows} for table in report().tables}
    for table in built(quiet).tables[:5]:
        assert {row.id for row in table.rows} <= full[table.id]


@pytest.mark.parametrize(
    ("values", "median", "ninetieth"),
    [
        ([], None, None),
        ([7, 7, 7, 7], None, None),  # under 5: one event's own time
        ([1, 2, 3, 4, 5], 3, None),
        ([1, 2, 3, None, None], 3, None),
        ([1, 2, None, None, None], None, None),  # the middle one still waits
        ([1, 2, 3, None, None, None], None, None),  # half of the middle still waits
        (list(range(1, 11)), 5.5, 9),
        ([*range(1, 10), None], 5.5, 9),
        ([*range(1, 9), None, None], 5.5, None),
        ([*range(1, 20), None], 10.5, 18),
    ],
)
def test_times_count_the_open_ones(values, median, ninetieth):
    assert median_with_open(values).value == median
    assert ninetieth_with_open(values).value == ninetieth
    assert median_with_open(values[::-1]).denominator == len(values)


@given(st.lists(st.integers(0, 1000), min_size=5, max_size=40), st.integers(0, 40))
def test_leaving_people_waiting_never_looks_faster(values, waiting):
    before, after = median_with_open(values), median_with_open([*values, *[None] * waiting])
    assert after.value is None or after.value >= before.value


def test_thirty_days_are_judged_when_they_are_over():
    rows = [
        {"door": "community", "contact_minutes": 5, "intake_days": intake, "age_days": age}
        for intake, age in ((3, 10), (None, 10), (30, 31), (31, 40), (None, 40), (None, 30))
    ]
    cell = times_table(rows, FRAME).cell("total", "intake/within_30")
    assert (cell.numerator, cell.denominator) == (1, 3)


def test_a_skipped_step_counts_as_passed():
    rows = [{"door": "community", "furthest": "intake_done", "referrals": 2, "still_open": 0}]
    assert [row.cells[0].value for row in funnel_table(rows, FRAME).rows] == [2] * len(STEPS)


def test_many_agencies_are_put_together_and_none_is_lost():
    agencies = tuple(Agency(f"a{n}", f"Agency {n}") for n in range(9))
    frame = Frame(FRAME.period, FRAME.data_cut, FRAME.launched, agencies, "made-up")
    rows = [{"agency": f"a{n}", "month": "2026-01", "diversions": n} for n in range(9)]
    table = diversions_table(rows, frame)
    assert [column.id for column in table.columns][:5] == [
        "agency:a5",
        "agency:a6",
        "agency:a7",
        "agency:a8",
        "agency:others",
    ]
    assert table.cell("total:launch", "agency:others").value == 0 + 1 + 2 + 3 + 4


def test_a_young_program_shows_the_months_it_has():
    frame = Frame(quarter(2026, 1), date(2026, 4, 15), date(2025, 12, 1), FRAME.agencies, "made-up")
    table = diversions_table([], frame)
    assert [row.id for row in table.rows if row.kind is Kind.ITEM] == [
        "month:2025-12",
        "month:2026-01",
        "month:2026-02",
        "month:2026-03",
    ]


@pytest.mark.parametrize(
    "build",
    [
        lambda: referrals_table(
            [{"door": "window", "agency": None, "month": "2026-01", "referrals": 1}], FRAME
        ),
        lambda: referrals_table(
            [{"door": "community", "agency": None, "month": "2025-12", "referrals": 1}], FRAME
        ),
        lambda: diversions_table([{"agency": "nobody", "month": "2026-01", "diversions": 1}], FRAME),
        lambda: diversions_table([{"agency": None, "month": "2026-04", "diversions": 1}], FRAME),
        lambda: reasons_table([{"reason": "because", "referrals": 1}], FRAME),
        lambda: list(gap_notes([{"code": "nothing"}])),
    ],
)
def test_what_no_row_would_print_stops_the_build(build):
    with pytest.raises(ValueError, match=r"\w"):
        build()


def test_chance_of_a_difference():
    # two-sided exact binomial test, p = 1/2: R's binom.test(k, n)$p.value, worked out by hand for n = 3
    assert chance_of_difference(3, 0) == pytest.approx(0.25)
    assert chance_of_difference(2, 1) == 1.0
    assert chance_of_difference(87, 35) < 0.00001  # Albany 2018 to 2019 was no accident
    assert chance_of_difference(0, 0) == 1.0


def test_quarters():
    assert quarter(2024, 1).months() == ("2024-01", "2024-02", "2024-03")
    assert quarter(2024, 1).end == date(2024, 3, 31)
    assert quarter_before(quarter(2026, 1)) == quarter(2025, 4)
    assert rolling_year(quarter(2025, 4)).start == date(2025, 1, 1)
    assert rolling_year(quarter(2026, 1)).code == "2025-04..2026-03"
    assert quarter(2026, 2).code == "2026-Q2"


def test_a_cell_that_is_not_published_cannot_hold_a_number():
    for state in (State.HIDDEN, State.NONE):
        with pytest.raises(ValueError, match="holds no number"):
            Cell(state, 3)
    with pytest.raises(ValueError, match="denominator"):
        Cell(State.HIDDEN, denominator=40)


def test_a_table_refuses_crooked_rows():
    table = report().table("F04")
    plain = table.to_plain()
    plain["rows"][0]["cells"].pop()
    with pytest.raises(ValueError, match="one cell per column"):
        Table.from_plain(plain)
