"""A draft of Fort Orange's policy, and its forms as a browser sends them."""

import html
import re
from typing import Any

from django.test import Client

from tests.factories.fixtures import World
from thirdoption.program.governance import actions, queries
from thirdoption.program.governance.models import DraftStep
from thirdoption.program.sites import packs
from thirdoption.program.sites.queries import local_day, plain_of, policy_on

GRADED = {
    "known": 0, "grade": "confirmed", "value": "14", "source": "seed-004", "words_en": "14 days.",
    "words_es": "14 días.",
}  # fmt: skip


def begin(world: World, plain: Any = None) -> None:
    version, _policy = policy_on(world.site, local_day(world.site, world.at))
    with world.acting("manager") as by:
        actions.begin(plain=plain or plain_of(version), origin="in_force", by=by, at=world.at)


def moved(pack_id: str) -> Any:
    """A pack of another state as a place in New York would have to write it: with the law of New York."""
    here, there = packs.read_own("albany"), packs.read_own(pack_id)
    sources = {**here["sources"], **there["sources"]}
    return {**there, "state": "NY", "stops": here["stops"], "sources": sources}


def plain(world: World) -> Any:
    with world.acting("manager") as by:
        return queries.the_draft(by=by).plain


def step(world: World) -> int:
    return DraftStep.objects.filter(draft__state="open").order_by("-number")[0].number


def filled(page: bytes) -> dict[str, Any]:
    """What a browser would send of a page's main form, untouched."""
    text = page.decode()
    form = max(re.findall(r"<form.*?</form>", text, re.S), key=len)
    data: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]*)"', tag)
        kind = (re.search(r'type="([^"]*)"', tag) or ["", "text"])[1]
        value = re.search(r'value="([^"]*)"', tag)
        if name and (kind not in ("radio", "checkbox") or "checked" in tag):
            data.setdefault(name[1], []).append(value[1] if value else "on" if kind == "checkbox" else "")
    for name, body in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.S):
        data[name] = [body]
    for name, body in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', body)
        data[name] = [chosen[1] if chosen else ""]
    return {key: [html.unescape(one) for one in values] for key, values in data.items()}


def errors(page: bytes) -> list[str]:
    return re.findall(r'usa-error-message"[^>]*>(.*?)<', page.decode(), re.S)


def save(client: Client, place: str, **given: Any) -> Any:
    return client.post(f"/setup/policy/{place}", given)
