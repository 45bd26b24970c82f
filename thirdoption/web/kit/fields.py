"""What a template needs to know about a form field, taken from Django's BoundField."""

import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.utils import flatatt
from django.forms.widgets import DateTimeBaseInput
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# Native pickers drop what they cannot read, so what is in error is shown as plain text if they cannot.
_PICKERS: list[tuple[type[forms.Widget], str, str]] = [
    (forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
    (forms.DateInput, "date", "%Y-%m-%d"),
    (forms.TimeInput, "time", "%H:%M"),
]


class Choice(str):
    """A choice's label with a sentence below it; use it as the label in a field's `choices`."""

    description: str

    def __new__(cls, label: str, description: str = "") -> "Choice":
        choice = super().__new__(cls, label)
        choice.description = description
        return choice


@dataclass(frozen=True)
class Option:
    """One radio button or checkbox of a group."""

    id: str
    label: str
    description: str
    attributes: SafeString


@dataclass(frozen=True)
class FieldView:
    """A field as its template sees it; `kind` names the template."""

    kind: str
    id: str
    target: str
    label: str
    hint: str
    hint_id: str
    errors: tuple[str, ...]
    error_id: str
    required: bool
    limit: int | None
    quiet: bool
    described_by: str
    control: SafeString
    options: tuple[Option, ...]
    choice_type: str
    tiles: bool
    inline: bool


def describe(
    bound: BoundField,
    *,
    label: str | None = None,
    hint: str | None = None,
    tiles: bool = False,
    inline: bool = False,
    quiet: bool = False,
) -> FieldView:
    """Reads label, hint, errors and control of a bound field, with ids that point at each other."""
    kind = _kind(bound.field.widget)
    identity = bound.auto_id or bound.html_name
    hint_text = str(bound.help_text if hint is None else hint)
    errors = tuple(str(error) for error in bound.errors)
    hint_id, error_id = f"{identity}_hint", f"{identity}_error"
    limit = getattr(bound.field, "max_length", None) if kind == "textarea" else None
    described = [part for part, there in ((hint_id, hint_text), (error_id, errors)) if there]
    if limit:
        described.append(f"{identity}_count")
    options = _options(bound, tiles=tiles) if kind == "choices" else ()
    return FieldView(
        kind=kind,
        id=identity,
        target=options[0].id if options else identity,
        label=str(bound.label if label is None else label),
        hint=hint_text,
        hint_id=hint_id,
        errors=errors,
        error_id=error_id,
        required=bound.field.required,
        limit=limit,
        quiet=quiet,
        described_by=" ".join(described),
        control=_control(bound, kind, " ".join(described), tiles=tiles)
        if kind != "choices"
        else SafeString(""),
        options=options,
        choice_type=_choice_type(bound.field.widget),
        tiles=tiles,
        inline=inline,
    )


def look_of(bound: BoundField, **options: Any) -> tuple[Any, ...] | None:
    """All that a field's look follows from, as long as nobody has filled in anything; None otherwise.

    What was typed, or is known of a person, is never in it: only what the form's own code says.
    """
    form, field = bound.form, bound.field
    if form.is_bound or bound.name in form.initial or callable(field.initial):
        return None
    widget = field.widget
    choices = getattr(field, "choices", ())
    return (
        get_language(),
        type(widget),
        tuple(sorted((name, str(value)) for name, value in widget.attrs.items())),
        bound.auto_id or bound.html_name,
        bound.html_name,
        str(bound.label),
        str(bound.help_text),
        str(field.initial),
        (field.required, getattr(field, "max_length", None), form.use_required_attribute),
        tuple((str(code), str(text), getattr(text, "description", "")) for code, text in choices),
        tuple(sorted((name, str(value)) for name, value in options.items())),
    )


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.RadioSelect):  # CheckboxSelectMultiple is one too
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.Textarea):
        return "textarea"
    return "input"


def _choice_type(widget: forms.Widget) -> str:
    multiple = isinstance(widget, forms.CheckboxSelectMultiple | forms.CheckboxInput)
    return "checkbox" if multiple else "radio"


def _control(bound: BoundField, kind: str, described_by: str, *, tiles: bool) -> SafeString:
    """The control itself, rendered by Django with the kit's classes."""
    widget = copy.deepcopy(bound.field.widget)
    widget.is_localized = False
    # A browser cuts pasted text at maxlength without a word; the server answers with a sentence.
    widget.attrs.pop("maxlength", None)
    classes = [widget.attrs.get("class", ""), _control_class(widget, kind, tiles=tiles)]
    if bound.errors and kind in ("input", "textarea"):
        classes.append("usa-input--error")
    elif isinstance(widget, forms.NumberInput | DateTimeBaseInput):
        classes.append("kit-input--short")
    attributes: dict[str, Any] = {"class": " ".join(filter(None, classes))}
    if described_by:
        attributes["aria-describedby"] = described_by
    _choose_picker(widget, wrong=bound.value() if bound.errors else None)
    if kind == "textarea":
        widget.attrs.pop("cols", None)  # the width is the sheet's business
        if widget.attrs.get("rows") == "10":  # Django's default, too tall for a phone
            widget.attrs["rows"] = "5"
    return SafeString(bound.as_widget(widget=widget, attrs=attributes))


def _control_class(widget: forms.Widget, kind: str, *, tiles: bool) -> str:
    if kind == "checkbox":
        return "usa-checkbox__input usa-checkbox__input--tile" if tiles else "usa-checkbox__input"
    if kind == "textarea":
        return "usa-textarea"
    if isinstance(widget, forms.Select):
        return "usa-select"
    if isinstance(widget, forms.FileInput):
        return "kit-file"
    return "usa-input"


def _choose_picker(widget: forms.Widget, *, wrong: Any) -> None:
    if isinstance(widget, forms.NumberInput):
        widget.input_type = "text"
        widget.attrs = {"inputmode": "decimal"} | widget.attrs
    for kind, input_type, pattern in _PICKERS:
        if type(widget) is kind:
            widget.input_type = input_type if _reads(wrong, pattern) else "text"  # type: ignore[attr-defined]
            widget.format = pattern  # type: ignore[attr-defined]


def _reads(wrong: Any, pattern: str) -> bool:
    """Whether a picker shows what was typed: nothing, or a moment in the way that it writes it."""
    try:
        return not wrong or bool(datetime.strptime(str(wrong), pattern))
    except ValueError:
        return False


def _options(bound: BoundField, *, tiles: bool) -> tuple[Option, ...]:
    base = "usa-checkbox__input" if _choice_type(bound.field.widget) == "checkbox" else "usa-radio__input"
    found = []
    for sub in bound.subwidgets:
        data = sub.data
        attributes = {key: value for key, value in data["attrs"].items() if key != "aria-invalid"}
        attributes["class"] = f"{base} {base}--tile" if tiles else base
        attributes |= {"type": data["type"], "name": data["name"], "value": data["value"]}
        found.append(
            Option(
                id=str(attributes["id"]),
                label=str(data["label"]),
                description=str(getattr(data["label"], "description", "")),
                attributes=flatatt(attributes),
            )
        )
    return tuple(found)
