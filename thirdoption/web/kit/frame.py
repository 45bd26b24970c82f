"""The frame of a page: the same for a role, a language and a section, so a process draws it once.

Nothing of a worker is kept: where a name, an address or a token stands, what is kept has a gap,
and each page fills it with its own.
"""

from collections.abc import Mapping
from html import escape
from typing import Any

from django.template import Context
from django.template.loader import get_template
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

KEPT = 500
"""How many pictures a process keeps: some for each role, language, section and made-up state."""
HEADER = "kit/_header.html"
_FIXED = ("made_up", "version", "source_url", "home_url")
_GAPS = ("site_name", "name", "agency", "path", "csrf_token")
_EDGE = "\ue000"
_kept: dict[tuple[Any, ...], tuple[str, ...]] = {}


def drawn(name: str, context: Context) -> SafeString:
    """A part of the frame with this page's own words in it."""
    nav, who, request = context.get("nav") or (), context.get("who") or {}, context.get("request")
    if any(item.get("count") for item in nav) or who.get("links"):
        return SafeString(get_template(name).render(_plain(context)))
    values = {
        "site_name": context.get("site_name"),
        "name": who.get("name"),
        "agency": who.get("agency"),
        "path": request and request.get_full_path(),
        # to ask for a token sets a cookie, and only the header has forms
        "csrf_token": context.get("csrf_token") if name == HEADER else "",
    }
    given = tuple(bool(values[gap]) for gap in _GAPS)
    fixed = {one: context.get(one) for one in _FIXED}
    links = tuple((item["label"], item["url"], bool(item.get("current"))) for item in nav)
    key = (
        name,
        get_language(),
        get_script_prefix(),
        *fixed.values(),
        links,
        bool(who),
        who.get("role"),
        given,
    )
    pieces = _kept.get(key)
    if pieces is None:
        pieces = _pieces(name, {**fixed, "nav": nav}, who, dict(zip(_GAPS, given, strict=True)))
        if len(_kept) < KEPT:
            _kept[key] = pieces
    # every other piece is the name of a gap
    shown = [escape(str(values[one])) if place % 2 else one for place, one in enumerate(pieces)]
    return SafeString("".join(shown))


def _pieces(
    name: str, fixed: dict[str, Any], who: Mapping[str, Any], given: Mapping[str, bool]
) -> tuple[str, ...]:
    """The part with gaps: text, the name of a gap, text, and so on."""
    gap = {one: f"{_EDGE}{one}{_EDGE}" if given[one] else "" for one in _GAPS}
    stand_in = {
        **fixed,
        "site_name": gap["site_name"],
        "who": who and {"name": gap["name"], "agency": gap["agency"], "role": who.get("role")},
        "request": given["path"] and {"get_full_path": gap["path"]},
        "csrf_token": gap["csrf_token"],
    }
    return tuple(get_template(name).render(stand_in).split(_EDGE))


def _plain(context: Context) -> dict[str, Any]:
    names = (*_FIXED, "site_name", "nav", "who", "request", "csrf_token")
    return {one: context.get(one) for one in names}
