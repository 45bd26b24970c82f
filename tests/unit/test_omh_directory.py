"""The real program file of New York State, and files that only look like it.

The counts were made without this parser: `wc -l` (307 lines, one of them the header), `grep -c
'Not Available'` (75) and a count with Python's csv module alone.
"""

import csv
import io
from collections import Counter
from datetime import date
from importlib import resources

import pytest

from thirdoption.demo import directory as rehearsal
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.services.rules import (
    NEED_LABELS,
    DirectoryRow,
    Known,
    Need,
    PhoneNumber,
    PostalAddress,
    address_key,
    row_id,
    search_text,
    search_words,
)
from thirdoption.program.services.rules.exchange import omh_directory
from thirdoption.program.services.rules.omh import omh_needs
from thirdoption.program.sites.rules import csv_files

TODAY = date(2026, 1, 5)
REAL = resources.files("thirdoption.demo").joinpath("data", rehearsal.FILE).read_bytes()
HEADER = REAL.splitlines(keepends=True)[0]
LINES = REAL.decode().splitlines(keepends=True)


def parsed(data: bytes = REAL) -> omh_directory.Parsed:
    return omh_directory.read(data, today=TODAY)


def with_cells(**cells: str) -> bytes:
    """The header and one good row with an address, with some cells replaced."""
    header = next(csv.reader([LINES[0]]))
    row = dict(zip(header, next(csv.reader([LINES[2]])), strict=True))
    for name, value in cells.items():
        assert name.replace("_", " ") in row
        row[name.replace("_", " ")] = value
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, row.values()])
    return out.getvalue().encode()


def test_every_row_of_the_real_file_is_taken() -> None:
    real = parsed()
    assert (len(real.rows), len(real.refused), real.total) == (306, 0, 306)
    assert len({row.key for row in real.rows}) == 306
    assert len({row.organization_key for row in real.rows}) == 48


def test_a_site_without_an_address_gets_no_place_of_any_kind() -> None:
    confidential = [row for row in parsed().rows if row.address is None]
    assert len(confidential) == 75
    assert all(row.phone is None for row in confidential)
    assert Counter(need for row in confidential for need in row.needs) == {Need.HOUSING: 72, Need.CRISIS: 3}


def test_the_point_of_rows_without_an_address_is_nobodys() -> None:
    points = {(str(row.address.longitude), str(row.address.latitude)) for row in parsed().rows if row.address}
    assert ("-75.596550", "42.921241") not in points
    assert sum(row.address is not None and row.address.latitude is None for row in parsed().rows) == 9
    borrowed = LINES[0] + LINES[1] + LINES[2].replace("-73.722509 42.694429", "-75.59655 42.921241")
    [_, with_address] = parsed(borrowed.encode()).rows
    assert with_address.address is not None and with_address.address.latitude is None


def test_phones_adults_and_needs_of_the_real_file() -> None:
    rows = parsed().rows
    assert sum(row.phone is None for row in rows) == 76
    assert sum(bool(row.phone and row.phone.extension) for row in rows) == 25
    assert Counter(row.adults for row in rows) == {Known.YES: 209, Known.NO: 77, Known.UNKNOWN: 20}
    assert [row.name for row in rows if Need.OTHER in row.needs] == ["Recreation for Children & Youth - ARP"]


# Not where a line, or the point that ends one, happens to be whole: that cannot be seen in the file.
CUTS = [cut for cut in range(60, len(REAL), 1_571) if REAL[cut - 1 : cut] not in b"\r\n)"]


@pytest.mark.parametrize("cut", [*CUTS, len(REAL) - 2, len(REAL) - 30])
def test_a_file_that_is_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(Refused, match="cut off"):
        parsed(REAL[:cut])


def test_a_multibyte_letter_cut_in_half_is_a_cut() -> None:
    with pytest.raises(Refused, match="cut off"):
        parsed(with_cells(Georeference="Café").rstrip(b"\r\n")[:-1])


def test_a_file_without_a_last_line_end_is_taken_when_its_last_cell_is_surely_whole() -> None:
    assert parsed("".join(LINES[:3]).rstrip().encode()).total == 2


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n  \r\n", "is empty"),
        (HEADER, "no rows"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture"),
        (b"%PDF-1.7\n", "a document"),
        (b"PK\x03\x04\x14\x00", "a spreadsheet"),
        (b"\x7fELF\x02\x01\x01\x00", "not a text file"),
        (REAL.decode().encode("utf-16"), "UTF-16"),
        (REAL.decode().encode("utf-16-le"), "UTF-16"),
        (REAL.decode().encode("utf-32"), "UTF-32"),
        (REAL.replace(b"Holt House", b"H\xf6lt House"), "ISO-8859-1"),
        (REAL.replace(b"Holt House", b"Holt\x92s House"), "Windows-1252"),
        (b"name,city\nA,Troy\n", "columns are missing"),
        (REAL.replace(b",", b";"), "semicolons"),
        (REAL.replace(b",", b"\t"), "tabs"),
        (REAL.replace(b"Sponsor Name", b"Agency Name", 1), "twice"),
        (REAL.replace(b",Holt House", b',"Holt House'), "not closed"),
        (b"x" * 20_000_001, "larger than 20 MB"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refusal:
        parsed(data)
    assert refusal.value.field == "file" and refusal.value.status == 422


def test_a_byte_order_mark_other_columns_and_another_order_do_not_matter() -> None:
    rows = [row[::-1] for row in csv.reader(io.StringIO(REAL.decode()))]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([*row, "more"] for row in rows)
    assert parsed(b"\xef\xbb\xbf" + out.getvalue().encode()).rows == parsed().rows


def test_a_line_break_inside_quotation_marks_is_part_of_the_cell() -> None:
    [row] = parsed(with_cells(Program_Name="Holt\r\nHouse")).rows
    assert row.name == "Holt House"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Program_Name": " "}, "program has no name"),
        ({"Agency_Name": ""}, "agency has no name"),
        ({"Agency_Code": ""}, "would not be recognized"),
        ({"Program_Code": ""}, "would not be recognized"),
        ({"Facility_Code": ""}, "would not be recognized"),
        ({"Program_Name": "x" * 201}, "longer than 200"),
        ({"Program_Name": "Caf\ufffd"}, "wrong encoding"),
        ({"Program_Name": "CafÃ©"}, "wrong encoding"),
        ({"Program_Name": "House\u202eesuoH"}, "cannot be stored"),
        ({"Program_Phone": "call us"}, "Program Phone cannot be read"),
        ({"Agency_Phone": "(518)465-520"}, "Agency Phone cannot be read"),
        ({"Program_City": ""}, "Program City missing"),
        ({"Program_Address_1": ""}, "Program Address 1 missing"),
        ({"Program_State": "New York"}, "longer than 2"),
        ({"Program_Zip": "1220"}, "no ZIP code"),
        ({"Georeference": "POINT (1000 42)"}, "Georeference cannot be read"),
        ({"Row_Created_Date_Time": "yesterday"}, "date cannot be read"),
        ({"Row_Created_Date_Time": "05/04/2099 09:38:35 AM"}, "in the future"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(cells: dict[str, str], reason: str) -> None:
    result = parsed(with_cells(**cells))
    assert result.rows == ()
    assert reason in result.refused[0].reasons[0]


def test_every_reason_of_a_row_is_given() -> None:
    [row] = parsed(with_cells(Program_Phone="?", Program_Zip="1", Row_Created_Date_Time="?")).refused
    assert len(row.reasons) == 3


def test_rows_too_short_too_long_and_repeated_are_refused_and_the_others_taken() -> None:
    other = LINES[2].replace("339 Broadway", "340 Broadway")
    lines = [LINES[0], LINES[1], "a,b\r\n", LINES[2][:-2] + ",\r\n", LINES[2], LINES[2], other, LINES[3]]
    result = parsed("".join(lines).encode())
    assert (len(result.rows), len(result.refused), result.total) == (3, 4, 7)
    assert [row.line for row in result.refused] == [3, 4, 6, 7]
    reasons = [row.reasons[0] for row in result.refused]
    assert "2 cells" in reasons[0] and "27 cells" in reasons[1]
    assert "repeats the row at line 5" in reasons[2] and "differs from" in reasons[3]


def test_refused_rows_come_back_as_they_were_and_can_be_repaired() -> None:
    returned = parsed(with_cells(Program_Zip="1220"))
    written = csv_files.refused_csv(returned.header, returned.refused).decode()
    line, why, *cells = list(csv.reader(io.StringIO(written)))[1]
    assert line == "2" and "1220" in why and "339 Broadway" in cells
    assert len(parsed(written.replace("1220,", "12204,").encode()).rows) == 1


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_refused_row_runs_in_a_spreadsheet(begins: str) -> None:
    formula = f"{begins}HYPERLINK(1)"
    row = csv_files.RefusedRow(2, (formula,), (formula, "Holt House", "'quoted'"))
    written = csv_files.refused_csv((formula, "Name", "Note"), [row])
    cells = list(csv.reader(io.StringIO(written.decode(), newline="")))
    assert cells[0][2:] == [f"'{formula}", "Name", "Note"]
    assert cells[1] == ["2", f"'{formula}", f"'{formula}", "Holt House", "'quoted'"]
    again = csv_files.read(written, columns=["Name"], surely_whole=bool).records[0]
    assert again.cells == ("2", formula, formula, "Holt House", "'quoted'"), "and it comes back as it was"


def test_an_unknown_program_type_is_found_by_its_category() -> None:
    known = {"name": "A", "subcategory": "New", "type_": "New"}
    assert omh_needs(category="Residential", **known) == (Need.HOUSING,)
    assert omh_needs(category="New", **known) == (Need.OTHER,)
    assert omh_needs(category="New", **known | {"name": "Peer Advocacy"}) == (Need.OTHER, Need.PEER_SUPPORT)
    assert set(NEED_LABELS) == set(Need)


def test_ids_and_digests_come_from_the_row_alone() -> None:
    first, second = parsed().rows[0], parsed().rows[0]
    assert first is not second and first.digest() == second.digest()
    assert row_id("service", "s", first.key) == row_id("service", "s", second.key)
    assert row_id("a", "bc") != row_id("ab", "c")


def test_two_spellings_of_an_address_are_one_place() -> None:
    long = PostalAddress("75 New Scotland Avenue", "", "Albany", "NY", "12208-3409")
    short = PostalAddress("75 New Scotland Ave.", "", "ALBANY", "NY", "12208")
    assert address_key(long) == address_key(short)
    assert address_key(long) != address_key(PostalAddress("76 New Scotland Ave", "", "Albany", "NY", "12208"))


def test_a_typed_search_is_folded_like_the_text() -> None:
    assert search_words("  CAFÉ  café % Troy a ") == ["cafe", "troy"]
    house = next(row for row in parsed().rows if row.name == "Holt House")
    assert "holt house" in search_text(house)


def rehearsed() -> list[DirectoryRow]:
    return [row for _, rows in rehearsal.batches(today=TODAY) for row in rows]


def test_in_a_rehearsal_nobody_real_can_be_called_or_written_to() -> None:
    real = {phone for row in parsed().rows for phone in (row.phone, row.organization_phone) if phone}
    for row in rehearsed():
        for phone in (row.phone, row.organization_phone):
            assert phone is None or (phone not in real and phone.number[4:].startswith("555-01"))
        if row.address:
            assert row.address.line_1.startswith("000 ") and row.address.postal_code == "00000"
            assert not row.address.line_2 and (row.made_up or row.address.latitude is None)
        assert row.contact_made_up
    assert rehearsed() == rehearsed()


def test_the_rehearsal_adds_what_the_real_file_lacks() -> None:
    invented = [row for row in rehearsed() if row.made_up]
    assert len(invented) == 12 and len(rehearsed()) == 318
    wanted = {Need.FOOD, Need.SHELTER, Need.BENEFITS, Need.ID_DOCUMENTS, Need.PEER_SUPPORT}
    assert wanted <= {need for row in invented for need in row.needs}
    assert all(isinstance(row.phone, PhoneNumber) for row in invented)
