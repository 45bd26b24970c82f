"""The kit's tags: a form field, an error summary, a button, an icon and a status, as USWDS markup."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from thirdoption.web.kit.fields import describe

register = template.Library()

_ICON_LIST = Path(__file__).parents[1] / "assets" / "icons.json"
ICONS = frozenset(json.loads(_ICON_LIST.read_text(encoding="utf-8")))
BUTTONS = frozenset({"primary", "secondary", "plain", "danger"})
TONES = frozenset({"quiet", "info", "waiting", "good", "urgent"})


@register.simple_tag
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
def field(bound: BoundField, **options: Any) -> SafeString:
    """A form field with its label, hint and error sentence.

    Options: label, hint (both replace the form's own), tiles (large choices to tap),
    inline (short choices in one row), quiet (the label is only for screen readers).
    """
    if bound.is_hidden:
        return SafeString(bound.as_hidden())
    view = describe(bound, **options)
    return SafeString(render_to_string(f"kit/fields/{view.kind}.html", {"field": view}))


@register.inclusion_tag("kit/_error_summary.html")
def error_summary(form: BaseForm) -> dict[str, object]:
    """Everything that keeps the form from being saved, each with a link to its field."""
    problems: list[dict[str, object]] = [{"text": text} for text in form.non_field_errors()]
    for bound in form:
        if bound.errors:
            view = describe(bound)
            lead = view.label if view.label[-1:] in "?!.:" else f"{view.label}:"
            problems += [{"text": text, "label": lead, "target": view.target} for text in view.errors]
    return {"problems": problems, "conflict": getattr(form, "conflict", False)}


@register.inclusion_tag("kit/_button.html")
def button(
    label: str, kind: str = "primary", *, href: str = "", reason: str = "", **options: Any
) -> dict[str, object]:
    """A button, or a link that looks like one.

    With a reason it can't be pressed and shows that sentence, which is the one the server
    would answer with. Options: name, value, icon, big, form, type, id (unique within a list).
    """
    if kind not in BUTTONS:
        raise template.TemplateSyntaxError(f"button kind {kind!r}: one of {sorted(BUTTONS)}")
    digest = hashlib.sha256(f"{label}|{reason}".encode()).hexdigest()[:8]
    return {
        "label": label,
        "kind": kind,
        "href": href,
        "reason": reason,
        "reason_id": f"why-{options.get('id') or digest}",
        **options,
    }


@register.inclusion_tag("kit/_status.html")
def status(text: str, tone: str = "quiet") -> dict[str, str]:
    """A state in a word or two; the tone repeats in shape and color what the text says."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"status tone {tone!r}: one of {sorted(TONES)}")
    return {"text": text, "tone": tone}


@register.inclusion_tag("kit/_steps.html")
def steps(labels: list[str], current: int) -> dict[str, object]:
    """Where one is in a form of several pages; `current` counts from 1."""
    return {"labels": labels, "current": current, "current_label": labels[current - 1]}
