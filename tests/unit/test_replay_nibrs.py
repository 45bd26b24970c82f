"""NIBRS flat files: segments written by hand; and the whole real files, where they are at hand."""

import os
from pathlib import Path

import pytest

from thirdoption.jobs.imports import arrests
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.referrals.rules import replay
from thirdoption.program.sites.packs import load_policy

NYPD, NIBRS = arrests.load_map("nypd"), arrests.load_map("nibrs")


def segment(level: str, *fields: tuple[int, str], length: int, action: str = "I") -> str:
    """A NIBRS segment by hand: fields at their places, counted from 1 as in the specification."""
    line = f"{length:04}{level}{action}042020    VT0040100{'':<{length}}"[:length]
    for place, text in fields:
        line = line[: place - 1] + text + line[place - 1 + len(text) :]
    return line


def incident(*segments: str) -> bytes:
    return ("\r\n".join(segments) + "\r\n").encode()


def arrestee(code: str = "35A", age: str = "21", number: str = "01", multiple: str = "N") -> str:
    return segment(
        "6",
        (26, "INCIDENT0001"),
        (38, number),
        (52, "20200405"),
        (60, f"T{multiple}{code}01"),
        (71, age),
        (75, "MBHR"),
        length=110,
    )


DRUG = segment("2", (26, "INCIDENT0001"), (38, "35ACD  13   P"), length=71)
HEROIN = segment("3", (26, "INCIDENT0001"), (38, "610"), (233, "D000000002500GM"), length=307)


def test_nibrs_segments_by_hand() -> None:
    found = arrests.read(incident(DRUG, HEROIN, arrestee()), NIBRS)
    [one] = found.arrests
    assert (one.charge.nibrs, one.place, one.on.isoformat()) == ("35A", "VT0040100", "2020-04-05")
    assert one.race == "Hispanic or Latino and Black or African American"
    assert dict(one.charge.facts) == {
        "age": "18_or_over",
        "drivers": ("drug_use",),
        "substance": "opioid",
        "amount_grams": 2.5,
    }
    assert found.coverage.state == "VT"
    assert replay.conducts_of(load_policy("albany"), one.charge) == ("drug_possession",)


def test_two_people_share_no_drug_and_selling_may_be_something_else() -> None:
    sold = DRUG.replace("13   P", "13   D")
    both = arrests.read(incident(sold, HEROIN, arrestee(), arrestee(number="02")), NIBRS).arrests
    for one in both:
        assert dict(one.charge.facts) == {"age": "18_or_over", "drivers": ("drug_use",)}
        assert one.charge.may_be_other


@pytest.mark.parametrize(
    ("age", "meaning"),
    [
        ("17", "under_18"),
        ("18", "18_or_over"),
        ("1720", "not_known"),
        ("00", "not_known"),
        ("99", "18_or_over"),
    ],
)
def test_ages_of_nibrs(age: str, meaning: str) -> None:
    [one] = arrests.read(incident(arrestee(age=age)), NIBRS).arrests
    assert dict(one.charge.facts)["age"] == meaning


def test_group_b_reports_and_what_is_no_arrest_of_its_own() -> None:
    fields = ((26, "REPORT000001"), (38, "01"), (40, "20200412T90J01"), (58, "32"), (62, "MWNR"))
    report = segment("7", *fields, length=66, action="A")
    deleted = segment("7", *fields, length=66, action="D")
    found = arrests.read(incident(deleted, report, report, arrestee(multiple="M")), NIBRS)
    [one], [row] = found.arrests, found.refused
    assert (one.charge.nibrs, one.race, one.on.isoformat()) == ("90J", "White", "2020-04-12")
    assert "same numbers as line 2" in row.reasons[0]
    remarks = " ".join(found.coverage.remarks)
    assert "1 segments delete" in remarks
    assert "1 segments repeat" in remarks


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"ARREST_KEY,ARREST_DATE\r\n1,09/25/2021\r\n", "no NIBRS flat file"),
        (incident(DRUG, arrestee())[:-40], "cut off"),
        (incident(DRUG), "no arrest segments"),
        (b"\xff\xd8\xff\xe0", "a picture"),
    ],
)
def test_a_file_that_is_no_flat_file_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        arrests.read(data, NIBRS)


@pytest.mark.prove
@pytest.mark.parametrize(
    ("name", "chart", "rows"),
    [("THIRDOPTION_NYPD_FILE", NYPD, 13_224), ("THIRDOPTION_NIBRS_FILE", NIBRS, 747)],
)
def test_the_whole_files_add_up(name: str, chart: arrests.ColumnMap, rows: int) -> None:
    path = Path(os.environ.get(name, ""))
    if not path.is_file():
        pytest.skip(f"{name} names no file")
    found = arrests.read(path.read_bytes(), chart)
    total = replay.replay(
        load_policy("albany"), found.arrests, found.coverage, unreadable=len(found.refused)
    ).total
    assert total.nothing + total.depends + total.ruled_out + total.unreadable == rows
