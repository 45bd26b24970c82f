"""Looking through the directory, and saying whether there is room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thirdoption.program.services.rules import AVAILABLE_LABELS
from thirdoption.web.desk.forms.connections import Search
from thirdoption.web.kit import inputs as fields


class Narrow(Search):
    """By need, words and county; near a place; in a language; what is open now, and where room was said."""

    near = fields.words(
        _("Near"),
        120,
        hint=_("A ZIP code, a town, or the name of a service. Not where somebody lives."),
        autocomplete="off",
    )
    language = forms.ChoiceField(
        label=_("Language spoken there"),
        required=False,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    open = forms.BooleanField(label=_("Open now"), required=False)
    room = forms.BooleanField(label=_("Said to have room"), required=False)

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not languages:
            del self.fields["language"]
            return
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = [("", _("Any language")), *((name, name) for name in languages)]


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
