"""Letters on pages: their names, the fields that ask for one, and one as a tagged PDF (PDF/UA-1) or as data.

Typst sets it in the request: one page takes 15 to 60 ms. What a letter says reaches the template as data,
never as markup. The same letter is the same bytes each time.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst
from django import forms
from django.http import HttpResponse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from thirdoption.program.matters.models import MadeLetter
from thirdoption.program.matters.rules.letters import LANGUAGES, Kind

HERE = Path(__file__).parent
TEMPLATE = HERE / "letter.typ"
FONTS = HERE.parents[1] / "jobs" / "exports" / "fonts"


def name(kind: str) -> str:
    """What a kind of letter is called on pages."""
    names = {
        Kind.HOLD: _("Notice of a held charge"),
        Kind.PASSED: _("Notice that the date has passed"),
        Kind.DECLINED: _("Confirmation that the charge is declined"),
        Kind.SEAL_AGENCY: _("Sealing: notice to the arresting agency"),
        Kind.SEAL_STATE: _("Sealing: notice to the state's agency"),
        Kind.INTAKE: _("Notice that the intake is complete"),
        Kind.CERTIFICATE: _("Certificate of intake"),
        Kind.ADJOURN: _("Request for a later return date"),
        Kind.OWN_COPY: _("The person's own copy"),
        Kind.STATUS: _("Status letter"),
    }
    return names[Kind(kind)]


def language(code: str) -> str:
    """A language in its own words."""
    return {"en": "English", "es": "Español"}[code]


def language_field(first: str = "") -> forms.ChoiceField:
    """In which language the letter is written."""
    return forms.ChoiceField(
        label=_("Language of the letter"),
        choices=[(code, language(code)) for code in LANGUAGES],
        initial=first if first in LANGUAGES else get_language(),
    )


def kind_field(choices: list[tuple[str, str]], first: str = "") -> forms.ChoiceField:
    """Which letter."""
    wrong = _("Choose a letter.")
    return forms.ChoiceField(
        label=_("Letter"),
        choices=choices,
        initial=first,
        widget=forms.RadioSelect,
        error_messages={"required": wrong, "invalid_choice": wrong},
    )


def draw(written: Mapping[str, Any], *, language: str, at: datetime, made_up: bool) -> bytes:
    """What was written as a tagged PDF; `at` is the date in the file's own properties."""
    with override(language):
        words = {
            "page": _("Page"),
            "of": _("of"),
            "made_up": _("made-up data") if made_up else "",
            "language": language,
        }
    drawn: bytes = typst.compile(
        TEMPLATE,
        format="pdf",
        root=HERE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps({**written, **words})},
        pdf_standards="ua-1",
        timestamp=at.astimezone(UTC).replace(microsecond=0),
    )
    return drawn


def plain(letter: MadeLetter) -> dict[str, Any]:
    """A letter as data: its facts, and the words that it says."""
    return {
        "kind": letter.kind,
        "language": letter.language,
        "text_version": letter.template,
        "made_at": letter.made_at.astimezone(UTC).isoformat(),
        "facts": letter.data,
        "letter": letter.written,
    }


def as_pdf(letter: MadeLetter) -> HttpResponse:
    """A letter as a PDF that a browser shows."""
    drawn = draw(letter.written, language=letter.language, at=letter.made_at, made_up=letter.site.made_up)
    return _file(drawn, "application/pdf", "letter.pdf", "inline")


def as_json(letter: MadeLetter) -> HttpResponse:
    """A letter as data."""
    text = json.dumps(plain(letter), ensure_ascii=False, indent=2, sort_keys=True)
    return _file(f"{text}\n".encode(), "application/json; charset=utf-8", "letter.json", "attachment")


def _file(content: bytes, content_type: str, name: str, how: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'{how}; filename="{name}"'}
    )
