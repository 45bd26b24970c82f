"""Asking for a quarter's report, and releasing it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def _year_and_number(code: str) -> tuple[int, int]:
    year, _dash, number = code.partition("-")
    return int(year), int(number)


class BuildForm(forms.Form):
    """Which quarter: only those that are over are offered."""

    quarter = forms.TypedChoiceField(
        label=_("Quarter"),
        coerce=_year_and_number,
        error_messages={
            "required": _("Choose a quarter."),
            "invalid_choice": _("Choose a quarter that is over."),
        },
    )

    def __init__(self, data: Any = None, *, quarters: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["quarter"].choices = quarters  # type: ignore[attr-defined]


class ReleaseForm(forms.Form):
    """That the second person has read what everybody will read from now on."""

    read = forms.BooleanField(
        label=_("I have read this report. It is public from now on, and that cannot be taken back."),
        error_messages={"required": _("Confirm that you have read it.")},
    )
