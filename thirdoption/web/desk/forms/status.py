"""A fact of a person's life: one tap says what, and all else may stay as it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thirdoption.program.care.rules.status import BANDS, TIMES, Source
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.forms import Once

SOURCES: dict[str, Any] = {
    Source.PERSON: _("The person told us"),
    Source.PAPER: _("We saw a paper"),
    Source.AGENCY: _("Another agency told us"),
    Source.SEEN: _("I saw it myself"),
}
MONTHLY: dict[int, Any] = {
    1: _("Less than $500"),
    500: _("$500 to $999"),
    1000: _("$1,000 to $1,499"),
    1500: _("$1,500 to $1,999"),
    2000: _("$2,000 to $2,999"),
    3000: _("$3,000 or more"),
}


def _sources() -> list[tuple[str, Any]]:
    return [(str(code), str(name)) for code, name in SOURCES.items()]


def _bands() -> list[tuple[str, Any]]:
    return [("", _("Not asked")), *((str(low), str(MONTHLY[low])) for low in BANDS)]


class Note(Once):
    """What holds: `said` is the button that was tapped, "thing:code"."""

    said = forms.CharField(
        label=_("What holds"),
        max_length=40,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "max_length"), _("Tap what holds.")),
    )
    mends = forms.UUIDField(required=False, widget=forms.HiddenInput)
    as_of = fields.day(_("As of which day"), hint=_("Leave it empty for today."))
    about = forms.BooleanField(label=_("The day is not certain"), required=False)
    source = fields.one(_("Who told"), _sources, initial=Source.PERSON)

    def __init__(self, *args: Any, value: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if value == "band":
            self.fields["value"] = fields.one(
                _("How much in a month"), _bands, hint=_("Where they have it."), required=False, initial=""
            )
        elif value == "times":
            self.fields["value"] = fields.whole(
                _("How often in the last 30 days"), 1, TIMES, hint=_("Where they went.")
            )

    def clean(self) -> dict[str, Any]:
        """The tapped button taken apart, and the number as one; a number goes with "has" and "went" alone."""
        typed: dict[str, Any] = super().clean() or {}
        typed["of"], _between, typed["code"] = typed.pop("said", "").partition(":")
        number = typed.get("value") or None
        typed["value"] = int(number) if number and typed["code"] in ("has", "used") else None
        return typed
