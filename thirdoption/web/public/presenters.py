"""What the public pages print, as plain values that were stored when a report was released."""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from thirdoption.program.ground.refusal import hidden
from thirdoption.program.publications.models import Publication
from thirdoption.program.publications.queries import Version, stored, summary
from thirdoption.program.sites.queries import zone
from thirdoption.web.kit.reports import KINDS, LANGUAGES, parts


@lru_cache(maxsize=32)
def body(pk: UUID, language: str) -> tuple[SafeString, dict[str, str]]:
    """The figures of one version as markup, and what its page says around them.

    A released version never changes, so a process draws it once.
    """
    view, charts = stored(pk, language)
    around = {key: view[key] for key in ("title", "period", "data_cut", "made_up_long", "release_id")}
    return render_to_string("kit/report/_body.html", {"view": view, "parts": parts(view, charts)}), around


@lru_cache(maxsize=256)
def _summary(pk: UUID, language: str) -> tuple[str, list[dict[str, str]]]:
    return summary(pk, language)


@lru_cache(maxsize=32)
def _zone(site: UUID) -> ZoneInfo:
    """A site's zone, read once a process: a release belongs to the day it was there."""
    return ZoneInfo(zone(site))


def _day(site: UUID, moment: datetime) -> str:
    return date_format(moment.astimezone(_zone(site)), "DATE_FORMAT")


def home(found: Sequence[Publication], language: str) -> dict[str, Any]:
    """The newest report's key figures, and every published quarter."""
    several = len({one.site for one in found}) > 1
    quarters = [
        {
            "site": one.site_name if several else "",
            "period": _summary(one.pk, language)[0],
            "url": reverse("public:report", args=[one.slug]),
            "version": one.version,
            "released": _day(one.site, one.released_at),
        }
        for one in found
    ]
    if not found:
        return {"quarters": []}
    return {
        "site_name": found[0].site_name,
        "made_up": found[0].made_up,
        "quarters": quarters,
        "newest": {**quarters[0], "headlines": _summary(found[0].pk, language)[1]},
    }


def report(versions: Sequence[Version], asked: str, language: str) -> dict[str, Any]:
    """One version of a report, its files, and every other version. Raises Refused (not found)."""
    shown = next((one for one in versions if not asked or one.version == asked), None)
    if shown is None:
        raise hidden()
    figures, around = body(shown.pk, language)
    return {
        **around,
        "site_name": shown.site_name,
        "made_up": shown.made_up,
        "report_version": shown.version,
        "newer": versions[0].version if shown is not versions[0] else "",
        "body": figures,
        "built_by": shown.built_by,
        "released_by": shown.released_by,
        "released": _day(shown.site, shown.released_at),
        "files": _files(shown, language),
        "versions": [
            {
                "number": one.version,
                "released": _day(one.site, one.released_at),
                "shown": one is shown,
            }
            for one in versions
        ],
    }


def _files(one: Version, language: str) -> list[dict[str, str]]:
    """Both kinds in both languages, the reader's own first."""
    codes = sorted(LANGUAGES, key=lambda code: code != language)
    return [
        {
            "label": f"{name}, {LANGUAGES[code]}",
            "lang": code,
            "url": f"{reverse('public:file', args=[one.slug, kind, code])}?version={one.version}",
        }
        for code in codes
        for kind, name in KINDS.items()
    ]


def file_name(text: str) -> str:
    """A file's name of letters, figures, points and hyphens only."""
    return re.sub(r"[^\w.-]", "", text)
