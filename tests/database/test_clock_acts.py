"""In the database a date of a charge moves by a recorded act alone: in random worlds, and against raw SQL."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from tests.database.test_grants import KEYS, add, attempt
from tests.factories import charges, walk
from tests.factories.fixtures import World
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters import actions
from thirdoption.program.matters.models import DateChange, Matter
from thirdoption.program.matters.queries import count_of
from thirdoption.program.matters.rules import OF_TICKET, Change, State, deadline
from thirdoption.program.sites.queries import policy_of

DENIED, REFUSED = "42501", "23505"
DATES = ("deadline_on", "returnable_on", "held_on", "incident_on", "file_by", "void_on", "changes")
PURPOSES = ("referral", "care", "charge decision", "program operation", "audit", "refer")
COUNTS = [("calendar_days", "stays"), ("calendar_days", "next_court_day"), ("court_days", "stays")]
ACTS = ("pause", "extend", "close", "wait")


def dates(world: World, referral: Any) -> tuple[Any, ...]:
    with world.acting("liaison"):
        return Matter.objects.filter(referral=referral.pk).values_list(*DATES).get()


@pytest.mark.parametrize("key", KEYS)
def test_no_role_moves_a_date_by_raw_sql(world: World, key: str) -> None:
    """R-52: not with the role's own purpose, and not with any other; those whose it is move it by a row."""
    referral, _person = walk.handed_over(world)
    before = dates(world, referral)
    with world.acting("liaison"):
        matter = charges.of(referral).pk
    world.pass_time(days=1)
    for purpose in (None, *PURPOSES):
        with world.acting(key, purpose) as by:
            for column in DATES:
                assert attempt(f"UPDATE matters_matter SET {column} = {column}")[0] == DENIED, column
            for table in ("matters_datechange", "matters_datereason", "matters_matter"):
                assert attempt(f"DELETE FROM {table}")[0] == DENIED, table
            assert attempt("UPDATE matters_datechange SET becomes = becomes")[0] == DENIED
            mine = {"worker": by.worker, "organization": by.organization, "site_id": by.site}
            row = {**mine, "referral_id": referral.pk, "number": 1, "at": world.at}
            row["thing_id"] = matter
            let = [kind for kind in Change if moves(row, kind, before[0] + timedelta(days=5)) == "rows"]
            assert let == theirs(key, purpose or by.purpose), (purpose, let)
            earlier = [moves(row, kind, before[0] - timedelta(days=1)) for kind in set(Change) - OF_TICKET]
            assert set(earlier) <= {DENIED, REFUSED}, "never to an earlier day"
            skipped = [moves({**row, "number": 2}, kind, before[0] + timedelta(days=5)) for kind in Change]
            assert set(skipped) <= {DENIED, REFUSED}
            somebody = {**row, "worker": world.workers["trainer"].pk}
            assert {moves(somebody, kind, before[0]) for kind in Change} <= {DENIED, REFUSED}
    assert dates(world, referral) == before


def moves(row: dict[str, Any], kind: Change, becomes: date) -> str:
    """What the database answers to a change of this kind."""
    return str(add("matters_datechange", **row, kind=kind, becomes=becomes)[0])


def theirs(key: str, purpose: str) -> list[Change]:
    """Whose change it is, besides a ticket's, of which there is none here."""
    operator = ("on-call", "case-manager", "case-manager-2", "case-manager-3", "supervisor", "manager")
    if key in operator and purpose == "care":
        return [Change.PAUSED]
    if key in operator and purpose == "program operation":
        return [Change.CALENDAR]
    decides = key in ("liaison", "by-link") and purpose == "charge decision"
    return [Change.EXTENDED] if decides else []


class Place:
    """A place that counts in one way, with charges that random acts move."""

    def __init__(self, world: World, pick: random.Random) -> None:
        self.world, self.pick, self.moved = world, pick, 0
        self.held = [walk.accepted(world, incident_number=f"26-0043{one}-X") for one in range(4)]
        self.dates = {one.pk: self.asked(one) for one in self.held}

    def asked(self, referral: Any) -> Any:
        with self.world.acting("liaison"):
            return Matter.objects.get(referral=referral.pk)

    def act(self) -> None:
        """One act about one charge; the others stay where they are, but for a closed day."""
        one = self.pick.choice(self.held)
        what = self.pick.choice(ACTS)
        try:
            getattr(self, what)(one)
        except Refused:
            what = "refused"
        for referral in self.held:
            before, now = self.dates[referral.pk], self.asked(referral)
            may = what == "close" or (referral is one and what in ("pause", "extend"))
            assert now.deadline_on >= before.deadline_on
            assert may or now.deadline_on == before.deadline_on, what
            assert (now.changes > before.changes) or now.deadline_on == before.deadline_on
            self.moved += now.deadline_on > before.deadline_on
            self.dates[referral.pk] = now

    def wait(self, referral: Any) -> None:
        self.world.pass_time(days=self.pick.randint(0, 12), hours=self.pick.randint(0, 23))

    def pause(self, referral: Any) -> None:
        charges.paused(self.world, referral, days=self.pick.randint(0, 20))

    def extend(self, referral: Any) -> None:
        charges.extended(self.world, referral, days=self.pick.randint(-2, 20))

    def close(self, referral: Any) -> None:
        day = charges.today(self.world) + timedelta(days=self.pick.randint(0, 40))
        with self.world.acting("manager") as by:
            actions.close_day(site=self.world.site, day=day, name="Snow", by=by, at=self.world.at)


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize(
    "number", [0, 1, *(pytest.param(number, marks=pytest.mark.prove) for number in range(2, 17))]
)
def test_random_acts_move_dates_and_each_is_on_record(
    world: World, count: tuple[str, str], number: int
) -> None:
    pick = random.Random(f"acts {count} {number}")
    charges.decided(world, intake_days_are=count[0], intake_ends_on_closed_day=count[1])
    world.pass_time(hours=pick.randint(0, 23), minutes=pick.randint(0, 59))
    place = Place(world, pick)
    for one in place.dates.values():
        reckoned = count_of(policy_of(one.policy), site=world.site.pk, first=one.held_on)
        assert one.deadline_on == deadline(one.held_on, 30, reckoned)
    for _ in range(14):
        place.act()
    assert place.moved
    with world.acting("liaison"):
        for one in place.dates.values():
            rows = DateChange.objects.filter(thing=one).order_by("number")
            assert [row.number for row in rows] == list(range(1, one.changes + 1))
            assert not rows or rows[len(rows) - 1].becomes == one.deadline_on
    charges.to(world, place.held[0], State.DECLINED)
    with pytest.raises(Refused):
        charges.paused(world, place.held[0], days=100)


def test_a_day_that_is_closed_already_moves_nothing(world: World) -> None:
    """Entered once more, a Saturday or a public holiday gives nobody a day."""
    charges.decided(world, intake_days_are="court_days")
    referral = walk.accepted(world)
    before = dates(world, referral)
    with world.acting("manager") as by:
        for day, moved in ((date(2026, 11, 28), 0), (date(2026, 11, 26), 0), (date(2026, 11, 27), 1)):
            assert actions.close_day(site=world.site, day=day, name="-", by=by, at=world.at) == moved, day
    assert dates(world, referral)[0] == before[0] + timedelta(days=1)


def test_a_pause_gives_back_days_of_the_kind_that_the_place_counts(world: World) -> None:
    """Tuesday and Wednesday are two court days; Thursday is Thanksgiving, and then comes a weekend."""
    charges.decided(world, intake_days_are="court_days")
    referral = walk.accepted(world)
    before = dates(world, referral)[0]
    world.at += date(2026, 11, 24) - charges.today(world)
    with world.acting("supervisor") as by:
        days = {"since": date(2026, 11, 24), "until": date(2026, 11, 29)}
        matter = charges.of(referral)
        actions.pause(matter=matter, **days, reason="In the hospital.", by=by, at=world.at)
        reckoned = count_of(policy_of(matter.policy), site=world.site.pk, first=matter.held_on)
    assert dates(world, referral)[0] == reckoned.calendar.court_days_after(before, 3)


def test_the_court_closes_on_the_last_day_itself(world: World) -> None:
    """A flood that morning: nobody loses the day for the intake."""
    charges.decided(world, intake_days_are="court_days")
    referral = walk.accepted(world)
    last = dates(world, referral)[0]
    world.at += last - charges.today(world)
    with world.acting("manager") as by:
        assert actions.close_day(site=world.site, day=last, name="Flood", by=by, at=world.at) == 1
    assert dates(world, referral)[0] > last


def test_a_filing_counts_by_its_own_day(world: World) -> None:
    """New York Criminal Procedure Law 30.10: filed in time and written down later is not time-barred."""
    referral = walk.accepted(world)
    with world.acting("liaison") as by:
        matter = charges.of(referral)
        assert matter.file_by is not None
        late = world.at + (matter.file_by - charges.today(world)) + timedelta(days=3)
        filed: dict[str, Any] = {"to": State.FILED, "reason": "Filed.", "filed_how": "summons"}
        with pytest.raises(Refused, match="time-barred"):
            over = matter.file_by + timedelta(days=1)
            actions.decide(matter=matter, **filed, filed_on=over, by=by, at=late)
        for day in (matter.incident_on - timedelta(days=1), charges.today(world) + timedelta(days=1)):
            with pytest.raises(Refused, match="between the incident and today"):
                actions.decide(matter=matter, **filed, filed_on=day, by=by, at=world.at)
        actions.decide(matter=matter, **filed, filed_on=matter.file_by, by=by, at=late)
        assert matter.state == "filed" and matter.filed_on == matter.file_by
