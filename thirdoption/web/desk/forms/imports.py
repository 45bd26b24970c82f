"""A list that a program brings along, and which of its columns is what."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thirdoption.program.care.models import SavedMap
from thirdoption.program.care.rules.imports import (
    KINDS,
    LARGEST,
    MOST_ROWS,
    Kind,
    Order,
    Reading,
    Sheet,
    guess,
    guess_kind,
    lay_out,
    orders,
    read_row,
    sheets_of,
)
from thirdoption.program.ground.refusal import Refused
from thirdoption.web.desk.forms.carried import Carried
from thirdoption.web.kit import inputs as fields

_FIELDS = {
    "name": _("Whole name"),
    "first": _("First name"),
    "last": _("Last name"),
    "born": _("Date of birth"),
    "worker": _("Worker"),
    "where": _("Where to find"),
    "phone": _("Telephone (kept with where to find)"),
    "status": _("How in touch"),
    "language": _("Language"),
    "release": _("Release on paper"),
    "day": _("Date"),
    "made": _("Made or tried"),
    "how": _("By what way"),
    "minutes": _("Minutes"),
    "note": _("Note (sensitive)"),
    "source": _("Who referred"),
    "takes_part": _("Takes part"),
}
_KINDS = {
    Kind.ROSTER: _("People (a roster)"),
    Kind.CONTACTS: _("Contacts (a contact log)"),
    Kind.REFERRALS: _("Referrals (a referral log)"),
}
_ORDERS = {
    Order.MONTH_FIRST: _("Month first: 2/1/2026 is 1 February"),
    Order.DAY_FIRST: _("Day first: 1/2/2026 is 1 February"),
}


def _kinds() -> list[tuple[str, Any]]:
    return [("", _("As its heads say")), *((code, name) for code, name in _KINDS.items())]


def _orders() -> list[tuple[str, Any]]:
    return list(_ORDERS.items())


def kind_name(kind: str) -> str:
    """What a kind of list is called."""
    return str(_KINDS[Kind(kind)])


def _no_workbook(file: Any, data: bytes) -> bool:
    return bool(file and file.name.lower().endswith((".xlsx", ".xlsm")) and not data.startswith(b"PK"))


class Listed(Carried):
    """What was handed in; `content` is the file again, so that nothing of it is kept between two pages."""

    file = forms.FileField(
        label=_("Your list (Excel .xlsx or CSV)"),
        required=False,
        error_messages={"empty": _("The file is empty.")},
    )
    kind = fields.one(_("What is it a list of?"), _kinds, required=False, initial="")
    order = fields.one(
        _("How does the list write dates with slashes?"),
        _orders,
        required=False,
        hint=_("Some of its dates can be read in two ways. We do not guess."),
    )
    saved = fields.words(_("Columns as saved under"), 60, hint=_("If you saved them before."))
    save_as = fields.words(
        _("Save these columns under a name"), 60, hint=_("For the next list of this shape.")
    )
    largest = LARGEST
    sheet: Sheet
    others: int
    columns: list[str]

    def clean(self) -> dict[str, Any]:
        """The file laid out, with its columns as chosen, as saved, or as guessed."""
        given = self.cleaned_data
        data = self.handed()
        if data is None or self.errors:
            return given
        if _no_workbook(given.get("file"), data):
            self.add_error(
                "file",
                gettext("This file is called a workbook and is none. Save it again as .xlsx or as CSV."),
            )
            return given
        try:
            first, *others = sheets_of(data, LARGEST)
            self.sheet, self.others = lay_out(first), len(others)
        except Refused as refused:
            sentence = gettext(refused.sentence)
            self.add_error("file", sentence % refused.values if refused.values else sentence)
            return given
        if len(self.sheet.rows) > MOST_ROWS:
            self.add_error(
                "file", gettext("The file has more than %(most)s rows. Split it.") % {"most": MOST_ROWS}
            )
        self.content_again = self.again(data)
        given["kind"] = Kind(given.get("kind") or guess_kind(self.sheet.heads))
        self.columns = self._chosen(given["kind"])
        return given

    def _chosen(self, kind: Kind) -> list[str]:
        """For each column its field; a column of a history is never one."""
        heads = self.sheet.heads
        asked = "column-0" in self.data and self.data.get("kind_before") == kind
        found = (
            [self.data.get(f"column-{place}", "") for place in range(len(heads))]
            if asked
            else guess(heads, kind)
        )
        once: list[str] = []
        for place, field in enumerate(found):
            usable = field in KINDS[kind] and field not in once and place not in self.sheet.history
            once.append(field if usable else "")
        return once

    def use(self, saved: SavedMap) -> None:
        """Take the columns as they were saved."""
        kind = Kind(saved.kind)
        self.cleaned_data["kind"] = kind
        self.columns = [
            saved.columns.get(head, "") if place not in self.sheet.history else ""
            for place, head in enumerate(self.sheet.heads)
        ]

    def workers(self) -> dict[str, str]:
        """For names in the list who was said to be meant; a name that was not asked about is missing."""
        begins = "worker-"
        return {key.removeprefix(begins): self.data[key] for key in self.data if key.startswith(begins)}

    def ask_order(self) -> bool:
        """Whether some of its dates can be read in two ways."""
        cells = [
            row.cells[place]
            for place, field in enumerate(self.columns)
            if field in ("day", "born")
            for row in self.sheet.rows
        ]
        return orders(cells)[1]

    def readings(self, today: date) -> list[Reading]:
        """The rows as they are read."""
        given = self.cleaned_data
        order = Order(given["order"]) if given.get("order") else None
        return [read_row(row, self.columns, given["kind"], order, today) for row in self.sheet.rows]

    def choices(self) -> list[dict[str, Any]]:
        """A list to choose from for each column, with the first value that stands in it."""
        kind = self.cleaned_data["kind"]
        return [
            {
                "name": f"column-{place}",
                "head": head or gettext("(no head)"),
                "history": place in self.sheet.history,
                "example": next((row.cells[place] for row in self.sheet.rows if row.cells[place]), ""),
                "options": [(field, _FIELDS[field], field == self.columns[place]) for field in KINDS[kind]],
            }
            for place, head in enumerate(self.sheet.heads)
            if head or any(row.cells[place] for row in self.sheet.rows)
        ]
