"""Bringing a file of services, and which of its columns is what; giving the directory out."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thirdoption.program.ground.refusal import Refused
from thirdoption.program.services.rules import KEY_LIMIT
from thirdoption.program.services.rules.exchange.csv_map import FIELDS
from thirdoption.program.services.rules.exchange.omh_directory import SOURCE as STATE
from thirdoption.program.services.rules.exchange.reading import Reading, read
from thirdoption.web.desk.forms.carried import Carried
from thirdoption.web.kit import inputs as fields

LARGEST = 6_000_000
_FIELDS = {
    "name": _("Service"),
    "organization": _("Organization"),
    "description": _("What it does"),
    "need": _("Need"),
    "street": _("Street"),
    "street_2": _("Second line of the address"),
    "city": _("City or town"),
    "state": _("State"),
    "postal_code": _("ZIP code"),
    "county": _("County"),
    "latitude": _("Latitude"),
    "longitude": _("Longitude"),
    "phone": _("Telephone"),
    "email": _("E-mail"),
    "url": _("Website"),
    "hours": _("Hours"),
    "languages": _("Languages"),
    "eligibility": _("Who it is for"),
    "fees": _("What it costs"),
    "application": _("How to begin"),
    "as_of": _("As of (a date)"),
    "key": _("Its own number in the list"),
}
assert set(_FIELDS) == set(FIELDS)


class Bring(Carried):
    """A file of services and whose it is."""

    largest = LARGEST
    file = forms.FileField(
        label=_("File of services"),
        required=False,
        help_text=_("HSDS (zip or JSON), the state's list of programs, or a list of yours (CSV or Excel)."),
    )
    source = fields.words(
        _("Whose list is it?"),
        KEY_LIMIT,
        hint=_("Such as: county 211. Give the same name each time: then nothing doubles."),
    )
    filename = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    reading: Reading
    content_again: str

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """The file as it was read, with its columns as chosen or as guessed."""
        given = self.cleaned_data
        data = self.handed()
        if data is None or self.errors:
            return given
        if len(data) > LARGEST:
            self.add_error("file", gettext("This file is larger than 6 MB. Split it."))
            return given
        given["filename"] = given["file"].name if given.get("file") else given.get("filename", "")
        chosen = None if given.get("file") or "column-0" not in self.data else self._chosen()
        try:
            self.reading = read(given["filename"], data, today=self.today, columns=chosen)
        except Refused as refused:
            sentence = gettext(refused.sentence)
            self.add_error("file", sentence % refused.values if refused.values else sentence)
            return given
        given["source"] = self.reading.source or " ".join(given.get("source", "").casefold().split())
        if not given["source"]:
            self.add_error("source", gettext("Say whose list it is."))
        elif given["source"] == STATE and not self.reading.source:
            self.add_error("source", gettext("This name is the state's. Give another."))
        self.content_again = self.again(data)
        return given

    def _chosen(self) -> list[str]:
        places = range(sum(key.startswith("column-") for key in self.data))
        return [self.data.get(f"column-{place}", "") for place in places]

    def choices(self) -> list[dict[str, Any]]:
        """A list to choose from for each column, with the first value that stands in it."""
        sheet = self.reading.sheet
        if sheet is None:
            return []
        return [
            {
                "name": f"column-{place}",
                "head": head or gettext("(no head)"),
                "example": next((one.cells[place] for one in sheet.records if one.cells[place]), ""),
                "options": [(code, label, code == field) for code, label in _FIELDS.items()],
            }
            for place, (head, field) in enumerate(zip(sheet.heads, self.reading.columns, strict=True))
        ]


class GiveOut(forms.Form):
    """In which version and shape the directory is given out."""

    version = fields.one(
        _("Version of HSDS"), lambda: [("3.1", "HSDS 3.1"), ("3.0", "HSDS 3.0")], initial="3.1"
    )
    shape = fields.one(
        _("Shape"), lambda: [("zip", _("Tables (CSV in a zip)")), ("json", "JSON")], initial="zip"
    )
