"""The months of care in the made-up year: intake, goals, contacts, providers, being in touch."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from thirdoption.demo import people
from thirdoption.demo.events import Contact, Mark, Moment, Verb

_ZONE = ZoneInfo("America/New_York")
_HOW = {"in_person": 6, "phone": 3, "text": 2}
_DAY = timedelta(days=1)
_QUIET = "Last seen at the kitchen; the phone rings and nobody answers"
_NOT_THERE = "Not at the shelter, nor where they said they stay"
_FEWEST_DAYS = 40
"""So long at least somebody is with the program before they go on without it."""


@dataclass
class Life:
    """One person's time with the program, as far as the plan needs it."""

    number: int
    begins: datetime
    manager: str
    until: datetime
    language: str
    contact: Contact
    intake_at: datetime | None = None


def at_hour(at: datetime, hour: int) -> datetime:
    """That day at an hour of the place's clock."""
    day = at.astimezone(_ZONE).date()
    return datetime.combine(day, time(hour, at.minute), _ZONE).astimezone(UTC)


def told(rng: Random, life: Life, fate: str, leaving: str) -> list[Moment]:
    """All that happens to a person after the hand-off, by how it goes on with them."""
    if life.intake_at is None:
        return list(_no_intake(rng, life, fate))
    made = list(_intake(rng, life))
    if fate == "Marisol":
        return [*made, *_marisol(life)]
    end, quiet = life.until, life.until
    if leaving:
        span = max((life.until - life.intake_at).days - 8, _FEWEST_DAYS + 1)
        end = quiet = life.intake_at + rng.randint(_FEWEST_DAYS, span) * _DAY
        made += _leave(rng, life, leaving, end)
    elif fate == "less in touch of late":
        quiet = life.until - rng.randint(6, 27) * _DAY
        to = rng.choice(("less_engaged", "less_engaged", "looking_for"))
        made.append(Moment(at_hour(quiet, 12), Verb.ENGAGE, life.number, {"to": to, "note": _QUIET}))
    elif fate == "lost and found":
        end = life.intake_at + 30 * _DAY
        made += _lost_and_found(rng, life, end)
    made += _notes(rng, life, life.intake_at, end, quiet)
    made += _connections(rng, life, end)
    return made


def _no_intake(rng: Random, life: Life, fate: str) -> Iterator[Moment]:
    """Somebody who was met and has not come to an intake: looked for, and always welcome."""
    yield _note(rng, life, life.begins + 2 * _DAY, made=False)
    yield _note(rng, life, life.begins + 6 * _DAY, made=False)
    if fate == "not found for the intake":
        yield _note(rng, life, life.begins + 15 * _DAY, made=False)
        told = {"to": "looking_for", "note": _NOT_THERE}
        yield Moment(at_hour(life.begins + 16 * _DAY, 13), Verb.ENGAGE, life.number, told)
        if Mark.DATE_PASSED not in life.contact.marks:
            yield Moment(at_hour(life.begins + 45 * _DAY, 13), Verb.LEAVE, life.number)


def _intake(rng: Random, life: Life) -> Iterator[Moment]:
    at = life.intake_at or life.begins
    needs = people.some(rng, list(people.NEEDS_AND_ASKS), 1, 4)
    words = rng.choice(people.WORDS)
    if Mark.MARISOL in life.contact.marks:
        needs = ["housing", "food", "benefits"]
        words = "She and her son, eight months, sleep on her sister's couch. The formula was for him."
    yield Moment(at, Verb.INTAKE, life.number, {"needs": needs, "words": words, **_race(rng, life)})
    goals: tuple[str, ...] = people.GOALS_ES if life.language == "es" else people.GOALS
    if Mark.MARISOL in life.contact.marks:
        goals = ("A place where my son can sleep",)
    for place, goal in enumerate(people.some(rng, goals, 1, min(2, len(goals)))):
        goal_at = at + timedelta(minutes=30) + place * rng.randint(20, 60) * _DAY
        yield Moment(goal_at, Verb.GOAL, life.number, {"words": goal})


def _race(rng: Random, life: Life) -> dict[str, Any]:
    """What the person says of themselves: mostly, not always, what the officer thought."""
    drawn = rng.random()
    if drawn < 0.05:
        return {"race": [], "asked": "declined"}
    seen = life.contact.perceived_race
    if seen == "unknown" or drawn < 0.10:
        seen = rng.choice(("white", "black_or_african_american", "hispanic_or_latino"))
    both = [seen, "hispanic_or_latino"] if 0.10 <= drawn < 0.14 and seen != "hispanic_or_latino" else [seen]
    return {"race": both, "asked": "answered"}


def _notes(rng: Random, life: Life, start: datetime, end: datetime, quiet: datetime) -> Iterator[Moment]:
    """Contacts every week or two; in a quiet time only tries."""
    at = start + rng.randint(2, 6) * _DAY
    while at < end:
        yield _note(rng, life, at, made=at < quiet - _DAY and rng.random() < 0.82)
        at += rng.randint(6, 15) * _DAY


def _note(rng: Random, life: Life, at: datetime, *, made: bool, found: bool = False) -> Moment:
    how = rng.choices(list(_HOW), list(_HOW.values()))[0]
    told = {
        "kind": "made" if made else "tried",
        "how": how,
        "minutes": rng.choice((15, 20, 30, 45, 60)) if made and how != "text" else None,
        "line": rng.choice(people.MADE if made else people.TRIED),
        "sensitive": "Asked that this stays between us." if made and rng.random() < 0.04 else "",
        "found": found,
    }
    return Moment(at_hour(at, rng.randint(9, 17)), Verb.NOTE, life.number, told)


def _lost_and_found(rng: Random, life: Life, at: datetime) -> Iterator[Moment]:
    told = {"to": "looking_for", "note": "The phone is off, the bed at the cousin's is empty"}
    yield Moment(at_hour(at + _DAY, 12), Verb.ENGAGE, life.number, told)
    for days in (3, 7, 12):
        yield _note(rng, life, at + days * _DAY, made=False)
    yield _note(rng, life, at + 19 * _DAY, made=True, found=True)
    yield from _notes(rng, life, at + 20 * _DAY, life.until, life.until)


def _leave(rng: Random, life: Life, to: str, at: datetime) -> Iterator[Moment]:
    note = {
        "moved": "Moved to family; knows the number",
        "self_supporting": "Calls us when there is something",
        "stopped_for_now": "Wants a pause; the door is open",
        "died": "The family told us",
    }[to]
    yield Moment(at_hour(at, 18), Verb.ENGAGE, life.number, {"to": to, "note": note})
    yield Moment(at_hour(at + rng.randint(1, 5) * _DAY, 18), Verb.LEAVE, life.number)


def _connections(rng: Random, life: Life, end: datetime) -> Iterator[Moment]:
    """To a provider or two, for what the person named first; the provider answers in days."""
    for place in range(rng.choice((0, 1, 1, 1, 2))):
        need = rng.choice(list(people.NEEDS_AND_ASKS))
        at = at_hour((life.intake_at or life.begins) + (rng.randint(1, 12) + 30 * place) * _DAY, 11)
        if at + 20 * _DAY >= end:
            return
        directory, asks = people.NEEDS_AND_ASKS[need]
        told = {"need": directory, "asks": asks, "pick": rng.randrange(1000)}
        yield Moment(at, Verb.CONNECT, life.number, told)
        answer = rng.choice(("accepted",) * 7 + ("rejected", "requested"))
        if answer == "requested":
            return  # no answer yet, and one thing at a time
        at = at_hour(at + rng.randint(1, 4) * _DAY, 14)
        yield Moment(at, Verb.ANSWER, life.number, {"to": answer, "note": ""})
        if answer == "accepted" and rng.random() < 0.6:
            yield Moment(at + 12 * _DAY, Verb.ANSWER, life.number, {"to": "completed", "note": ""})


def _marisol(life: Life) -> Iterator[Moment]:
    """Her weeks: a contact, and a bed for her and her son (walkthrough of the demo)."""
    at = life.intake_at or life.begins
    made = {"kind": "made", "how": "in_person", "minutes": 40, "sensitive": "", "found": False}
    line = "Met at the kitchen; her son slept through it"
    yield Moment(at_hour(at + 2 * _DAY, 12), Verb.NOTE, life.number, {**made, "line": line})
    told = {"provider": "Invented Harbor Shelter", "asks": "A family room for her and her son"}
    yield Moment(at_hour(at + 3 * _DAY, 9), Verb.CONNECT, life.number, told)
    yield Moment(at_hour(at + 3 * _DAY, 14), Verb.ANSWER, life.number, {"to": "accepted", "note": "Room 4"})
    line = "Moved in together; the key fits"
    yield Moment(at_hour(at + 6 * _DAY, 16), Verb.NOTE, life.number, {**made, "line": line})
