"""Three messy workbooks of a made-up program, as people keep them: nobody in them exists.

`xlsx` writes the few parts of ECMA-376 that a spreadsheet needs, with merged cells where they are asked for.
"""

import io
import random
import zipfile
from collections.abc import Sequence
from datetime import date, timedelta
from xml.sax.saxutils import escape

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FIRST = [
    "Ada",
    "Bo",
    "Cleo",
    "Dov",
    "Ema",
    "Fay",
    "Gus",
    "Hal",
    "Ivo",
    "Jun",
    "Kai",
    "Lea",
    "Mio",
    "Nia",
    "Oto",
    "Pia",
    "Quin",
    "Rae",
    "Sol",
    "Tia",
]
_LAST = [
    "Pretend",
    "Invented",
    "Imagined",
    "Fictive",
    "Supposed",
    "Notional",
    "Feigned",
    "Assumed",
    "Mock",
    "Dreamt",
]
_EXCEL = date(1899, 12, 30)
Cells = Sequence[Sequence[object]]


def _letters(place: int) -> str:
    return chr(65 + place) if place < 26 else chr(64 + place // 26) + chr(65 + place % 26)


def _cell(row: int, place: int, value: object) -> str:
    name = f"{_letters(place)}{row}"
    if isinstance(value, int | float):
        return f'<c r="{name}"><v>{value}</v></c>'
    if isinstance(value, str) and value.startswith("="):
        return f'<c r="{name}"><f>{escape(value[1:])}</f><v>7</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def xlsx(rows: Cells, merged: Sequence[str] = (), more: dict[str, bytes] | None = None) -> bytes:
    """A workbook of one sheet; numbers are numbers, and what begins with = is a formula with the value 7."""
    lines = [
        f'<row r="{number}">{"".join(_cell(number, p, v) for p, v in enumerate(row) if v != "")}</row>'
        for number, row in enumerate(rows, start=1)
    ]
    areas = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData>'
    sheet += f"<mergeCells>{areas}</mergeCells></worksheet>" if areas else "</worksheet>"
    parts = {
        "[Content_Types].xml": _TYPES.encode(),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}"><workbookPr/></workbook>'.encode(),
        "xl/worksheets/sheet1.xml": sheet.encode(),
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def people(many: int = 400) -> list[tuple[str, str, date]]:
    """Made-up people: first name, last name, date of birth; no two of one name."""
    names = [(f"{one} {other}", last) for one in _FIRST for other in _FIRST for last in _LAST]
    chosen = random.Random(7).sample(names, many)
    return [
        (first, last, date(1960, 1, 1) + timedelta(days=37 * place))
        for place, (first, last) in enumerate(chosen)
    ]


def roster(workers: Sequence[str], many: int = 400) -> bytes:
    """A roster: titles above, the worker merged over their people, dates in three ways, one name column."""
    rows: list[list[object]] = [
        ["Diversion program (made-up)"],
        ["Printed 11/20/2026"],
        [],
        ["Case Manager", "Participant", "DOB", "Where to find", "Status", "ROI", "# Prior arrests", "SID"],
    ]
    merged, block = ["A1:H1", "A2:H2"], 20
    for place, (first, last, born) in enumerate(people(many)):
        name = (f"{last}, {first}", f"{first} {last}", f"{first} {last} (Bee)")[place % 3]
        day: object = (f"{born:%m/%d/%Y}", born.isoformat(), (born - _EXCEL).days)[place % 3]
        worker = workers[place // block % len(workers)] if place % block == 0 else ""
        status = ("Active", "active ", "In the wind", "", "Less engaged")[place % 5]
        rows.append([worker, name, day, "By the river", status, "Yes" if place % 4 == 0 else "no", 3, "x"])
        if place % block == block - 1:
            merged.append(f"A{len(rows) - block + 1}:A{len(rows)}")
            rows.append([])
    rows.append(["Total", many])
    return xlsx(rows, merged)


def contacts(workers: Sequence[str], many: int = 400) -> bytes:
    """A contact log as Windows saves it: CSV in its own letters, semicolons, a total at the end."""
    lines = ["Contact log;;;;;", "Date;Name;Staff;Type;Outcome;Notes"]
    for place, (first, last, _born) in enumerate(people(many)):
        day = date(2026, 1, 1) + timedelta(days=place % 300)
        written = f"{day.month}/{day.day}/{day.year}" if place % 2 else day.isoformat()
        worker = workers[place % len(workers)]
        outcome = ("Reached", "No answer", "yes")[place % 3]
        lines.append(f"{written};{last}, {first};{worker};Phone call;{outcome};Café – wants a bed")
    lines.append(f"Total;{many};;;;")
    return "\r\n".join(lines).encode("cp1252")


def referrals(many: int = 400) -> bytes:
    """A referral log with first and last names apart, and rows of those who did not take part."""
    rows: list[list[object]] = [
        ["Referral Date", "First Name", "Last Name", "D.O.B.", "Referred by", "Accepted?"]
    ]
    for place, (first, last, born) in enumerate(people(many)):
        yes = ("Y", "YES", "x", "No")[place % 4]
        rows.append([46000 + place % 20, f"{first}-Lou", last, born.isoformat(), "Ofc. Made-up", yes])
    rows.append(["Grand total", "=COUNTA(B2:B401)"])
    return xlsx(rows)
