"""Fields with the program's own sentences: Django's do not say what to do."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

Words = Any  # a text or a lazy one: the lazy one's type has a name in the stubs only
Choices = Callable[[], list[tuple[str, Any]]]
_STORABLE = _("This text has characters that cannot be stored. Type it again.")


def words(
    label: Words,
    limit: int,
    *,
    needed: Words = "",
    hint: Words = "",
    rows: int = 0,
    **attrs: Any,
) -> forms.CharField:
    """A line of text, or several with `rows`; with `needed` it may not stay empty, and that is why."""
    widget = (
        forms.Textarea({"rows": rows, "autocomplete": "off", **attrs}) if rows else forms.TextInput(attrs)
    )
    return forms.CharField(
        label=label,
        max_length=limit,
        required=bool(needed),
        help_text=hint,
        widget=widget,
        error_messages={
            "required": needed,
            "max_length": _(
                "This text has %(show_value)s characters; at most %(limit_value)s fit. Shorten it."
            ),
            "null_characters_not_allowed": _STORABLE,
        },
    )


def one(label: Words, choices: Choices, *, hint: Words = "", **options: Any) -> forms.ChoiceField:
    """One of a list, as radio buttons."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        help_text=hint,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose from the list.")},
        **options,
    )


def several(label: Words, choices: Choices, *, hint: Words = "") -> forms.MultipleChoiceField:
    """None, one or several of a list."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        help_text=hint,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("Choose from the list."),
            "invalid_list": _("Choose from the list."),
        },
    )


FIRST_YEAR, LAST_YEAR = 1900, 2199


def check_year(found: date) -> None:
    """Raise ValidationError for a year that is a slip of the finger: no day of anything here is in it."""
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise forms.ValidationError(_("Check the year."))


def day(label: Words, *, needed: Words = "", hint: Words = "") -> forms.DateField:
    """A date."""
    return forms.DateField(
        label=label,
        validators=[check_year],
        required=bool(needed),
        help_text=hint,
        widget=forms.DateInput,
        error_messages={
            "required": needed,
            "invalid": _("Write the date as year-month-day, such as 2026-11-30."),
        },
    )


def whole(label: Words, low: int, high: int, *, hint: Words = "") -> forms.IntegerField:
    """A whole number, if any."""
    sentence = format_lazy(_("Give a whole number from {low} to {high}."), low=low, high=high)
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=low,
        max_value=high,
        help_text=hint,
        error_messages={"invalid": sentence, "min_value": sentence, "max_value": sentence},
    )


def amount(label: Words, most: int, *, hint: Words = "") -> forms.FloatField:
    """A number above 0 with a fraction, if any."""
    sentence = format_lazy(_("Give a number above 0, at most {most}."), most=most)
    return forms.FloatField(
        label=label,
        required=False,
        min_value=0.000001,
        max_value=most,
        help_text=hint,
        error_messages={"invalid": sentence, "min_value": sentence, "max_value": sentence},
    )
