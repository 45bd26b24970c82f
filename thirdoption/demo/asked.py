"""What the community asks in the made-up year, as a plan: apart, so that nothing else of the year moves."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from thirdoption.demo.events import Moment, Verb

ZONE = ZoneInfo("America/New_York")
EVERY_DAYS = (9, 20)
LOOKERS = ("on-call", "case-manager", "case-manager-2", "case-manager-3")
_NAMES = ("Hesper Mossgrove", "Odette Larkenshaw", "Teodoro Torrealta")


def plan(*, seed: int, until: datetime, start: date) -> list[Moment]:
    """All that the community asks, and what comes of it; one waits at the end, whatever the seed."""
    rng = Random(f"{seed} {until.astimezone(ZONE).date()} asked")
    made: list[Moment] = []
    day, number = start + timedelta(days=rng.randint(1, EVERY_DAYS[0])), 0
    while day < until.astimezone(ZONE).date() - timedelta(days=3):
        at = datetime.combine(day, time(rng.randint(7, 20), rng.randint(0, 59)), ZONE)
        made += _followed(rng, number, at)
        day, number = day + timedelta(days=rng.randint(*EVERY_DAYS)), number + 1
    latest = datetime.combine(until.astimezone(ZONE).date() - timedelta(days=1), time(17, 12), ZONE)
    made += [_ask(number, latest), _ask(number + 1, until - timedelta(minutes=50))]
    return [one for one in made if one.at <= until]


def _ask(number: int, at: datetime) -> Moment:
    return Moment(at, Verb.ASK, 0, {"asked": number})


def _followed(rng: Random, number: int, at: datetime) -> Iterator[Moment]:
    """Somebody takes it within hours, looks once or twice, and it ends in one of four ways."""
    yield _ask(number, at)
    told = {"asked": number, "worker": rng.choice(LOOKERS)}
    at += timedelta(hours=rng.randint(1, 16))
    yield Moment(at, Verb.TAKE_ASKED, 0, told)
    if rng.random() < 0.5:
        at += timedelta(hours=rng.randint(2, 20))
        yield Moment(
            at, Verb.SAY_ASKED, 0, {**told, "to": "not_found_yet", "note": "Nobody there; tried at noon"}
        )
    ends = rng.choice(("not_now", "helped", "not_found", "met"))
    name = _NAMES[number // 5] if number % 5 == 1 and number // 5 < len(_NAMES) else ""
    ends = "met" if name else ends
    at += timedelta(hours=rng.randint(3, 30))
    if ends != "not_found":
        yield Moment(at, Verb.SAY_ASKED, 0, {**told, "to": "met", "note": ""})
        at += timedelta(minutes=rng.randint(20, 90))
    if name:
        yield Moment(at, Verb.JOIN_ASKED, 0, {**told, "name": name})
    elif ends != "met":
        yield Moment(at, Verb.CLOSE_ASKED, 0, {**told, "because": ends})
