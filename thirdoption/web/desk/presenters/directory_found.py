"""Services as they were found: how far, until when they are open, what is spoken; and one of them whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from thirdoption.program.services.queries import Listing
from thirdoption.program.services.queries.placed import Details
from thirdoption.program.services.rules import Known
from thirdoption.program.services.rules.hours import DAYS, Hours, Opening, opening
from thirdoption.program.services.rules.room import current
from thirdoption.web.desk.presenters.directory import ServiceLine, line
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.tonight import opening_words
from thirdoption.web.kit.dates import written

_MONDAY = datetime(2024, 1, 1)


@dataclass(frozen=True)
class Facts:
    """What a search knows of all its services: when they are open, how far they are."""

    hours: Mapping[UUID, Sequence[Hours]]
    miles: Mapping[UUID, float]


@dataclass(frozen=True)
class FoundLine:
    """One service of a search."""

    service: ServiceLine
    away: str
    opens: str
    opens_tone: str
    hours: tuple[tuple[str, str], ...]
    spoken: str


def kept(found: Iterable[Listing], facts: Facts, asked: Mapping[str, Any], clock: Clock) -> list[Listing]:
    """What answers to filters beyond the tables: open now, with room, in a language; nearest first."""
    left = [
        one
        for one in (current(one, clock.at) for one in found)
        if (not asked.get("room") or one.available is Known.YES)
        and (not asked.get("language") or asked["language"] in one.languages)
        and (
            not asked.get("open")
            or opening(facts.hours.get(one.id, ()), at=clock.at, zone=clock.zone).state is Opening.OPEN
        )
    ]
    if facts.miles:
        left.sort(key=lambda one: facts.miles.get(one.id, float("inf")))
    return left


def found_line(listing: Listing, facts: Facts, clock: Clock) -> FoundLine:
    """A service with what was found of it."""
    hours = facts.hours.get(listing.id, ())
    now = opening(hours, at=clock.at, zone=clock.zone)
    opens = _("Closed now") if now.state is Opening.CLOSED else opening_words(now, clock)[0]
    return FoundLine(
        service=line(listing, clock),
        away=_away(facts.miles.get(listing.id)),
        opens=opens,
        opens_tone="good" if now.state is Opening.OPEN else "quiet",
        hours=week(hours),
        spoken=", ".join(_(name) for name in listing.languages),
    )


def _away(miles: float | None) -> str:
    if miles is None:
        return ""
    if miles < 0.1:
        return _("right there")
    return _("about %(miles)s miles away") % {"miles": f"{miles:.1f}" if miles < 10 else f"{miles:.0f}"}


def week(hours: Iterable[Hours]) -> tuple[tuple[str, str], ...]:
    """Days with their hours, as a person reads them."""
    return tuple(
        (_days(one), _times(one.opens, one.closes)) for one in sorted(hours, key=lambda one: one.opens)
    )


def _days(one: Hours) -> str:
    places = [DAYS.index(day) for day in DAYS if day in one.days]
    if len(places) == len(DAYS):
        return _("Every day")
    names = [written(_MONDAY.replace(day=1 + place), "l") for place in places]
    if len(places) > 2 and places == list(range(places[0], places[-1] + 1)):
        return _("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    return ", ".join(names)


def _times(opens: time, closes: time) -> str:
    if opens == closes:
        return _("around the clock")
    ends = [written(datetime.combine(_MONDAY, one), "TIME_FORMAT") for one in (opens, closes)]
    return _("%(opens)s to %(closes)s") % {"opens": ends[0], "closes": ends[1]}


def facts_of(found: FoundLine, details: Details) -> list[tuple[str, str]]:
    """What one should know before one goes; what the source does not say is left out."""
    low, high = details.ages
    ages = _("%(low)s to %(high)s") % {"low": low or 0, "high": high if high is not None else "–"}
    told = [
        (_("Hours"), "; ".join(f"{days}: {times}" for days, times in found.hours)),
        (_("Languages"), found.spoken),
        (_("Who it is for"), details.eligibility),
        (_("Ages"), ages if details.ages != (None, None) else ""),
        (_("How to begin"), details.application),
        (_("What it costs"), details.fees),
        (_("E-mail"), details.email),
        (_("Website"), details.url),
        (_("Told by"), _("the made-up directory") if details.source == "made-up" else details.source),
    ]
    return [(label, text) for label, text in told if text]
