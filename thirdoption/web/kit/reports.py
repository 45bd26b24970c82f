"""A report as it is printed, for those who release it and for everybody: the same values, one skin."""

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString

FILES = {"pdf": "PDF", "csv": "CSV"}
LANGUAGES = {"en": "English", "es": "Español"}


def drawn(charts: Mapping[str, Mapping[str, str]] | None, language: str) -> dict[str, SafeString]:
    """The charts of one language by table: our own job drew them, from figures and fixed words."""
    return picture_by_id((charts or {}).get(language, {}))


def picture_by_id(charts: Mapping[str, str]) -> dict[str, SafeString]:
    """SVGs as markup."""
    return {name: SafeString(svg) for name, svg in charts.items()}


def figures(view: Mapping[str, Any], charts: Mapping[str, SafeString]) -> list[dict[str, Any]]:
    """Each chart's title and table beside its picture, in the order of the report."""
    return [
        {"id": one["id"], "title": one["title"], "table": one["table"], "svg": charts.get(one["id"], "")}
        for one in view["charts"]
    ]
