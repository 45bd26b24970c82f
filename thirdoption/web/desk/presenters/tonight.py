"""Where to go tonight: what is open now for a bed, food, warmth, naloxone and a ride, as of when."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thirdoption.program.services.queries import TONIGHT, TonightRow
from thirdoption.program.services.rules import AVAILABLE_LABELS, NEED_LABELS, Known, folded
from thirdoption.program.services.rules.hours import Now, Opening, opening
from thirdoption.program.services.rules.room import current
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.kit.dates import written

MOST = 3
"""How many places are shown for one need: somebody is standing at a curb."""


@dataclass(frozen=True)
class Place:
    """One place: where, its number, until when it is open, whether there is room, and as of when."""

    name: str
    what: str
    address: str
    phone: str
    state: str
    tone: str
    room: str
    as_of: str


@dataclass(frozen=True)
class Tonight:
    """What may be needed, and the places that are open for it, then those that have not said."""

    need: str
    places: tuple[Place, ...]


def tonight(rows: Iterable[TonightRow], place: str, clock: Clock) -> list[Tonight]:
    """For each need what is open now: on the contact's own street first, where there was room first.

    What is closed is left out. What has not said its hours is shown after what is open, and says so.
    """
    said = [current(row, clock.at) for row in rows]
    known = [(row, opening(row.hours, at=clock.at, zone=clock.zone)) for row in said]
    there = [(row, now) for row, now in known if now.state != Opening.CLOSED]
    near = _words(place)

    def order(pair: tuple[TonightRow, Now]) -> tuple[bool, bool, bool, int, str]:
        row, now = pair
        shared = len(near & _words(row.address))
        full = row.available == Known.NO
        return (now.state != Opening.OPEN, full, row.available != Known.YES, -shared, row.name)

    ordered = sorted(there, key=order)
    return [
        Tonight(
            _(NEED_LABELS[need]),
            tuple(_place(*pair, clock) for pair in [one for one in ordered if need in one[0].needs][:MOST]),
        )
        for need in TONIGHT
    ]


def _words(text: str) -> set[str]:
    """The words of an address by which two are near: no numbers, no "street"."""
    found = set(re.findall(r"[a-z]{3,}", folded(text)))
    return found - {"street", "avenue", "road", "the", "and", "corner"}


def _place(row: TonightRow, now: Now, clock: Clock) -> Place:
    state, tone = opening_words(now, clock)
    room = _(AVAILABLE_LABELS[row.available]) if row.available_as_of else ""
    if row.available_as_of:
        as_of = _("As of %(when)s") % {"when": clock.moment(row.available_as_of)}
    else:
        as_of = _("As of %(when)s") % {"when": clock.day(row.source_as_of)}
    return Place(row.name, row.description, row.address, row.phone, state, tone, room, as_of)


def opening_words(now: Now, clock: Clock) -> tuple[str, str]:
    """Whether it is open, in words, and the tone of the `status` tag."""
    if now.state == Opening.UNKNOWN:
        return _("Hours not known: call first"), "waiting"
    if now.until is None:
        return _("Open around the clock"), "good"
    time = written(now.until.astimezone(clock.zone), "TIME_FORMAT")
    return _("Open until %(time)s") % {"time": time}, "good"
