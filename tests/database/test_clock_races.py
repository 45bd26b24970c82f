"""A court's closed day and a charge that is held at the same moment; and a pause that gives no reason."""

import threading
import time
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection

from tests.database.test_clock_acts import dates
from tests.factories import charges, walk
from tests.factories.fixtures import World
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters import actions
from thirdoption.program.matters.models import DateChange
from thirdoption.program.matters.rules import Change
from thirdoption.program.referrals import actions as referrals


def test_a_charge_that_is_held_while_a_day_is_closed_gets_that_day(committed: World) -> None:
    charges.decided(committed, intake_days_are="court_days")
    usual = walk.accepted(committed, incident_number="26-00001-X")
    referral = walk.contact(committed)
    with committed.acting("officer") as by:
        referrals.offer(referral=referral, accepted=True, by=by, at=committed.at)
    closed: list[int] = []

    def close() -> None:
        with committed.acting("manager") as by:
            day = committed.at.date() + timedelta(days=12)  # a Thursday
            closed.append(
                actions.close_day(site=committed.site, day=day, name="Flood", by=by, at=committed.at)
            )
        connection.close()

    other = threading.Thread(target=close)
    with committed.acting("officer") as by:
        assert actions.hold(referral=referral, by=by, at=committed.at)
        other.start()
        time.sleep(0.5)
        assert not closed, "whoever closes a day waits for what is reckoned without it"
    other.join(20)
    assert closed == [2]
    assert dates(committed, referral)[0] == dates(committed, usual)[0]


def test_a_pause_without_its_reason_is_not_kept(committed: World) -> None:
    referral, _person = walk.handed_over(committed)
    before = dates(committed, referral)
    with committed.acting("liaison"):
        matter = charges.of(referral).pk
    with pytest.raises(IntegrityError, match="a pause has a reason"), committed.acting("supervisor") as by:
        change = DateChange(
            site_id=by.site, referral_id=referral.pk, thing_id=matter, number=1, kind=Change.PAUSED,
            becomes=before[0] + timedelta(days=5), at=committed.at, worker=by.worker,
            organization=by.organization,
        )  # fmt: skip
        change.save(force_insert=True)
    assert dates(committed, referral) == before


def test_no_pause_runs_past_the_last_day_for_filing(world: World) -> None:
    """New York Criminal Procedure Law 30.10: a misdemeanor is filed within two years."""
    referral, _person = walk.handed_over(world)
    with pytest.raises(Refused, match="may be filed until"):
        for _times in range(5):
            charges.paused(world, referral, days=180)
            world.pass_time(days=181)
    last, *_others = dates(world, referral)
    assert date(2028, 1, 1) < last <= date(2028, 11, 20)
