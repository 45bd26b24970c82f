"""What officer and worker tell each other with one tap: the sentences, and what was said so far."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thirdoption.program.handoffs.rules import ESTIMATES, FROM_OFFICER, Note
from thirdoption.web.kit.dates import written

Notes = Iterable[tuple[str, datetime]]
NOTES: dict[str, Any] = {
    Note.ACROSS: gettext_lazy("We moved to the other side of the street."),
    Note.ENTRANCE: gettext_lazy("We are at the entrance."),
    Note.IN_CAR: gettext_lazy("We are in the car."),
    Note.MUST_GO: gettext_lazy("I have to go in ten minutes."),
    Note.GONE: gettext_lazy("The person has left."),
    Note.CORNER: gettext_lazy("I am at the corner."),
    Note.LATER: gettext_lazy("It takes longer than I said."),
    Note.READY: gettext_lazy("We talk alone now: out of earshot, and nothing is recorded."),
    Note.WHERE: gettext_lazy("I cannot find you. Where are you?"),
}


@dataclass(frozen=True)
class Said:
    """One thing that was told: the time on the site's clock, whether by the officer, and the sentence."""

    at: str
    officer: bool
    text: str


def said(notes: Notes, zone: ZoneInfo, how: str) -> tuple[Said, ...]:
    """What was told so far, in order; the estimate stands by itself. `how`: the format of its times."""
    told = [(Note(code), at) for code, at in notes if code not in ESTIMATES]
    return tuple(
        Said(written(at.astimezone(zone), how), note in FROM_OFFICER, str(NOTES[note])) for note, at in told
    )


def estimate(notes: Notes, zone: ZoneInfo, how: str) -> str:
    """The worker's last estimate as a sentence; empty without one."""
    given = [(ESTIMATES[Note(code)], at) for code, at in notes if code in ESTIMATES]
    if not given:
        return ""
    minutes, at = given[-1]
    time = written((at + timedelta(minutes=minutes)).astimezone(zone), how)
    return _("About %(n)s minutes: around %(time)s") % {"n": minutes, "time": time}


def choices(notes: Iterable[Note]) -> tuple[tuple[str, str], ...]:
    """What can be told with one tap: (code, words)."""
    return tuple((str(one), str(NOTES[one])) for one in notes)
