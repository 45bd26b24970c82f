"""Reading messy workbooks: what is taken, what is asked, and what is never read."""

import csv
import io
import zipfile
from datetime import date

import pytest

from tests.factories import workbooks
from thirdoption.program.care.rules import ContactKind, Engagement
from thirdoption.program.care.rules.imports import (
    Kind,
    Order,
    Reading,
    grid_of,
    guess,
    guess_kind,
    lay_out,
    orders,
    read_row,
    values_of,
    worker_named,
)
from thirdoption.program.ground.refusal import Refused

TODAY = date(2026, 11, 23)
LARGEST = 1_000_000
MERGED = '<mergeCell ref="A1:A20000"/>'


def readings(data: bytes, order: Order | None = Order.MONTH_FIRST) -> list[Reading]:
    sheet = lay_out(grid_of(data, LARGEST))
    kind = guess_kind(sheet.heads)
    columns = guess(sheet.heads, kind)
    return [read_row(row, columns, kind, order, TODAY) for row in sheet.rows]


def test_a_roster_is_read_under_its_titles_with_merged_workers_and_three_ways_of_dates() -> None:
    found = readings(workbooks.roster(["Jo Rivera"], 400))
    assert len(found) == 400 and not any(one.reasons for one in found)
    for one, (first, last, born) in zip(found, workbooks.people(), strict=True):
        assert one.name.removesuffix(" (Bee)") == f"{first} {last}" and one.born == born
    assert {one.worker for one in found} == {"Jo Rivera"}
    assert found[2].state == Engagement.LOOKING_FOR and found[0].release == "on file" and not found[1].release


def test_a_log_of_windows_is_read_and_what_was_tried_is_not_made() -> None:
    found = readings(workbooks.contacts(["J. Rivera"]))
    assert len(found) == 400 and not any(one.reasons for one in found)
    assert [one.kind for one in found[:3]] == [ContactKind.MADE, ContactKind.TRIED, ContactKind.MADE]
    assert found[0].note == "Café – wants a bed" and found[1].day == date(2026, 1, 2)


def test_of_who_did_not_take_part_nothing_is_kept() -> None:
    found = readings(workbooks.referrals())
    assert sum(bool(one.reasons) for one in found) == 100 and len(found) == 400
    assert found[0].day == date(2025, 12, 9)  # a spreadsheet's number of days


def test_a_column_of_a_history_is_never_read() -> None:
    """Law 7, R-39 to R-41."""
    sheet = lay_out(grid_of(workbooks.roster(["Jo"], 20), LARGEST))
    assert [sheet.heads[place] for place in sheet.history] == ["# Prior arrests", "SID"]
    for head in ("Arrests", "Charges", "Convicted", "FBI #", "NYSID", "Warrants", "Criminal history"):
        assert guess(["Name", "DOB", head], Kind.ROSTER)[2] == ""
        data = f"Name,DOB,{head}\nBo Pretend,1990-01-31,many\n".encode()
        assert lay_out(grid_of(data, LARGEST)).history == (2,), head
    [row] = readings(b"Name,DOB,Where\nBo Pretend,1990-01-31,SID 01234567K\n")
    assert "state, FBI or NCIC number" in row.reasons[0] and not row.where


@pytest.mark.parametrize(
    ("cell", "order", "found"),
    [
        ("2026-02-01", None, date(2026, 2, 1)),
        ("1/2/2026", Order.MONTH_FIRST, date(2026, 1, 2)),
        ("1/2/2026", Order.DAY_FIRST, date(2026, 2, 1)),
        ("13/2/2026", Order.MONTH_FIRST, date(2026, 2, 13)),
        ("2/13/2026", None, date(2026, 2, 13)),
        ("3/3/2026", None, date(2026, 3, 3)),
        ("46054", None, date(2026, 2, 1)),
        ("46054.75", None, date(2026, 2, 1)),
        ("2026-02-01 00:00:00", None, date(2026, 2, 1)),
    ],
)
def test_days(cell: str, order: Order | None, found: date) -> None:
    assert values_of.day(cell, order) == found


def test_two_digits_are_a_year_of_birth_where_only_one_can_be() -> None:
    for cell, year in (("1/2/85", 1985), ("1/2/27", 1927), ("1/2/08", 2008), ("1/2/00", 2000)):
        assert values_of.day(cell, Order.MONTH_FIRST, birth=TODAY) == date(year, 1, 2)


@pytest.mark.parametrize(
    ("cell", "found"),
    [("15", 15), ("15 min", 15), ("1h", 60), ("1.5 hours", 90), ("1 h 5 min", 65), ("45.0", 45), ("", None)],
)
def test_how_long_it_took(cell: str, found: int | None) -> None:
    assert values_of.minutes(cell) == found


@pytest.mark.parametrize("cell", ["abc", "-5", "1441", "25h", "1:30", "min"])
def test_how_long_it_took_is_not_guessed(cell: str) -> None:
    with pytest.raises(values_of.Unclear):
        values_of.minutes(cell)


def test_the_heads_that_programs_write_are_known() -> None:
    heads = ["Client name (last, first)", "D.O.B.", "Case mgr", "Staying at", "Cell phone", "Current status"]
    assert guess(heads, Kind.ROSTER) == ["name", "born", "worker", "where", "phone", "status"]
    [row] = readings(b"Client,Case mgr,Staying at,Phone\nBo Pretend,Jo,Behind the depot,518-555-0142\n")
    assert (row.name, row.where) == ("Bo Pretend", "Behind the depot \u00b7 518-555-0142")


def test_each_fault_of_a_row_is_said_once_and_of_which_date() -> None:
    text = b"Client,DOB,Date,Type\nBo,1990-13-45,2035-01-01,x\nAda,1990-01-31,,x\nAda,2035-01-01,soon,x\n"
    assert [one.reasons for one in readings(text)] == [
        (
            "The date of birth cannot be read. Write it as year-month-day.",
            "The date is not in the past.",
        ),
        ("There is no date.",),
        (
            "The date of birth is not in the past.",
            "The date cannot be read. Write it as year-month-day.",
        ),
    ]


def test_a_name_that_sounds_like_a_sum_is_somebody() -> None:
    text = (
        "Client,DOB,Worker\nSum Wing,1990-01-31,Jo\nCount Basil,,\nTotal Pretend,,Jo\n"
        "Total: 3,,\nGrand total,,\nSubtotal,3,\nNumber of clients,,3\n"
    )
    sheet = lay_out(grid_of(text.encode(), LARGEST))
    assert [row.cells[0] for row in sheet.rows] == ["Sum Wing", "Count Basil", "Total Pretend"]
    assert sheet.totals == 4


def test_a_day_of_a_workbook_is_shown_as_a_day() -> None:
    styles = (
        f'<styleSheet xmlns="{workbooks.MAIN}"><numFmts><numFmt numFmtId="164" formatCode="d/m/yy h:mm"/>'
        '<numFmt numFmtId="165" formatCode="0 &quot;days&quot;"/></numFmts><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
    )
    cells = "".join(
        f'<c r="{place}1" s="{style}"><v>46115.5833333333</v></c>'
        for place, style in zip("ABCD", "0123", strict=True)
    )
    sheet = f'<worksheet xmlns="{workbooks.MAIN}"><sheetData><row>{cells}</row></sheetData></worksheet>'
    more = {"xl/styles.xml": styles.encode(), "xl/worksheets/sheet1.xml": sheet.encode()}
    [row] = grid_of(workbooks.xlsx([["Name", "DOB"]], more=more), LARGEST)
    assert row == ["46115.5833333333", "2026-04-03 14:00", "2026-04-03 14:00", "46115.5833333333"]


def test_a_cell_that_is_too_long_is_said_with_its_line() -> None:
    text = "Client,DOB\nBo,1990-01-31\n" + "x" * 200_000 + ",1990-01-31\n"
    with pytest.raises(Refused, match="line 3"):
        grid_of(text.encode(), LARGEST)


@pytest.mark.parametrize("cell", ["1/2/2026", "31/31/2026", "soon", "2026-02-30", "9999999"])
def test_a_day_that_can_be_read_in_two_ways_or_none_is_not_guessed(cell: str) -> None:
    with pytest.raises(values_of.Unclear):
        values_of.day(cell, None)
    with pytest.raises(values_of.Unclear):
        values_of.day("1/2/15", Order.MONTH_FIRST, birth=TODAY)
    assert orders(["1/2/2026"])[1] and not orders(["2026-01-02", "1/13/2026", "2/2/2026"])[1]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("jo rivera", 1), ("Rivera, Jo", 1), ("J. Rivera", 1), ("Jo", 1), ("Jo Riveira", 1), ("JR", 1),
        ("Sam", None), ("Kim Nobody", None), ("", None), ("Sam Ortiz", 2),
    ],
)  # fmt: skip
def test_a_worker_is_known_by_a_slip_and_never_by_a_guess_between_two(
    written: str, found: int | None
) -> None:
    assert worker_named(written, {"Jo Rivera": 1, "Sam Ortiz": 2, "Sam Stone": 3}) == found


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"xl/vbaProject.bin": b"x"}, "macros"),
        ({"xl/media/big.xml": b" " * 41_000_000}, "more than we read"),
        ({"xl/worksheets/sheet2.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "cannot be read"),
        ({"xl/worksheets/sheet2.xml": b"<a>"}, "cannot be read"),
    ],
)
def test_a_workbook_that_could_do_harm_is_refused(more: dict[str, bytes], sentence: str) -> None:
    """R-39 asks for a free field's text too: what is not plain values is not read at all."""
    with pytest.raises(Refused, match=sentence):
        grid_of(workbooks.xlsx([["Name", "DOB"]], more=more), LARGEST)


def test_a_formula_is_its_value_and_no_more() -> None:
    grid = grid_of(workbooks.xlsx([["Name", "=CMD()"]]), LARGEST)
    assert grid == [["Name", "7"]]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\x89PNG....", b"one,two\n1,2\n", b"Name,DOB\n"])
def test_what_is_no_list_is_answered_with_a_sentence(data: bytes) -> None:
    with pytest.raises(Refused):
        lay_out(grid_of(data, LARGEST))


def test_a_list_may_have_a_mark_at_its_beginning_and_its_heads_again() -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["Name", "DOB"], ["Bo", "1990-01-31"], ["Name", "DOB"], ["Ada", "1991-01-31"]])
    found = readings(b"\xef\xbb\xbf" + out.getvalue().encode())
    assert [one.name for one in found] == ["Bo", "Ada"]


def test_an_open_quotation_mark_swallows_no_rows() -> None:
    text = 'Name,Date,Notes\nAna One,2026-01-01,"called her\nBen Two,2026-01-02,met\n'
    with pytest.raises(Refused, match="quotation mark"):
        grid_of(text.encode(), LARGEST)


def test_merged_cells_fill_no_more_than_a_file_has() -> None:
    sheet = '<worksheet><sheetData><c r="A20000"><v>1</v></c></sheetData>' + MERGED * 300 + "</worksheet>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", '<workbook xmlns="x"/>')
        file.writestr("xl/worksheets/one.xml", sheet.replace("<", "<n:").replace("<n:/", "</n:").replace(
            "<n:worksheet", '<n:worksheet xmlns:n="x"', 1))  # fmt: skip
    with pytest.raises(Refused, match="merged cells"):
        grid_of(packed.getvalue(), LARGEST)
