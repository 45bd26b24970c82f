"""Presents a report as plain translated values. The page and the PDF are two skins of the same values.

`translate` is passed in. The result is JSON-ready, so it can be kept with the release: a public page then
prints it without reaching the word that made it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from thirdoption.program.reports.rules.frames import gettext_noop
from thirdoption.program.reports.rules.headlines import Headline
from thirdoption.program.reports.rules.report import FIGURES, Figure, Report
from thirdoption.program.reports.rules.tables import Cell, Column, Kind, Row, State, Table, Tier, Unit
from thirdoption.program.reports.rules.wording import (
    MONTHS,
    NO_FIGURE,
    Translate,
    cell_text,
    day_text,
    label_text,
    month_text,
    note_text,
    period_text,
)

Plain = dict[str, Any]

# What both skins print around the tables.
WORDS = {
    "report": gettext_noop("Quarterly report"),
    "figures": gettext_noop("The quarter in six figures"),
    "not_known": gettext_noop("What we do not know"),
    "tables": gettext_noop("Tables"),
    "definition": gettext_noop("Definition"),
    "population": gettext_noop("Who or what is counted"),
    "numerator": gettext_noop("Numerator"),
    "denominator": gettext_noop("Denominator"),
    "unknown": gettext_noop("Unknown"),
    "period": gettext_noop("Period"),
    "data_cut": gettext_noop("Data cut"),
    "cut_and_source": gettext_noop("Data cut and source"),
    "release": gettext_noop("Release"),
    "version": gettext_noop("version"),
    "table": gettext_noop("Table"),
    "figure": gettext_noop("Figure"),
    "page": gettext_noop("Page"),
    "of": gettext_noop("of"),
    "how_to_read": gettext_noop("How to read this report"),
}
HOW_TO_READ = (
    gettext_noop(
        "Counts of the program's own work are exact. Tables about people cover 12 months and are protected."
    ),
    gettext_noop("A released figure is never changed. A correction is a new version."),
    gettext_noop("Every table is also in the CSV file, with the same row names each quarter."),
)
MADE_UP = gettext_noop("made-up data")
MADE_UP_LONG = gettext_noop("Made-up data: a rehearsal. No person, agency or event in this report is real.")
HIDDEN_LEGEND = gettext_noop(
    "hidden: the count is fewer than 11, or it would give away one that is fewer than 11. 0 is shown."
)
NONE_LEGEND = gettext_noop("—: no figure; nothing to count, too few, or not reached yet.")
TIERS = {
    Tier.WORK: gettext_noop("Exact counts of the program's own work"),
    Tier.PEOPLE: gettext_noop("About people: protected"),
}


def present(report: Report, translate: Translate, language: str) -> Plain:
    """Everything a skin prints, in one language ('en', 'es')."""
    return {
        "language": language,
        "site": report.site_name,
        "title": f"{report.site_name}: {translate(WORDS['report'])}, {period_text(report.period, translate)}",
        "period": period_text(report.period, translate),
        "period_code": report.period.code,
        "release_id": report.release_id,
        "version": report.version,
        "data_cut": day_text(report.data_cut, translate),
        "made_up": translate(MADE_UP) if report.made_up else "",
        "made_up_long": translate(MADE_UP_LONG) if report.made_up else "",
        "words": {key: translate(text) for key, text in WORDS.items()},
        "how_to_read": [translate(text) for text in HOW_TO_READ],
        "headlines": [_headline(headline, translate) for headline in report.headlines],
        "not_known": [note_text(note, translate) for note in report.not_known],
        "tables": [present_table(table, translate) for table in report.tables],
        "charts": [present_chart(FIGURES[id], report, translate) for id in report.figures],
    }


def _headline(headline: Headline, translate: Translate) -> Plain:
    return {
        "id": headline.id,
        "value": cell_text(headline.cell, headline.unit, translate),
        "label": translate(headline.label),
        "detail": note_text(headline.detail, translate),
    }


def present_table(table: Table, translate: Translate) -> Plain:
    """One table: `groups` and `head` are its header rows, `facts` what it says about itself."""
    table = _without_empty_shares(table)
    rows = [_row(row, table.columns, translate) for row in table.rows]
    dashes = any(cell["text"] == NO_FIGURE for row in rows for cell in row["cells"])
    legend = [translate(text) for text in table.remarks]
    legend += [translate(HIDDEN_LEGEND)] if table.has_hidden() else []
    legend += [translate(NONE_LEGEND)] if dashes else []
    unknown = cell_text(table.unknown_count, Unit.COUNT, translate)
    return {
        "id": table.id,
        "title": translate(table.title),
        "tier": translate(TIERS[table.tier]),
        "stub": translate(table.stub),
        "period": period_text(table.period, translate),
        "definition": translate(table.definition),
        "facts": [
            {"term": translate(WORDS["population"]), "text": translate(table.population)},
            {"term": translate(WORDS["numerator"]), "text": translate(table.numerator)},
            {"term": translate(WORDS["denominator"]), "text": translate(table.denominator)},
            {"term": translate(WORDS["unknown"]), "text": f"{translate(table.unknown)}: {unknown}"},
            {
                "term": translate(WORDS["cut_and_source"]),
                "text": f"{day_text(table.data_cut, translate)}. {table.source}",
            },
        ],
        "groups": _groups(table.columns, translate),
        "head": [label_text(column.label, translate) for column in table.columns],
        "rows": rows,
        "legend": legend,
    }


def _without_empty_shares(table: Table) -> Table:
    """Leaves out a column of shares of which none may be shown; the CSV keeps it."""
    shown = [
        at
        for at, column in enumerate(table.columns)
        if column.unit is Unit.COUNT or any(row.cells[at].state is not State.HIDDEN for row in table.rows)
    ]
    rows = tuple(replace(row, cells=tuple(row.cells[at] for at in shown)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[at] for at in shown), rows=rows)


def _groups(columns: Sequence[Column], translate: Translate) -> list[Plain]:
    """The upper header row: each heading with how many columns it stands over; empty if there is none."""
    if not any(column.group for column in columns):
        return []
    groups: list[Plain] = []
    for column in columns:
        text = label_text(column.group, translate) if column.group else ""
        if groups and groups[-1]["text"] == text:
            groups[-1]["span"] += 1
        else:
            groups.append({"text": text, "span": 1})
    return groups


def _row(row: Row, columns: Sequence[Column], translate: Translate) -> Plain:
    cells = [
        {"text": cell_text(cell, column.unit, translate), "state": cell.state.value}
        for cell, column in zip(row.cells, columns, strict=True)
    ]
    label = label_text(row.label, translate)
    section = label_text(row.group, translate) if row.group else ""
    return {"id": row.id, "label": label, "section": section, "kind": row.kind.value, "cells": cells}


def present_chart(figure: Figure, report: Report, translate: Translate) -> Plain:
    """What a chart draws, and the same in words (its alt text). Only published cells get in."""
    table = report.table(figure.table)
    chart = _months(table, translate) if figure.id == "C01" else _funnel(table, translate)
    title = translate(figure.title)
    mark = translate(MADE_UP) if report.made_up else ""
    alt = f"{title}. {chart['alt']}" + (f" ({mark})" if mark else "")
    return chart | {"id": figure.id, "table": table.id, "title": title, "alt": alt, "made_up": mark}


def _months(table: Table, translate: Translate) -> Plain:
    rows = [row for row in table.rows if row.kind is Kind.ITEM]
    at = [column.id for column in table.columns]
    month, total = at.index("all"), at.index("cumulative")
    points = [
        {
            "label": _short_month(row.label.text, translate),
            "year": row.label.text[:4],
            "value": row.cells[month].value,
            "text": cell_text(row.cells[month], Unit.COUNT, translate),
            "sum": row.cells[total].value,
        }
        for row in rows
    ]
    said = [
        f"{month_text(row.label.text, translate)}: {p['text']}" for row, p in zip(rows, points, strict=True)
    ]
    last = translate(table.columns[total].label.text)
    alt = "; ".join([*said, f"{last}: {points[-1]['sum']}"]) + "."
    return {"kind": "months", "points": points, "axis": translate(table.title), "sum_label": last, "alt": alt}


def _short_month(code: str, translate: Translate) -> str:
    return translate(MONTHS[int(code[5:]) - 1])[:3]


def _funnel(table: Table, translate: Translate) -> Plain:
    shares = translate(table.columns[1].label.text)
    steps = [
        _step(row.cells[0], row.cells[1], label_text(row.label, translate), translate) for row in table.rows
    ]
    said = [
        f"{step['label']}: {step['text']}" + (f" ({step['share']}, {shares})" if step["share"] else "")
        for step in steps
    ]
    return {"kind": "funnel", "points": steps, "share_label": shares, "alt": "; ".join(said) + "."}


def _step(number: Cell, part: Cell, label: str, translate: Translate) -> Plain:
    text = cell_text(part, Unit.PERCENT, translate)
    return {
        "label": label,
        "value": number.value,
        "text": cell_text(number, Unit.COUNT, translate),
        "share": text.replace(NO_FIGURE, ""),
    }
