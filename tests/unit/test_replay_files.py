"""Arrest files: a sample of the real one by its map, rows by hand, and files that are none."""

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from thirdoption.command.replay import replay_policy
from thirdoption.jobs.exports import replay_chart, replay_csv
from thirdoption.jobs.imports import arrests
from thirdoption.jobs.imports.arrests.column_map import parse_map
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.referrals.rules import replay
from thirdoption.program.sites.packs import load_policy

FILE = Path(__file__).parents[1] / "data" / "nypd_arrests_queens_2021_sample.csv"
SAMPLE = FILE.read_bytes()
NYPD = arrests.load_map("nypd")
HEADER = SAMPLE.splitlines(keepends=True)[0]
GOOD = {
    "ARREST_KEY": "1",
    "ARREST_DATE": "09/25/2021",
    "OFNS_DESC": "PETIT LARCENY",
    "LAW_CODE": "PL 1552500",
    "LAW_CAT_CD": "M",
    "ARREST_PRECINCT": "101",
    "AGE_GROUP": "25-44",
    "PERP_RACE": "BLACK HISPANIC",
}


def table(*rows: dict[str, str]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, GOOD)
    writer.writeheader()
    writer.writerows({**GOOD, "ARREST_KEY": str(number), **row} for number, row in enumerate(rows))
    return out.getvalue().encode()


def test_every_row_of_the_sample_is_read_and_the_classes_add_up() -> None:
    found = arrests.read(SAMPLE, NYPD)
    assert (len(found.arrests), found.refused) == (200, ())
    total = replay.replay(load_policy("albany"), found.arrests, found.coverage).total
    assert total.nothing + total.depends + total.ruled_out == 200
    petit = sum(b"PL 15525" in line for line in SAMPLE.splitlines())
    assert total.depends >= petit > 0


def test_a_row_by_hand() -> None:
    [one] = arrests.read(table({}), NYPD).arrests
    charge = one.charge
    assert (charge.law, charge.section, charge.nibrs, charge.nibrs_draft) == ("PL", "155.25", "23H", True)
    assert (charge.felony, charge.violent_felony, charge.against_person) == (False, False, False)
    assert (one.race, one.place, one.on.isoformat()) == (
        "Hispanic or Latino and Black or African American",
        "101",
        "2021-09-25",
    )
    assert charge.facts == (("age", "18_or_over"),)


@pytest.mark.parametrize(
    ("code", "grade", "expected"),
    [
        ("PL 1200501", "F", ("120.05", "13A", True, True)),
        ("PL 1200001", "M", ("120.00", "13B", False, True)),
        ("PL 1204500", "M", ("120.45", "", False, True)),
        ("PL 1553008", "F", ("155.30", "240", False, False)),
        ("VTL0511001", "M", ("", "", False, False)),
    ],
)
def test_law_codes(code: str, grade: str, expected: tuple[str, str, bool, bool]) -> None:
    [one] = arrests.read(table({"LAW_CODE": code, "LAW_CAT_CD": grade}), NYPD).arrests
    charge = one.charge
    assert (charge.section, charge.nibrs, charge.violent_felony, charge.against_person) == expected


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"ARREST_DATE": "2021-09-25"}, "ARREST_DATE is no date"),
        ({"LAW_CODE": ""}, "LAW_CODE is empty"),
        ({"LAW_CODE": "PL 99"}, "LAW_CODE cannot be read"),
        ({"AGE_GROUP": "940"}, "AGE_GROUP says '940'"),
        ({"PERP_RACE": "MARTIAN"}, "PERP_RACE says 'MARTIAN'"),
        ({"OFNS_DESC": ""}, "OFNS_DESC is empty"),
        ({"LAW_CAT_CD": "Q"}, "LAW_CAT_CD says 'Q'"),
        ({"ARREST_KEY": "0"}, "same ARREST_KEY as line 2"),
    ],
)
def test_a_row_that_cannot_be_read_comes_back_with_its_reason(cells: dict[str, str], reason: str) -> None:
    found = arrests.read(table({}, cells), NYPD)
    assert len(found.arrests) == 1
    [row] = found.refused
    assert row.line == 3
    assert reason in " ".join(row.reasons)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (HEADER, "no rows"),
        (SAMPLE[:-30], "cut off"),
        (SAMPLE.decode().encode("utf-16"), "UTF-16"),
        (b"\x89PNG\r\n\x1a\n" + SAMPLE, "a picture"),
        (b"Name,Date\r\nx,y\r\n", "columns are missing"),
    ],
)
def test_a_file_that_is_none_is_refused_whole(data: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        arrests.read(data, NYPD)


def test_a_bad_map_is_told_in_sentences() -> None:
    plain = {
        "id": "mine",
        "title": "Mine",
        "format": "csv",
        "state": "NY",
        "surprise": "x",
        "columns": {
            "date": {"column": "D", "format": "day"},
            "law_code": {"column": "L", "law": "PL", "pattern": "(?P<a>x", "section": "{b}"},
            "race": {"column": "R", "crosswalk": "nobodys"},
            "age": {"column": "A", "values": {"young": "child"}},
            "place": {"column": "P"},
        },
        "facts": {"history": {"value": "bad"}},
    }
    with pytest.raises(arrests.InvalidMap) as caught:
        parse_map(plain)
    told = "\n".join(caught.value.sentences)
    for part in (
        "surprise: is not known here",
        "offense_group: is missing",
        "format: must say how a date",
        "columns.law_code.pattern",
        "crosswalk: must be one of",
        "values.young: must be one of",
        "facts.history: is not known here",
    ):
        assert part in told
    with pytest.raises(arrests.InvalidMap, match="There is no map"):
        arrests.load_map("nowhere")


def test_a_richer_file_may_tell_more() -> None:
    chart = parse_map(
        {
            "id": "mine",
            "title": "Mine",
            "format": "csv",
            "state": "NY",
            "columns": {
                "date": {"column": "day", "format": "%Y-%m-%d"},
                "offense_group": {"column": "what"},
                "place": {"column": "where"},
                "nibrs": {"column": "code"},
                "race": {"column": "race", "values": {"w": "White"}},
                "age": {"column": "age", "values": {"40": "18_or_over"}},
            },
            "facts": {
                "drivers": {"column": "unhoused", "values": {"1": "poverty"}},
                "in_area": {"value": "yes"},
            },
        }
    )
    data = (
        b"day,what,where,code,race,age,unhoused\r\n2021-01-01,t,1,90J,w,40,1\r\n2021-01-01,t,1,90J,w,40,\r\n"
    )
    first, second = arrests.read(data, chart).arrests
    assert dict(first.charge.facts) == {"age": "18_or_over", "drivers": ("poverty",), "in_area": "yes"}
    assert dict(second.charge.facts) == {"age": "18_or_over", "in_area": "yes"}


def test_the_command_prints_counts_and_keeps_files(tmp_path: Path) -> None:
    file, out = tmp_path / "arrests.csv", tmp_path / "out"
    file.write_bytes(SAMPLE.replace(b",25-44,", b",new,", 1))
    asked = [str(file), "--site", "albany", "--map", "nypd", "--compare", "albany", "--out", str(out)]
    done = CliRunner().invoke(replay_policy, asked)
    assert done.exit_code == 0, done.output
    assert "upper bound" in done.output
    assert "would have been" not in done.output
    assert {path.name for path in out.iterdir()} == {
        "replay-albany.csv",
        "replay-albany.svg",
        "arrests.refused.csv",
    }
    rows = list(csv.DictReader(io.StringIO((out / "replay-albany.csv").read_text(encoding="utf-8"))))
    assert len({row["id"] for row in rows}) == len(rows)
    [whole] = [row for row in rows if row["table"] == "all"]
    classes = ("nothing_rules_it_out", "depends", "ruled_out", "unreadable")
    assert sum(int(whole[name]) for name in classes) == int(whole["arrests"]) == 200
    assert whole["unreadable"] == "1"


def test_a_file_that_cannot_be_read_writes_nothing(tmp_path: Path) -> None:
    file, out = tmp_path / "arrests.csv", tmp_path / "out"
    file.write_bytes(b"")
    done = CliRunner().invoke(
        replay_policy, [str(file), "--site", "albany", "--map", "nypd", "--out", str(out)]
    )
    assert "The file is empty" in str(done.exception)
    assert not out.exists()


def test_the_chart_says_its_numbers_in_words_and_the_table_runs_no_formula() -> None:
    rows = table({}, {"OFNS_DESC": "=HYPERLINK(1)"})
    read = arrests.read(rows, NYPD)
    found = replay.replay(load_policy("albany"), read.arrests, read.coverage)
    picture = ElementTree.fromstring(replay_chart.draw(found))
    words = picture.findtext("{http://www.w3.org/2000/svg}desc") or ""
    assert "PETIT LARCENY: 1 arrests" in words
    assert "upper bound" in words
    assert "'=HYPERLINK(1)" in replay_csv.write(found)
