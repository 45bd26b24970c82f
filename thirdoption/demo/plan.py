"""The plan of the made-up year: pure, and the same for the same seed and end.

Four whole quarters and the running one up to `until`. `lives.py` says what follows an accepted offer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from thirdoption.demo import asked, lives, people
from thirdoption.demo.events import Contact, Mark, Moment, Verb, Year
from thirdoption.demo.kinds import (
    DRIVERS,
    FALL,
    KINDS,
    OTHERS,
    RACES,
    USUAL_DRIVERS,
    WITH_COMPLAINANT,
    shares,
)

ZONE = ZoneInfo("America/New_York")
QUARTER_DAYS = 91
OFFICERS = {"officer": 26, "officer-2": 22, "officer-5": 8, "sergeant": 4, "officer-3": 22, "officer-4": 18}
BEATS = {"officer-3": "campus", "officer-4": "ferry"}
LAPSED = "officer-5"
LAPSED_DAYS = 20  # so long ago the training of officer-5 ran out (demo/place.py)
MARISOL_NUMBER = "26-00417-X"
_WEEK = (9, 8, 9, 10, 13, 14, 11)
_HOURS = (9, 6, 3, 1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 10, 11, 10, 9, 9, 10, 11, 12, 11)

# What is put at a day of its own: (kind, mark, days before the end, local time, officer).
_PUT: tuple[tuple[str, Mark, int, time, str], ...] = (
    ("accepted", Mark.MARISOL, 16, time(23, 41), "officer"),
    ("accepted", Mark.TICKET, 4, time(15, 20), "officer-4"),
    ("accepted", Mark.DUE_SOON, 28, time(17, 5), "officer-2"),
    ("accepted", Mark.DUE_SOON, 25, time(11, 40), "officer-3"),
    ("accepted", Mark.DUE_SOON, 21, time(20, 15), "officer"),
    ("accepted", Mark.DATE_PASSED, 35, time(14, 30), "officer-4"),
    ("untrained", Mark.TRAINING_LAPSED, 12, time(16, 45), LAPSED),
    ("untrained", Mark.TRAINING_LAPSED, 6, time(21, 10), LAPSED),
)


@dataclass
class _Draft:
    """A contact before it is written down."""

    kind: str
    segment: int
    race: str
    at: datetime | None = None
    officer: str = ""
    marks: set[Mark] = field(default_factory=set)


@dataclass(frozen=True)
class Segment:
    """A stretch of days, and what share of the four quarters' numbers falls into it."""

    start: date
    end: date
    share: float

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


def plan(*, seed: int, until: datetime, since: date | None = None) -> Year:
    """The made-up year that ends at `until`; with `since` only its last part, for a small one."""
    rng = Random(f"{seed} {until.astimezone(ZONE).date()}")
    quarters = ended_quarters(until)
    segments = _segments(quarters, until, since)
    drafts = _drafts(rng, segments)
    _put(drafts, rng, segments, until)
    for draft in drafts:
        draft.at = draft.at or _some_time(rng, segments[draft.segment], until)
        draft.officer = draft.officer or _some_officer(rng, draft.at, until)
    drafts.sort(key=lambda draft: (draft.at, draft.kind))
    contacts = list(_contacts(rng, drafts))
    moments = [*_first_steps(rng, drafts, contacts, until)]
    said_yes = {one.contact: one.at for one in moments if one.verb is Verb.SAY_YES}
    moments += lives.follow(rng, [(one, said_yes[one.number]) for one in contacts if one.accepted], until)
    moments += _office(quarters, segments[0].start, until)
    moments += asked.plan(seed=seed, until=until, start=segments[0].start)
    moments = sorted((one for one in moments if one.at <= until), key=lambda one: one.at)
    return Year(
        seed,
        until,
        segments[0].start,
        tuple(quarters),
        tuple(lives.marked(contacts, moments)),
        tuple(moments),
    )


def ended_quarters(until: datetime) -> list[tuple[int, int]]:
    """The last four quarters that were over an hour ago, oldest first."""
    today = (until - timedelta(hours=1)).astimezone(ZONE).date()
    running = today.year * 4 + (today.month - 1) // 3
    return [divmod(number, 4) for number in range(running - 4, running)]


def first_day(quarter: tuple[int, int]) -> date:
    """The first day of a quarter given as (year, 0 to 3)."""
    return date(quarter[0], quarter[1] * 3 + 1, 1)


def _next(quarter: tuple[int, int]) -> tuple[int, int]:
    return divmod(quarter[0] * 4 + quarter[1] + 1, 4)


def _segments(quarters: list[tuple[int, int]], until: datetime, since: date | None) -> list[Segment]:
    today = until.astimezone(ZONE).date()
    made = []
    for quarter, weight in zip([*quarters, _next(quarters[-1])], [*FALL, FALL[-1]], strict=True):
        start, end = first_day(quarter), first_day(_next(quarter)) - timedelta(days=1)
        whole = (end - start).days + 1
        start, end = max(start, since or start), min(end, today)
        if start <= end:
            days = (end - start).days + 1
            made.append(Segment(start, end, weight * (1 if days == whole else days / QUARTER_DAYS)))
    return made


def _drafts(rng: Random, segments: list[Segment]) -> list[_Draft]:
    """Each kind's number, shared over the segments; its races, shuffled and dealt."""
    made = []
    for name, kind in KINDS.items():
        hand = [race for race, number in zip(RACES, kind.races, strict=True) for _ in range(number)]
        rng.shuffle(hand)
        full = [segment.share for segment in segments]
        numbers = (
            shares(round(kind.total * min(sum(full), 1)), tuple(full))
            if sum(full) <= 1
            else [*shares(kind.total, tuple(full[:-1])), round(kind.total * full[-1])]
        )
        for place, number in enumerate(numbers):
            for _ in range(number):
                race = hand.pop() if hand else rng.choices(RACES, kind.races)[0]
                made.append(_Draft(name, place, race))
    return made


def _put(drafts: list[_Draft], rng: Random, segments: list[Segment], until: datetime) -> None:
    """Give what is there by design its day: one of the same kind and quarter moves, or one is added."""
    today = until.astimezone(ZONE).date()
    wanted = [
        (kind, mark, datetime.combine(today - timedelta(days=back), at, ZONE).astimezone(UTC), officer)
        for kind, mark, back, at, officer in _PUT
    ]
    wanted.append(("accepted", Mark.WAITING, until - timedelta(minutes=11), "officer-2"))
    for kind, mark, at, officer in wanted:
        day = at.astimezone(ZONE).date()
        place = next((n for n, one in enumerate(segments) if one.start <= day <= one.end), None)
        if place is None:
            continue
        free = (one for one in drafts if (one.kind, one.segment, one.at) == (kind, place, None))
        draft = next(free, None)
        if draft is None:
            draft = _Draft(kind, place, rng.choices(RACES[:3], (5, 3, 2))[0])
            drafts.append(draft)
        draft.at, draft.officer = at, officer
        draft.marks.add(mark)


def _some_time(rng: Random, segment: Segment, until: datetime) -> datetime:
    """A moment of the segment by the weekly and daily pattern, a day or more before the end."""
    days = [segment.start + timedelta(days=number) for number in range(segment.days)]
    weights = [_WEEK[day.weekday()] for day in days]
    for _ in range(200):
        day = rng.choices(days, weights)[0]
        at = time(rng.choices(range(24), _HOURS)[0], rng.randrange(60))
        found = datetime.combine(day, at, ZONE).astimezone(UTC)
        if found < until - timedelta(days=1):
            return found
    return until - timedelta(hours=rng.uniform(2, 20))


def _some_officer(rng: Random, at: datetime, until: datetime) -> str:
    able = dict(OFFICERS)
    if at > until - timedelta(days=LAPSED_DAYS + 2):
        able.pop(LAPSED)
    return rng.choices(list(able), list(able.values()))[0]


def _contacts(rng: Random, drafts: Iterable[_Draft]) -> Iterator[Contact]:
    running: dict[int, int] = {}
    for number, draft in enumerate(drafts, start=1):
        at = draft.at or datetime.min
        year = at.astimezone(ZONE).year % 100
        running[year] = running.get(year, 500) + rng.randint(4, 60)
        incident = MARISOL_NUMBER if Mark.MARISOL in draft.marks else f"{year:02}-{running[year]:05}-X"
        race = rng.choice(OTHERS) if draft.race == "another" else draft.race
        yield Contact(
            number=number,
            occurred_at=at,
            officer=draft.officer,
            facts=_facts(rng, draft, incident),
            perceived_race="white" if Mark.MARISOL in draft.marks and race == "unknown" else race,
            accepted=draft.kind in ("accepted", "social"),
            marks=frozenset(draft.marks),
        )


def _facts(rng: Random, draft: _Draft, incident: str) -> dict[str, Any]:
    kind = KINDS[draft.kind]
    if Mark.MARISOL in draft.marks:
        conduct, place = "shoplifting", people.PLACES["police"][0]
    elif Mark.TICKET in draft.marks:
        conduct, place = "fare_evasion", people.PLACES["ferry"][0]
    else:
        conduct = rng.choices(list(kind.conducts), list(kind.conducts.values()))[0]
        place = rng.choice(people.PLACES[BEATS.get(draft.officer, "police")])
    social = kind.facts.get("door") == "social_contact"
    facts = {
        "place": place,
        "incident_number": incident,
        "conduct": conduct,
        "door": "arrest_diversion",
        "drivers": rng.choice(DRIVERS.get(conduct, USUAL_DRIVERS)),
        "complainant": None if social else "agreed" if conduct in WITH_COMPLAINANT else "none_present",
        "age": "18_or_over",
        "family_offense": "no",
        **kind.facts,
    }
    if Mark.MARISOL in draft.marks:
        facts |= {"drivers": ["poverty"], "what_happened": "Baby formula, two cans"}
    if conduct == "something_else":
        facts["what_happened"] = rng.choice(people.SOMETHING_ELSE)
    return facts


def _first_steps(
    rng: Random, drafts: list[_Draft], contacts: list[Contact], until: datetime
) -> Iterator[Moment]:
    """What the officer does: record, then the offer and the answer, or no offer and why."""
    endings = {name: _dealt(rng, name, drafts) for name, kind in KINDS.items() if kind.endings}
    for draft, contact in zip(drafts, contacts, strict=True):
        exact = draft.marks & {Mark.MARISOL, Mark.WAITING}
        at = contact.occurred_at + timedelta(minutes=0 if exact else rng.randint(2, 9))
        yield Moment(at, Verb.RECORD, contact.number)
        at += timedelta(minutes=1 if exact else rng.randint(1, 6))
        if contact.accepted:
            yield Moment(at, Verb.SAY_YES, contact.number, _set_aside(rng, draft, until))
            continue  # what follows is told in lives.py
        ending = endings[draft.kind].pop()
        if draft.kind == "said_no":
            yield Moment(at, Verb.SAY_NO, contact.number)
            at += timedelta(minutes=rng.randint(5, 40))
            yield Moment(at, Verb.SAY_ENDING, contact.number, {"ending": ending})
        else:
            told = {"reason": KINDS[draft.kind].reason, "ending": ending}
            yield Moment(at, Verb.DO_NOT_OFFER, contact.number, told)


def _set_aside(rng: Random, draft: _Draft, until: datetime) -> dict[str, Any]:
    """What the officer set aside, and a ticket's return date."""
    if Mark.TICKET in draft.marks:
        return {"set_aside": "ticket", "returnable_on": until.astimezone(ZONE).date() + timedelta(days=18)}
    if draft.marks or draft.at is None or rng.random() > 0.2:
        return {"set_aside": "custodial_arrest", "returnable_on": None}
    back = draft.at.astimezone(ZONE).date() + timedelta(days=rng.randint(32, 50))
    return {"set_aside": "ticket", "returnable_on": back}


def _dealt(rng: Random, name: str, drafts: list[_Draft]) -> list[str]:
    """The endings of a kind, shared by their weights, in a shuffled order."""
    endings = KINDS[name].endings
    number = sum(draft.kind == name for draft in drafts)
    hand = [
        ending
        for ending, times in zip(endings, shares(number, tuple(endings.values())), strict=True)
        for _ in range(times)
    ]
    rng.shuffle(hand)
    return hand


def _office(quarters: list[tuple[int, int]], start: date, until: datetime) -> Iterator[Moment]:
    """Reports of the quarters that are over, and the trail sealed on the first of each month."""
    for quarter in quarters:
        if first_day(quarter) < start:
            continue
        over = datetime.combine(first_day(_next(quarter)), time(10), ZONE).astimezone(UTC)
        told = {"year": quarter[0], "number": quarter[1] + 1}
        built = min(over + timedelta(days=9), until - timedelta(minutes=40))
        released = min(over + timedelta(days=12, hours=4), until - timedelta(minutes=20))
        yield Moment(built, Verb.BUILD, 0, told)
        yield Moment(released, Verb.RELEASE, 0, told)
    month = start
    while month <= until.date():
        month = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
        yield Moment(datetime.combine(month, time(6), UTC), Verb.SEAL, 0)
