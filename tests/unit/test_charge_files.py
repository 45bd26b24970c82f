"""Files of charges: what is read, what is refused and why, and that what goes out holds its schema."""

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters import queries
from thirdoption.program.matters.rules import exchange
from thirdoption.program.matters.rules.exchange import history
from thirdoption.program.matters.rules.exchange.reading import TAKEN_OUT
from thirdoption.program.sites.rules.csv_files import refused_csv

SCHEMA = json.loads((Path(exchange.__file__).parent / "charges-exchange-1.schema.json").read_text())
CHARGE: dict[str, str | None] = {
    "incident_number": "26-00417-X",
    "incident_on": "2026-11-20",
    "law": "PL 155.25",
    "offense": "Petit larceny",
    "offense_class": "class A misdemeanor",
    "nibrs": "23C",
    "set_aside": "ticket",
    "state": "held",
    "held_on": "2026-11-20",
    "deadline_on": "2026-12-20",
    "file_by": "2028-11-20",
    "ticket_returnable_on": None,
    "intake_confirmed_on": None,
    "notice": None,
}
HEAD = "incident_number,law,offense,offense_class"
HISTORY_COLUMNS = [
    "SID",
    "NYSID",
    "NYSID No.",
    "nysid_number",
    "NysidNbr",
    "State SID",
    "FBI",
    "FBI#",
    "FBI Number",
    "FBI/UCN",
    "UCN",
    "NCIC",
    "NIC",
    "III",
    "CHRI",
    "State Identification Number",
    "Rap Sheet",
    "Priors",
    "PRIOR_ARRESTS",
    "Previous convictions",
    "CriminalHistory",
    "arrest history",
    "Arrest count",
    "No. of arrests",
    "Arrests",
    "Convictions",
    "Disposition",
    "Dispositions",
    "dispo",
    "Probation",
    "Parole status",
    "Risk score",
    "Warrant",
]
OTHER_COLUMNS = [
    "Incident Number",
    "Law",
    "Section",
    "Description",
    "Class",
    "Arrest date",
    "Officer",
    "nibrs",
    "Offense",
    "Residence",
    "District",
    "Site",
    "Inside",
    "Priority",
    "FBI NIBRS code",
    "version",
    "notice",
    "Notes",
]
HISTORY_CELLS = [
    "NYSID 01234567K",
    "01234567K",
    "FBI# 123456AB7",
    "W123456789",
    "two prior arrests",
    "Prior felony record",
    "previously convicted",
    "see rap sheet",
    "criminal history attached",
    "arrested 4 times",
    "on probation",
    "01/02/2019 PL 155.25; 03/04/2021 PL 220.03",
    "2019-01-02 larceny 2021-03-04 larceny",
    "Disposition: guilty",
]
OTHER_CELLS = ["Petit larceny", "PL 155.25", "26-00417-X", "2026-11-20", "Trespass, prior notice given", ""]


def data(*lines: str, head: str = HEAD) -> bytes:
    return "\r\n".join([head, *lines, ""]).encode()


def mapped(columns: str) -> str:
    return f"{{id: a, title: a, columns: {{incident_number: {{column: A}}, {columns}}}}}"


def read(*lines: str, head: str = HEAD, chart: str = "exchange") -> exchange.Parsed:
    return exchange.read(data(*lines, head=head), queries.shipped_map(chart))


def reasons(parsed: exchange.Parsed) -> list[str]:
    return [" ".join(row.reasons) for row in parsed.refused]


@pytest.mark.parametrize("column", HISTORY_COLUMNS)
def test_a_column_of_criminal_history_refuses_the_file(column: str) -> None:
    """R-39 to R-41: also where no map names it; the sentence says why, and which column."""
    with pytest.raises(Refused) as refused:
        read(f"26-1,PL 155.25,Larceny,,{1}", head=f'{HEAD},"{column}"')
    assert f"The column {column} looks like criminal history" in str(refused.value)
    with pytest.raises(exchange.InvalidMap, match="criminal history"):
        queries.column_map(mapped(f'law: {{column: "{column}"}}'))


@pytest.mark.parametrize("column", OTHER_COLUMNS)
def test_another_column_is_left_where_it_is(column: str) -> None:
    assert not history.names_history(column)
    assert len(read("26-1,PL 155.25,Larceny,,what is in it", head=f"{HEAD},X{column}").rows) == 1


@pytest.mark.parametrize("cell", HISTORY_CELLS)
def test_a_value_of_criminal_history_refuses_its_row_and_is_not_written_again(cell: str) -> None:
    """R-39: refused with the sentence, and what goes back holds it no more."""
    for line in (f'26-1,PL 155.25,"{cell}",,x', f'26-1,PL 155.25,Larceny,,"{cell}"'):
        parsed = read(line, "26-2,PL 155.25,Larceny,,", head=f"{HEAD},remarks")
        assert reasons(parsed) == [exchange.HISTORY] and len(parsed.rows) == 1
        back = refused_csv(parsed.header, parsed.refused).decode()
        assert cell not in back and TAKEN_OUT in back and exchange.HISTORY in back


@pytest.mark.parametrize("cell", OTHER_CELLS)
def test_other_values_are_no_history(cell: str) -> None:
    assert not history.holds_history(cell)


def test_the_rows_that_are_not_taken_say_why_each() -> None:
    parsed = read(
        "26-1,PL 155.25,Petit larceny,class A misdemeanor",
        "26-1,PL 155.25,Petit larceny,class A misdemeanor",
        ",PL 155.25,Petit larceny,",
        "26-3,,,",
        "26-4,PL 155.25",
        f"26-5,{'x' * 61},,",
        "26-6,a\u202eb,,",
        f"{'6' * 41},PL 155.25,,",
    )
    assert [row.incident_number for row in parsed.rows] == ["26-1"]
    assert [row.line for row in parsed.refused] == [3, 4, 5, 6, 7, 8, 9]
    for reason, part in zip(
        reasons(parsed),
        ["Line 2 has the same", "number is empty", "says nothing", "2 cells", "61 characters",
         "cannot be stored", "41 characters"],
        strict=True,
    ):  # fmt: skip
        assert part in reason


def test_a_map_reads_codes_and_refuses_what_it_does_not_know() -> None:
    head = "Incident Number,Section,Description,Class"
    parsed = read("26-1,PL 155.25,Larceny,AM", "26-2,PL 155.25,Larceny,XX", head=head, chart="new-york")
    assert parsed.rows[0].says["offense_class"] == "class A misdemeanor"
    assert reasons(parsed) == ["Class: the map does not know this value."]


@pytest.mark.parametrize("name", queries.map_ids())
def test_every_map_that_ships_holds(name: str) -> None:
    chart = queries.shipped_map(name)
    assert chart.title and "incident_number" in chart.columns
    assert all(len(value) <= 20 for column in chart.columns.values() for value in column.values.values())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "must be a list of names"),
        ("[1, 2", "cannot be read as YAML"),
        ("{id: a, title: a, columns: {law: {column: A}}}", "columns.incident_number: is missing"),
        ("{id: a, title: a, columns: {incident_number: {column: A}}}", "nothing would change"),
        (mapped("name: {column: B}"), "name: is not known"),
        (mapped("state: {column: B}"), "state: is not known"),
        (mapped("law: {column: 155.30}"), "must be some text"),
        ("!!python/object/apply:os.system [ls]", "cannot be read as YAML"),
    ],
)  # fmt: skip
def test_a_map_that_cannot_be_used_says_all_that_is_wrong(text: str, sentence: str) -> None:
    with pytest.raises(exchange.InvalidMap) as invalid:
        queries.column_map(text)
    assert sentence in str(invalid.value)


@pytest.mark.parametrize(
    ("handed", "sentence"),
    [
        (b"", "The file is empty"),
        (b"\x89PNG\r\n", "This is a picture"),
        (HEAD.encode(), "header but no rows"),
        (b"a,b\r\n1,2\r\n", "columns are missing"),
        (data("26-1,PL 155.25,Larceny,")[:-10], "cut off"),
        (data(*["26-1,PL 155.25,Larceny,"] * 10_001), "more than 10000 rows"),
        (b"x" * 1_000_001, "larger than 1 MB"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_whole(handed: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        exchange.read(handed, queries.shipped_map("exchange"))


def test_a_class_with_another_last_day_for_filing_is_not_taken() -> None:
    """CPL 30.10: no file moves the day until which a charge may be filed."""
    there = {name: str(CHARGE[name]) for name in exchange.CHANGED}
    for said, taken in (("class B misdemeanor", True), ("violation", False), ("class D felony", False)):
        (row,) = read(f"26-1,,,{said}").rows
        if taken:
            assert exchange.changes(row, there) == {"offense_class": said}
        else:
            with pytest.raises(Refused) as refused:
                exchange.changes(row, there)
            assert str(refused.value) == history.OTHER_DAY


def test_what_goes_out_holds_the_schema_in_both_forms() -> None:
    told = {**CHARGE, "intake_confirmed_on": "2026-11-25", "notice": "42 CFR part 2 prohibits …"}
    whole = json.loads(
        exchange.as_json([CHARGE, told], site="S", agency="A", made_at="2026-11-22T20:00:00+00:00")
    )
    jsonschema.Draft202012Validator(SCHEMA).validate(whole)
    lines = list(csv.DictReader(io.StringIO(exchange.as_csv([CHARGE, told]))))
    assert list(lines[0]) == ["version", *exchange.FIELDS]
    for line, one in zip(lines, whole["charges"], strict=True):
        assert {name: line[name] or None for name in exchange.FIELDS} == {
            k: v or None for k, v in one.items()
        }


@pytest.mark.parametrize("more", [{"name": "Marisol"}, {"state": "declined"}, {"incident_on": "yesterday"}])
def test_the_schema_refuses_what_does_not_belong_there(more: dict[str, str]) -> None:
    """R-36: no field outside it."""
    whole = json.loads(exchange.as_json([CHARGE], site="S", agency="A", made_at="2026-11-22T20:00:00+00:00"))
    whole["charges"][0] |= more
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(whole)


def test_schema_fields_and_manual_tell_the_same() -> None:
    fields = SCHEMA["properties"]["charges"]["items"]
    assert list(fields["properties"]) == list(exchange.FIELDS) == fields["required"]
    manual = (Path(__file__).parents[2] / "docs/reference/charges-exchange.md").read_text()
    assert [name for name in exchange.FIELDS if f"| `{name}` |" not in manual] == []
    assert (
        SCHEMA["properties"]["version"]["const"] == exchange.VERSION
        and f"version {exchange.VERSION}" in manual
    )


def test_a_formula_in_a_cell_is_not_run_and_comes_back_as_it_was() -> None:
    out = exchange.as_csv([{**CHARGE, "offense": "=HYPERLINK(1)"}])
    assert "'=HYPERLINK" in out
    assert (
        exchange.read(out.encode(), queries.shipped_map("exchange")).rows[0].says["offense"]
        == "=HYPERLINK(1)"
    )


def test_a_map_that_names_a_part_again_and_again_is_none() -> None:
    """A few lines that would be gigabytes when they are written out."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(exchange.InvalidMap, match="cannot be read"):
        queries.column_map("\n".join([*lines, "columns: {incident_number: {column: *a8}}"]))
