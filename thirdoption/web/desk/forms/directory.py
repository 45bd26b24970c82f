"""Looking through the directory, and saying whether there is room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thirdoption.program.services.rules import AVAILABLE_LABELS
from thirdoption.web.desk.forms.connections import Search
from thirdoption.web.kit import inputs as fields


class Narrow(Search):
    """By need, words and county; what is open now, and where room was said."""

    open = forms.BooleanField(label=_("Open now"), required=False)
    room = forms.BooleanField(label=_("Said to have room"), required=False)


class Room(forms.Form):
    """What a provider said about room, and for how long that can be relied on."""

    available = fields.one(
        _("Is there room?"), lambda: [(str(code), _(label)) for code, label in AVAILABLE_LABELS.items()]
    )
    hours = fields.one(
        _("How long can this be relied on?"),
        lambda: [("12", _("Twelve hours")), ("72", _("Three days")), ("336", _("Two weeks"))],
    )
    said_by = fields.words(
        _("Who said so?"),
        80,
        hint=_("Their part there, such as front desk. No name of a person you work with."),
    )

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return {**self.cleaned_data, "hours": int(self.cleaned_data["hours"])}
