"""The line without its database: the telephones of the file that the job process keeps ring all at once."""

import json
from typing import Any

from django.conf import settings

from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs.rules.calls import RING_SECONDS
from thirdoption.program.messages.rules import Kind, cleaned_address
from thirdoption.program.messages.rules.carrier import dialed, screened, spoken


def answer(to: str) -> str:
    """TwiML that rings everybody who is on call by the file; without one, to call again in a minute.

    Whoever answers has to press a key first. What was told is in nobody's books: they write it down later.
    """
    numbers = _numbers(to)
    if not numbers:
        return f"<Response>{spoken('nobody-answered')}</Response>"
    screen = f"{settings.LINE_URL}/line/away/"
    ring = dialed(
        [(number, screen) for number in numbers], line=settings.CARRIER_NUMBER, seconds=RING_SECONDS
    )
    return f"<Response>{spoken('one-moment')}{ring}{spoken('nobody-answered')}</Response>"


def screen(digits: str) -> str:
    """Whoever answers is asked for a key, and put through with it."""
    if digits == "1":
        return "<Response/>"
    return (
        "<Response><Hangup/></Response>"
        if digits
        else screened(url=f"{settings.LINE_URL}/line/away/", language="en")
    )


def _numbers(to: str) -> list[str]:
    """The numbers of the place whose line was called, or of the only place there is."""
    files = [_read(path) for path in sorted(settings.HOME.glob("on-call-*.json"))]
    found = [one for one in files if one and _is_line(one["line"], to)] or (files if len(files) == 1 else [])
    order = [numbers[0] for one in found if one for each in one["on_call"] if (numbers := each["numbers"])]
    return list(dict.fromkeys(order))


def _read(path: Any) -> dict[str, Any] | None:
    try:
        told: dict[str, Any] = json.loads(path.read_text())
        return told
    except (OSError, ValueError):
        return None


def _is_line(line: str, to: str) -> bool:
    try:
        return bool(to) and cleaned_address(Kind.VOICE, line) == to
    except Refused:
        return False
