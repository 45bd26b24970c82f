"""What a list would bring, in figures and rows."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _

from thirdoption.program.care.queries.imports import Judged
from thirdoption.program.care.rules.imports import Kind
from thirdoption.web.desk.forms.imports import Listed, kind_name
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.kit.tables import Column, Table

_SHOWN = 8
_LINES = 12
_A_SECOND = 40
"""Rows taken in a second, on a slow machine: 2,000 rows took 30 seconds on two cores."""


def found(form: Listed, judged: Judged, now: Clock) -> dict[str, Any]:
    """The values of the part of `desk/bring.html` that shows what was found."""
    counts = [
        (_("Rows that are taken"), str(len(judged.taken))),
        (_("Rows that are not taken"), str(len(judged.refused))),
        (_("Of these, people who are here or stand there twice"), str(judged.duplicates)),
    ]
    if judged.kind != "contacts":
        counts.append((_("Taken without a worker: nobody of that name, or no room"), str(judged.unassigned)))
    if form.sheet.totals:
        counts.append((_("Rows of totals, passed over"), str(form.sheet.totals)))
    return {
        "kind": kind_name(judged.kind),
        "items": counts,
        "taken": len(judged.taken),
        "table": _first(judged, now),
        "others": form.others,
        "seconds": len(judged.taken) // _A_SECOND,
        "workers": [
            (name, [(str(each.pk), each.name, each == one) for each in judged.team])
            for name, one in judged.workers.items()
        ],
        "refused": _by_reason(judged),
        "columns": form.choices(),
        "history": [form.sheet.heads[place] for place in form.sheet.history],
        "releases": sum(bool(one.reading.release) for one in judged.taken),
    }


def _first(judged: Judged, now: Clock) -> Table:
    """The first rows as they would be laid: whether the right column was read is seen here."""
    contacts = judged.kind == Kind.CONTACTS
    rows = []
    for one in judged.taken[:_SHOWN]:
        day = one.reading.day if contacts else one.reading.born
        worker = one.reading.worker if contacts else one.worker.name if one.worker else None
        rows.append([one.reading.name, now.day(day) if day else None, worker or None])
    heads = (_("Name"), _("Date") if contacts else _("Date of birth"), _("Worker"))
    return Table(_("The first rows that are taken"), [Column(head) for head in heads], rows)


def _by_reason(judged: Judged) -> list[dict[str, Any]]:
    """Why rows are not taken, the commonest first, each with the lines it is said of."""
    lines: dict[str, list[int]] = defaultdict(list)
    for row in judged.refused:
        lines[why(row.reasons)].append(row.line)
    common = sorted(lines.items(), key=lambda one: -len(one[1]))
    return [
        {"why": said, "lines": ", ".join(map(str, them[:_LINES])), "more": max(len(them) - _LINES, 0)}
        for said, them in common
    ]


def why(reasons: tuple[str, ...]) -> str:
    """The reasons in the page's language."""
    return " ".join(_(reason) for reason in reasons)
