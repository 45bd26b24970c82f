"""What follows an accepted offer in the made-up year: the hand-off, the charge, and the months after."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Any

from thirdoption.demo import care_months, people
from thirdoption.demo.care_months import Life, at_hour
from thirdoption.demo.events import Contact, Mark, Moment, Verb

CASE_MANAGERS = ("case-manager", "case-manager-2", "case-manager-3")
IN_CASELOADS = 43  # about 14 for each case manager at the end of the year
INTAKE_DAYS = 30
_INTAKES = (1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 11, 15, 22)


class Fate(StrEnum):
    """How it goes on; those with a worker's work in them are told in care_months.py."""

    WAITING = "waiting"
    NOBODY = "nobody answered"
    LEFT = "person left"
    CANCELLED = "cancelled"
    MARISOL = "Marisol"
    PENDING = "no intake yet"
    NOT_FOUND = "not found for the intake"
    STAYS = "stays"
    QUIET = "less in touch of late"
    LOST = "lost and found"
    MOVED = "moved"
    SELF_SUPPORTING = "self-supporting"
    STOPPED = "stopped for now"
    DIED = "died"


NOT_HANDED_OVER = frozenset({Fate.WAITING, Fate.NOBODY, Fate.LEFT, Fate.CANCELLED})
LEAVING = {
    Fate.MOVED: "moved",
    Fate.SELF_SUPPORTING: "self_supporting",
    Fate.STOPPED: "stopped_for_now",
    Fate.DIED: "died",
}
_BY_MARK = {
    Mark.MARISOL: Fate.MARISOL,
    Mark.WAITING: Fate.WAITING,
    Mark.TICKET: Fate.PENDING,
    Mark.DUE_SOON: Fate.PENDING,
    Mark.DATE_PASSED: Fate.NOT_FOUND,
}


def follow(rng: Random, said_yes: list[tuple[Contact, datetime]], until: datetime) -> list[Moment]:
    """All that follows the accepted offers."""
    fates = _fates(rng, said_yes, until)
    names = people.names(rng)
    turn = {True: 0, False: 0}
    made: list[Moment] = []
    for contact, yes in said_yes:
        fate = fates[contact.number]
        if fate in NOT_HANDED_OVER:
            made += _not_handed_over(rng, contact, yes, fate)
            continue
        leaves = fate in LEAVING or (fate is Fate.NOT_FOUND and not contact.marks)
        manager = CASE_MANAGERS[0 if fate is Fate.MARISOL else turn[leaves] % len(CASE_MANAGERS)]
        turn[leaves] += fate is not Fate.MARISOL
        made += _handed_over(rng, contact, yes, fate, names.pop(), manager, until)
    return made


def _fates(rng: Random, said_yes: list[tuple[Contact, datetime]], until: datetime) -> dict[int, Fate]:
    fates = {contact.number: Fate.STAYS for contact, _yes in said_yes}
    for contact, _yes in said_yes:
        for mark in contact.marks & set(_BY_MARK):
            fates[contact.number] = _BY_MARK[mark]
    undesigned = [(contact, yes) for contact, yes in said_yes if not contact.marks]
    rng.shuffle(undesigned)
    by_officers = [one for one in undesigned if one[0].facts["door"] == "arrest_diversion"]
    part = min(len(by_officers) / 55, 1)
    soon_over = [Fate.NOBODY, Fate.CANCELLED] + [Fate.LEFT] * round(4 * part)
    soon_over += [Fate.NOT_FOUND] * round(5 * part)
    _deal(fates, by_officers, soon_over, until - timedelta(days=40))
    handed_over = sum(fate not in NOT_HANDED_OVER for fate in fates.values())
    gone = sum(fate is Fate.NOT_FOUND for fate in soon_over) + 1
    kinds = (Fate.SELF_SUPPORTING, Fate.STOPPED, Fate.MOVED, Fate.SELF_SUPPORTING)
    leaving = [kinds[place % len(kinds)] for place in range(max(handed_over - IN_CASELOADS - gone, 0))]
    _deal(fates, by_officers, [Fate.LOST, Fate.DIED, *leaving], until - timedelta(days=100))
    staying = [number for number in fates if fates[number] is Fate.STAYS]
    fates.update(dict.fromkeys(rng.sample(staying, round(7 * part)), Fate.QUIET))
    return fates


def _deal(
    fates: dict[int, Fate], to: list[tuple[Contact, datetime]], hand: list[Fate], before: datetime
) -> None:
    """Give these fates, as far as there are contacts old enough that have none of their own yet."""
    free = [one.number for one, yes in to if yes < before and fates[one.number] is Fate.STAYS]
    fates.update(zip(free, hand, strict=False))


def _not_handed_over(rng: Random, contact: Contact, yes: datetime, fate: Fate) -> Iterator[Moment]:
    number, later = contact.number, timedelta(minutes=1)
    if fate is Fate.NOBODY:
        yield Moment(yes + 35 * later, Verb.END_HANDOFF, number, {"because": "nobody_answered"})
    elif fate is Fate.CANCELLED:
        yield Moment(yes + 6 * later, Verb.END_HANDOFF, number, {"because": "cancelled"})
    elif fate is Fate.LEFT:
        yield Moment(yes + 4 * later, Verb.COME, number)
        yield Moment(yes + 6 * later, Verb.SET_OUT, number)
        yield Moment(yes + 21 * later, Verb.ARRIVE, number)
        yield Moment(yes + 27 * later, Verb.END_HANDOFF, number, {"because": "person_left"})
        yield Moment(yes + 45 * later, Verb.HOME, number)
    if fate is not Fate.WAITING:
        yield _decision(rng, contact, yes, declined=fate is Fate.NOBODY or rng.random() < 0.4)


def _decision(
    rng: Random, contact: Contact, yes: datetime, *, declined: bool, intake: datetime | None = None
) -> Moment:
    """The prosecutor's: soon after an intake that they may know of, otherwise after the deadline."""
    if intake is not None:
        at, why = intake + timedelta(days=rng.randint(2, 9)), "Intake is confirmed."
    elif declined:
        at = yes + timedelta(days=INTAKE_DAYS + rng.randint(1, 6))
        why = "A first contact; the complainant does not ask for more."
    else:
        at = yes + timedelta(days=INTAKE_DAYS + rng.randint(2, 9))
        why = "The time for the intake is over and nothing is confirmed."
    told = {"to": "declined" if declined else "filed", "reason": why}
    return Moment(at_hour(at, 15), Verb.DECIDE, contact.number, told)


def _handed_over(
    rng: Random, contact: Contact, yes: datetime, fate: Fate, name: str, manager: str, until: datetime
) -> list[Moment]:
    number, story = contact.number, fate is Fate.MARISOL
    come = yes + timedelta(minutes=1 if story else rng.randint(1, 6))
    arrive = come + timedelta(minutes=19 if story else rng.randint(7, 24))
    over = arrive + timedelta(minutes=3 if story else rng.randint(3, 9))
    worker = {"worker": "on-call"} if story else {}
    made = [
        Moment(come, Verb.COME, number, worker),
        Moment(come + timedelta(minutes=2), Verb.SET_OUT, number),
        Moment(arrive, Verb.ARRIVE, number),
        Moment(over, Verb.TAKE_OVER, number, _person(rng, over, name, manager, story)),
        Moment(over + timedelta(minutes=20), Verb.HOME, number),
    ]
    if story:
        made.append(
            Moment(yes - timedelta(hours=6), Verb.STAND_IN, number, {"worker": "on-call", "hours": 14})
        )
    charged = contact.facts["door"] == "arrest_diversion"  # otherwise there is nothing to tell the prosecutor
    signs = story or (charged and rng.random() < 0.84)
    if signs:
        made.append(Moment(over + timedelta(minutes=rng.randint(4, 9)), Verb.SIGN, number))
    life = Life(number, over, manager, until, "es" if made[3].told["language"] == "es" else "en", contact)
    life.intake_at = _intake(rng, contact, over, fate, until)
    taken_back = fate in (Fate.LOST, Fate.DIED) and signs
    if taken_back and life.intake_at:
        made.append(Moment(life.intake_at + timedelta(hours=1), Verb.WITHDRAW, number))
    knows = life.intake_at if signs and not taken_back else None
    if charged and not contact.marks:
        declined = knows is not None or rng.random() < 0.5
        made.append(_decision(rng, contact, yes, declined=declined, intake=knows))
    return made + care_months.told(rng, life, fate, LEAVING.get(fate, ""))


def _person(rng: Random, over: datetime, name: str, manager: str, story: bool) -> dict[str, Any]:
    spanish = not story and rng.random() < 0.13
    return {
        "name": "Marisol Quintavera" if story else name,
        "date_of_birth": people.born(rng, over.date()) if story or rng.random() < 0.8 else None,
        "where_to_find": "Her sister's on Canal Road, after six" if story else rng.choice(people.WHERE),
        "language": "es" if spanish else "en",
        "case_manager": manager,
    }


def _intake(rng: Random, contact: Contact, over: datetime, fate: Fate, until: datetime) -> datetime | None:
    """When the intake is done; soon for those of the last weeks, so that only a few are due."""
    if fate in (Fate.PENDING, Fate.NOT_FOUND):
        return None
    days = 6 if fate is Fate.MARISOL else rng.choice(_INTAKES)
    if over > until - timedelta(days=50):
        days = min(days, 7)
    at = at_hour(over + timedelta(days=days), rng.randint(9, 16))
    return at if at < until else None


def marked(contacts: Iterable[Contact], moments: Iterable[Moment]) -> Iterator[Contact]:
    """The contacts with the marks of what happens to them."""
    seen: dict[int, set[Mark]] = {}
    verbs: dict[int, set[Verb]] = {}
    for one in moments:
        verbs.setdefault(one.contact, set()).add(one.verb)
        for (verb, key, value), mark in _TOLD.items():
            if one.verb is verb and one.told.get(key) == value:
                seen.setdefault(one.contact, set()).add(mark)
    for contact in contacts:
        marks = set(contact.marks) | seen.get(contact.number, set())
        did = verbs.get(contact.number, set())
        if Verb.WITHDRAW in did:
            marks.add(Mark.RELEASE_WITHDRAWN)
        charged = contact.facts["door"] == "arrest_diversion"
        if charged and Verb.TAKE_OVER in did and Verb.SIGN not in did:
            marks.add(Mark.RELEASE_DECLINED)
        if contact.facts["complainant"] == "declined":
            marks.add(Mark.COMPLAINANT_SAID_NO)
        if contact.facts["conduct"] == "something_else":
            marks.add(Mark.SOMETHING_ELSE)
        yield replace(contact, marks=frozenset(marks))


_TOLD = {
    (Verb.DO_NOT_OFFER, "ending", "walked_away"): Mark.WALKED_AWAY,
    (Verb.END_HANDOFF, "because", "nobody_answered"): Mark.NOBODY_ANSWERED,
    (Verb.DECIDE, "to", "declined"): Mark.CHARGE_DECLINED,
    (Verb.ENGAGE, "to", "died"): Mark.DIED,
    (Verb.NOTE, "found", True): Mark.LOST_AND_FOUND,
}
