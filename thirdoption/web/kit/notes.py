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


def said(notes: Iterable[tuple[str, datetime]], zone: ZoneInfo) -> tuple[Said, ...]:
    """What was told so far, in order."""
    return tuple(_said(Note(code), at.astimezone(zone)) for code, at in notes)


def _said(note: Note, at: datetime) -> Said:
    if note not in ESTIMATES:
        return Said(_clock(at), note in FROM_OFFICER, str(NOTES[note]))
    minutes = ESTIMATES[note]
    values = {"n": minutes, "time": _clock(at + timedelta(minutes=minutes))}
    return Said(_clock(at), False, _("About %(n)s minutes: around %(time)s.") % values)


def estimate(notes: Iterable[tuple[str, datetime]], zone: ZoneInfo) -> str:
    """The worker's last estimate as a sentence; empty without one."""
    given = [(code, at) for code, at in notes if code in ESTIMATES]
    return said(given[-1:], zone)[0].text if given else ""


def choices(notes: Iterable[Note]) -> tuple[tuple[str, str], ...]:
    """What can be told with one tap: (code, words)."""
    return tuple((str(one), str(NOTES[one])) for one in notes)


def _clock(moment: datetime) -> str:
    return written(moment, "H:i")
