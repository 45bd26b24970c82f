"""The kit's tags: a form field, an error summary, a button, an icon and a status, as USWDS markup."""

import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, HiddenInput
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from thirdoption.web.kit.fields import describe, look_of
from thirdoption.web.kit.frame import drawn
from thirdoption.web.kit.tables import Cell, Column, Link, State, Table

register = template.Library()

_ICON_LIST = Path(__file__).parents[1] / "assets" / "icons.json"
ICONS = frozenset(json.loads(_ICON_LIST.read_text(encoding="utf-8")))
BUTTONS = frozenset({"primary", "secondary", "plain", "danger"})
TONES = frozenset({"quiet", "info", "waiting", "good", "urgent"})

BLANK = 500
"""How many fields that nobody has filled in a process keeps as they are drawn."""
_blank: dict[tuple[Any, ...], SafeString] = {}


@register.simple_tag
@lru_cache(maxsize=len(ICONS))
def icon(name: str) -> SafeString:
    """One picture of the sprite, silent for screen readers: the words beside it say the same."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"icon {name!r} is not in assets/icons.json")
    return format_html(
        '<svg class="kit-icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("built/icons.svg"),
        name,
    )


@register.simple_tag
@lru_cache(maxsize=50)
def asset(name: str) -> str:
    """The address of a file that is served as it is; storage works it out anew each time."""
    return static(name)


@register.simple_tag(takes_context=True)
def frame(context: template.Context, name: str) -> SafeString:
    """A part of the page's frame, drawn once a process and filled in for each page."""
    return drawn(name, context)


@register.simple_tag
def field(bound: BoundField, **options: Any) -> SafeString:
    """A form field with its label, hint and error sentence.

    Options: label, hint (both replace the form's own), tiles (large choices to tap),
    inline (short choices in one row), quiet (the label is only for screen readers).
    """
    if bound.is_hidden:
        return _hidden(bound)
    blank = look_of(bound, **options)
    shown = _blank.get(blank) if blank else None
    if shown is None:
        view = describe(bound, **options)
        shown = SafeString(render_to_string(f"kit/fields/{view.kind}.html", {"field": view}))
        if blank and len(_blank) < BLANK:
            _blank[blank] = shown
    return shown


def _hidden(bound: BoundField) -> SafeString:
    """What nobody sees, as Django writes it; a plain one without a template of its own, and without an id."""
    field = bound.field
    if field.hidden_widget is not HiddenInput or field.disabled or field.localize or bound.errors:
        return SafeString(bound.as_hidden())
    value = bound.value()
    values = {"name": bound.html_name, "value": value}
    shown = [f' {name}="{escape(str(one))}"' for name, one in values.items() if one not in (None, "")]
    return SafeString(f'<input type="hidden"{"".join(shown)}>')


@register.inclusion_tag("kit/_error_summary.html")
def error_summary(form: BaseForm, keeps: object = True) -> dict[str, object]:
    """Everything that keeps the form from being saved, each with a link to its field.

    `keeps`: whether the form saves something and keeps what was typed; signing in does neither.
    """
    problems: list[dict[str, object]] = [{"text": text} for text in form.non_field_errors()]
    for bound in form:
        if bound.errors:
            view = describe(bound)
            lead = view.label if view.label[-1:] in "?!.:" else f"{view.label}:"
            problems += [{"text": text, "label": lead, "target": view.target} for text in view.errors]
    return {"problems": problems, "conflict": getattr(form, "conflict", False), "keeps": bool(keeps)}


@register.simple_tag
def button(
    label: str, kind: str = "primary", *, href: str | None = None, reason: str = "", **options: Any
) -> SafeString:
    """A button, or a link that looks like one. Raises ValueError for a link to nowhere: it would be a button.

    With a reason it can't be pressed and shows that sentence, which is the one the server
    would answer with. Options: name, value, icon, big, form, type, id (unique within a list).
    """
    if kind not in BUTTONS:
        raise template.TemplateSyntaxError(f"button kind {kind!r}: one of {sorted(BUTTONS)}")
    look = f"usa-button kit-button--{kind}" + (" kit-button--big" if options.get("big") else "")
    shown = format_html("{} {}", icon(options["icon"]), label) if options.get("icon") else label
    if reason:
        digest = hashlib.sha256(f"{label}|{reason}".encode()).hexdigest()[:8]
        return format_html(
            '<div class="kit-button-why"><button type="button" class="{look}" aria-disabled="true" '
            'aria-describedby="{id}">{shown}</button><p class="kit-why" id="{id}">{reason}</p></div>',
            look=look,
            id=f"why-{options.get('id') or digest}",
            shown=shown,
            reason=reason,
        )
    if href == "":
        raise ValueError(f"the link {label!r} leads nowhere")
    if href:
        return format_html('<a class="{}" href="{}"{}>{}</a>', look, href, _given(options, "id"), shown)
    named = _given(options, "id", "name", "value", "form") if options.get("name") else None
    attributes = named or _given(options, "id", "form")
    kind_of = options.get("type") or "submit"
    return format_html('<button class="{}" type="{}"{}>{}</button>', look, kind_of, attributes, shown)


def _given(options: dict[str, Any], *names: str) -> SafeString:
    """These attributes, where they have a value; a named button's value may be empty."""
    given = [(name, options.get(name, "")) for name in names if options.get(name) or name == "value"]
    return format_html_join("", ' {}="{}"', given)


@register.simple_tag
def status(text: str, tone: str = "quiet") -> SafeString:
    """A state in a word or two; the tone repeats in shape and color what the text says."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"status tone {tone!r}: one of {sorted(TONES)}")
    return format_html('<span class="kit-status kit-status--{}">{}</span>', tone or "quiet", text)


@register.simple_tag
def table_rows(table: Table) -> SafeString:
    """The rows of a table, written without a template: a list of a hundred people has 400 cells."""
    heads = [(escape(str(one.label)), _marks(one)) for one in table.columns]
    return SafeString("".join(f"<tr>{_row(heads, row)}</tr>" for row in table.rows))


def _marks(column: Column) -> str:
    return (" data-figure" if column.figure else "") + (" data-whole" if column.whole else "")


def _row(heads: Sequence[tuple[str, str]], row: Sequence[Cell]) -> str:
    cells = []
    for place, ((label, marks), cell) in enumerate(zip(heads, row, strict=True)):
        if place == 0:
            cells.append(f'<th scope="row" data-label="{label}">{_cell(cell)}</th>')
        else:
            cells.append(f'<td data-label="{label}"{marks}>{_cell(cell)}</td>')
    return "".join(cells)


def _cell(cell: Cell) -> str:
    """What a cell shows, with everything that came from outside escaped."""
    if isinstance(cell, Link):
        return f'<a href="{escape(cell.url)}">{escape(cell.text)}</a>'
    if isinstance(cell, State):
        return f"<span>{status(cell.text, cell.tone)}</span>"
    if cell is None:
        none = escape(gettext("none"))
        return f'<span><span aria-hidden="true">–</span><span class="usa-sr-only">{none}</span></span>'
    return f"<span>{cell if isinstance(cell, int) else conditional_escape(cell)}</span>"


@register.inclusion_tag("kit/_steps.html")
def steps(labels: list[str], current: int) -> dict[str, object]:
    """Where one is in a form of several pages; `current` counts from 1."""
    return {"labels": labels, "current": current, "current_label": labels[current - 1]}
