"""A letter as a tagged PDF (PDF/UA-1) and as data, from what was written when it was made.

Typst sets it, in the request: one page, 60 ms. What a letter says reaches the template as data, never as
markup. The same letter is the same bytes each time.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

HERE = Path(__file__).parent
TEMPLATE = HERE / "letter.typ"
FONTS = HERE.parents[1] / "jobs" / "exports" / "fonts"


@dataclass(frozen=True)
class Page:
    """A letter as it is set: what was written, in which language, when, and whether its place is made up."""

    written: Mapping[str, Any]
    language: str
    made_at: datetime
    made_up: bool


def pdf(page: Page) -> bytes:
    """The letter as a tagged PDF."""
    import typst  # the first letter of a process loads it; most processes draw none

    with override(page.language):
        words = {
            "page": _("Page"),
            "of": _("of"),
            "made_up": _("Made-up data") if page.made_up else "",
            "language": page.language,
        }
    written: bytes = typst.compile(
        TEMPLATE,
        format="pdf",
        root=HERE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps({**page.written, **words})},
        pdf_standards="ua-1",
        timestamp=page.made_at.astimezone(UTC).replace(microsecond=0),
    )
    return written


def as_pdf(page: Page, name: str) -> HttpResponse:
    """The letter as a PDF that a browser shows."""
    return _file(pdf(page), "application/pdf", f"{name}.pdf", "inline")


def as_json(plain: Mapping[str, Any], name: str) -> HttpResponse:
    """The letter as data."""
    text = json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True)
    return _file(f"{text}\n".encode(), "application/json; charset=utf-8", f"{name}.json", "attachment")


def _file(content: bytes, content_type: str, name: str, how: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'{how}; filename="{name}"', "Cache-Control": "no-store"},
    )
