"""Files that leave a page: kept by nobody on the way, and read by a spreadsheet as what they say."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse


def csv_file(name: str, rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Rows as a CSV to keep, the first of them the heads; no text in it becomes a formula."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerows([_plain(str(cell)) for cell in row] for row in rows)
    answer = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _plain(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
