"""What a list would bring, in figures and rows."""

from typing import Any

from django.utils.translation import gettext as _

from thirdoption.program.care.queries.imports import Judged
from thirdoption.web.desk.forms.imports import Listed, kind_name

_SHOWN = 15
_A_SECOND = 40
"""Rows taken in a second, on a slow machine: 2,000 rows took 30 seconds on two cores."""


def found(form: Listed, judged: Judged) -> dict[str, Any]:
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
        "seconds": len(judged.taken) // _A_SECOND,
        "workers": [
            (name, [(str(each.pk), each.name, each == one) for each in judged.team])
            for name, one in judged.workers.items()
        ],
        "refused": [(row.line, why(row.reasons)) for row in judged.refused[:_SHOWN]],
        "more": max(len(judged.refused) - _SHOWN, 0),
        "columns": form.choices(),
        "history": [form.sheet.heads[place] for place in form.sheet.history],
        "releases": sum(bool(one.reading.release) for one in judged.taken),
    }


def why(reasons: tuple[str, ...]) -> str:
    """The reasons in the page's language."""
    return " ".join(_(reason) for reason in reasons)
