"""The report as PDF, charts and CSV: read back, they say what the tables say, and nothing that is hidden."""

import csv
import json
import re
from datetime import UTC, datetime
from io import BytesIO, StringIO
from xml.etree import ElementTree

import pikepdf
import pytest

from tests.unit.report_sample import FRAME, counts, report
from thirdoption.jobs.exports import report_charts, report_csv, report_pdf
from thirdoption.program.reports.rules import State, build_report
from thirdoption.program.reports.rules.presenting import present

SVG = "{http://www.w3.org/2000/svg}"


def same(text: str) -> str:
    return text


def shout(text: str) -> str:
    """A language in which every translated text can be told from one that was forgotten."""
    return re.sub(r"(%\(\w+\)s)|(.)", lambda m: m[1] or m[2].upper(), text)


def printed(view) -> bytes:
    charts = {chart["id"]: report_charts.draw(chart) for chart in view["charts"]}
    return report_pdf.render(view, charts, set_at=datetime(2026, 4, 20, tzinfo=UTC))


@pytest.fixture(scope="module")
def view():
    return present(report(), same, "en")


@pytest.fixture(scope="module")
def pdf(view):
    with pikepdf.open(BytesIO(printed(view))) as opened:
        yield opened


def elements(pdf, kind):
    """All structure elements of a kind."""

    def walk(node):
        if isinstance(node, pikepdf.Dictionary):
            if node.get("/S") == kind:
                yield node
            if "/K" in node:
                yield from walk(node.K)
        elif isinstance(node, pikepdf.Array):
            for child in node:
                yield from walk(child)

    return list(walk(pdf.Root.StructTreeRoot))


def glyphs(font):
    """A font's own table from glyph to letters."""
    table = {}
    for block in re.findall(rb"beginbf(?:char|range)(.*?)endbf", font.ToUnicode.read_bytes(), re.S):
        for line in block.strip().splitlines():
            codes = [bytes.fromhex(code.decode()) for code in re.findall(rb"<([0-9A-Fa-f]+)>", line)]
            if len(codes) == 2:
                table[codes[0]] = codes[1].decode("utf-16-be")
            elif len(codes) == 3:
                first, last = (int.from_bytes(code, "big") for code in codes[:2])
                for step in range(last - first + 1):
                    letter = (int.from_bytes(codes[2], "big") + step).to_bytes(len(codes[2]), "big")
                    table[(first + step).to_bytes(2, "big")] = letter.decode("utf-16-be")
    return table


def words_on(page) -> str:
    """The letters of a page in the order they are set, without spaces; charts and their parts included."""

    def read(content, fonts):
        said, table = [], {}
        for operands, operator in pikepdf.parse_content_stream(content):
            if str(operator) == "Tf":
                table = glyphs(fonts[operands[0]])
            elif str(operator) in ("Tj", "TJ"):
                pieces = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
                for piece in pieces:
                    if isinstance(piece, pikepdf.String):
                        raw = bytes(piece)
                        said += [table.get(raw[at : at + 2], "") for at in range(0, len(raw), 2)]
        return "".join(said)

    resources = page.obj.Resources
    text = read(page, resources.get("/Font", {}))
    for form in resources.get("/XObject", {}).values():
        if form.get("/Subtype") == "/Form":
            text += read(form, form.get("/Resources", {}).get("/Font", {}))
    return re.sub(r"\s", "", text)


def test_the_pdf_is_tagged_and_says_so(pdf, view):
    assert pdf.Root.MarkInfo.Marked is True
    assert str(pdf.Root.Lang) == "en"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == f"{view['title']} (made-up data)"
    assert len(elements(pdf, "/H1")) == 1
    assert len(elements(pdf, "/Table")) == len(view["tables"])


def test_every_picture_has_its_numbers_in_words(pdf, view):
    figures = elements(pdf, "/Figure")
    assert [str(figure.Alt) for figure in figures] == [chart["alt"] for chart in view["charts"]]
    assert "March 2026: 5" in str(figures[0].Alt)
    assert "Intake done: 21 (81%, Share of step before)" in str(figures[1].Alt)


def test_every_page_says_made_up(pdf):
    assert len(pdf.pages) > 3
    for page in pdf.pages:
        assert "MADE-UPDATA" in words_on(page)


def test_a_real_report_does_not_say_made_up():
    view = present(report(made_up=False), same, "en")
    with pikepdf.open(BytesIO(printed(view))) as pdf:
        assert not any("MADE-UPDATA" in words_on(page) for page in pdf.pages)
        assert "made-up data" not in str(pdf.docinfo.get("/Title"))


def test_page_one_has_the_figures_and_what_is_not_known(pdf, view):
    first = words_on(pdf.pages[0])
    for said in [*(headline["label"] for headline in view["headlines"]), view["words"]["not_known"]]:
        assert re.sub(r"\s", "", said) in first
    assert "FortOrangeCountySheriffdidnotsenditsarrestsforFebruary2026." in first


def test_the_pages_print_what_the_tables_hold(pdf, view):
    whole = "".join(words_on(page) for page in pdf.pages)
    for table in view["tables"]:
        for row in table["rows"]:
            line = re.sub(r"\s", "", row["label"] + "".join(cell["text"] for cell in row["cells"]))
            assert line in whole, (table["id"], row["label"])
        for fact in table["facts"]:
            assert re.sub(r"\s", "", fact["text"]) in whole


def test_spanish_is_the_documents_language():
    view = present(report(), shout, "es")
    with pikepdf.open(BytesIO(printed(view))) as pdf:
        assert str(pdf.Root.Lang) == "es"
        assert "WHATWEDONOTKNOW" in words_on(pdf.pages[0])


def test_no_text_is_forgotten_in_translation():
    keys = {"id", "table", "kind", "state", "language", "period_code", "release_id", "version", "site"}

    def texts(node, key=""):
        if isinstance(node, dict):
            for name, value in node.items():
                yield from texts(value, name)
        elif isinstance(node, list):
            for value in node:
                yield from texts(value, key)
        elif isinstance(node, str) and key not in keys:
            yield node

    names = [*(agency.name for agency in FRAME.agencies), FRAME.source, report().site_name]
    for text in texts(present(report(), shout, "es")):
        left = re.sub("|".join(map(re.escape, names)), "", text)
        assert left == left.upper(), text


def test_a_name_cannot_reach_the_templates_markup():
    drawn = counts()
    gaps = [{"code": "statement", "sentence": '#panic("x") $x$ *b* <a> \\ "q" [c] {d} @e'}]
    made = build_report(
        drawn, FRAME, release_id="#1", version="1", site_name="A & B = #emph[C]", made_up=False, gaps=gaps
    )
    with pikepdf.open(BytesIO(printed(present(made, same, "en")))) as pdf:
        assert '#panic("x")$x$*b*<a>\\"q"[c]{d}@e' in words_on(pdf.pages[0])


def test_the_same_release_is_the_same_file(view):
    assert printed(view) == printed(view)


def test_a_chart_that_is_not_drawn_stops_the_pdf(view):
    with pytest.raises(ValueError, match="C01"):
        report_pdf.render(view, {})


@pytest.mark.parametrize("at", [0, 1])
def test_charts_keep_their_text_and_need_no_styles(view, at):
    chart = view["charts"][at]
    root = ElementTree.fromstring(report_charts.draw(chart))
    said = [element.text for element in root.iter(f"{SVG}text")]
    for point in chart["points"]:
        assert {point["label"], point["text"]} <= set(said)
    assert "MADE-UP DATA" in said
    assert not list(root.iter(f"{SVG}style"))
    assert not [element for element in root.iter() if "style" in element.attrib]
    assert root.find(f"{SVG}desc").text == chart["alt"]
    assert root.attrib["role"] == "img"


def test_two_charts_share_no_ids(view):
    ids = [re.findall(r' id="([^"]+)"', report_charts.draw(chart)) for chart in view["charts"]]
    assert not set(ids[0]) & set(ids[1])


def test_the_csv_reads_back_to_the_same_numbers():
    made = report()
    lines = list(csv.DictReader(StringIO(report_csv.write(made, same), newline="")))
    assert len(lines) == sum(len(table.rows) * len(table.columns) for table in made.tables)
    for line in lines:
        cell = made.table(line["table_id"]).cell(line["row_id"], line["column_id"])
        assert line["state"] == cell.state.value
        for key in ("value", "numerator", "denominator"):
            held = getattr(cell, key)
            assert (float(line[key]) if line[key] else None) == held
        assert line["made_up"] == "made-up data"
        assert line["release_id"] == "lead-fort-orange-2026-Q1-v1.0"
        assert line["data_cut"] == "2026-05-15"
        assert line["definition"]


def test_hidden_cells_carry_no_number_in_any_output(view):
    made = report()
    hidden = [cell for t in made.tables for row in t.rows for cell in row.cells if cell.state is State.HIDDEN]
    assert hidden
    for line in csv.DictReader(StringIO(report_csv.write(made, same), newline="")):
        if line["state"] == "hidden":
            assert line["value"] == line["numerator"] == line["denominator"] == ""
    held = [
        cell
        for t in view["tables"]
        for row in t["rows"]
        for cell in row["cells"]
        if cell["state"] == "hidden"
    ]
    assert {cell["text"] for cell in held} == {"hidden"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_runs_in_a_spreadsheet(text):
    made = build_report(counts(), FRAME, release_id="r", version="1", site_name=text, made_up=False, gaps=())
    line = next(csv.DictReader(StringIO(report_csv.write(made, same), newline="")))
    assert line["site"] == f"'{text}"
    assert report_csv.guard(-1) == -1


def test_a_view_is_plain_json(view):
    assert json.loads(json.dumps(view)) == view
