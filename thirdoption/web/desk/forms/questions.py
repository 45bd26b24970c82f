"""The questions of a questionnaire as form fields: only drawn here, what was typed is read by the rules."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thirdoption.program.care.rules.forms import WHY_LIMIT
from thirdoption.program.care.rules.questionnaires import Item, Standing
from thirdoption.program.care.rules.questionnaires.changes import LINE_LIMIT, TEXT_LIMIT
from thirdoption.program.care.rules.questionnaires.reading import CHOICES, said
from thirdoption.web.kit import inputs as fields

OWN = "own"
"""What the field of an answer in own words ends in."""


class Why(forms.Form):
    """Why a finished form is put right."""

    why = fields.words(
        gettext_lazy("Why it is changed"), WHY_LIMIT, needed=gettext_lazy("Write why it is changed.")
    )


def options(item: Item, language: str) -> list[tuple[str, str]]:
    """The answers to choose from."""
    if item.kind == "boolean":
        return [("true", _("Yes")), ("false", _("No"))]
    codings = [option["valueCoding"] for option in item.body.get("answerOption", [])]
    return [(coding["code"], said(coding, "display", language)) for coding in codings]


def standings() -> list[tuple[str, str]]:
    """How a question is passed over."""
    return [(Standing.NOT_TODAY, _("Not today")), (Standing.DECLINED, _("They would rather not say"))]


def form_of(
    item: Item, values: tuple[Any, ...], standing: str, *, hint: str, language: str, error: str = ""
) -> forms.Form:
    """One question: its answer (`a-…`), its own words where it may have some, and how it is passed over."""
    codes = [code for code, _name in options(item, language)]
    own = [str(one) for one in values if str(one) not in codes] if item.kind == "open-choice" else []
    chosen = [_plain(one) for one in values if str(one) not in own]
    several = item.body.get("repeats") and item.kind in CHOICES
    made = forms.Form(prefix=item.link, auto_id="q-%s")
    field = _field(item, hint=hint, language=language)
    field.initial = chosen if several else (chosen[0] if chosen else "")
    made.fields["a"] = field
    if item.kind == "open-choice":
        made.fields[OWN] = fields.words(_("In their own words"), LINE_LIMIT)
        made.fields[OWN].initial = own[0] if own else ""
    passing = fields.one(_("Or"), standings, required=False)
    passing.initial = standing
    made.fields["standing"] = passing
    if error:
        made.is_bound, made.data = True, _typed(made, chosen, own, standing)
        made._errors = forms.utils.ErrorDict({"a": made.error_class([error])})  # type: ignore[attr-defined]
    return made


def _typed(made: forms.Form, chosen: list[str], own: list[str], standing: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.setlist(made.add_prefix("a"), chosen)
    data.setlist(made.add_prefix(OWN), own)
    data[made.add_prefix("standing")] = standing
    return data


def _plain(value: Any) -> str:
    return (
        str(value).lower()
        if isinstance(value, bool)
        else f"{value:g}"
        if isinstance(value, float)
        else str(value)
    )


def _field(item: Item, *, hint: str, language: str) -> forms.Field:
    label = item.text(language)
    if item.kind in CHOICES | {"boolean"}:
        if item.body.get("repeats"):
            return fields.several(label, lambda: options(item, language), hint=hint)
        return fields.one(label, lambda: options(item, language), hint=hint, required=False)
    if item.kind == "date":
        return fields.day(label, hint=hint)
    if item.kind in {"integer", "decimal"}:
        return fields.words(label, 12, hint=hint, inputmode="decimal")
    long = item.kind == "text"
    return fields.words(label, TEXT_LIMIT if long else LINE_LIMIT, hint=hint, rows=3 if long else 0)


def read(typed: Mapping[str, Any], item: Item) -> tuple[list[str], str, int]:
    """What was typed for a question: its words, how it is passed over, and the number of what was seen."""
    got: Callable[[str], list[str]] = typed.getlist  # type: ignore[attr-defined]
    words = [*got(f"{item.link}-a"), *got(f"{item.link}-{OWN}")]
    standing = (got(f"{item.link}-standing") or [""])[0]
    base = (got(f"{item.link}-base") or [""])[0]
    return [word for word in words if word.strip()], standing, count_of(base)


def count_of(text: str) -> int:
    """A number that a page carries; what is none counts as 0, which saw nothing."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
