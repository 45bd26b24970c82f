"""Sets the report as a tagged PDF (PDF/UA-1). Typst does the setting and refuses a picture without alt text.

The report's values reach the template as data, never as markup: whatever a name or a sentence holds is
printed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

HERE = Path(__file__).parent
TEMPLATE = HERE / "report.typ"
FONTS = HERE / "fonts"


def render(view: Mapping[str, Any], charts: Mapping[str, str], *, set_at: datetime | None = None) -> bytes:
    """The PDF from `program.reports.rules.presenting.present(...)` and the SVG of each chart by its id.

    `set_at` is the date in the file's own properties; the same input and date give the same bytes.
    """
    missing = [chart["id"] for chart in view["charts"] if chart["id"] not in charts]
    if missing:
        raise ValueError(f"These charts are not drawn: {', '.join(missing)}.")
    written: bytes = typst.compile(
        TEMPLATE,
        format="pdf",
        root=HERE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps({**view, "svg": dict(charts)})},
        pdf_standards="ua-1",
        timestamp=(set_at or datetime.now(UTC)).replace(microsecond=0),
    )
    return written
