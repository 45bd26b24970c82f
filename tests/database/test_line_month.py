"""A month of rotation in seconds: each call pages whoever has that day, over the night of a clock change."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.factories.line import KEYS, Line
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.actions.rota import plan_rotation
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.queries.rota import gaps, on_call
from thirdoption.program.handoffs.rules import State
from thirdoption.program.handoffs.rules.rota import Layer

ORDER = ("on-call", "case-manager", "case-manager-2")


def test_a_month_of_calls_pages_whoever_has_the_day(bare: Line) -> None:
    """Every 14 hours through March 2027; each day from nine on is another's, by the wall clock."""
    world, zone = bare.world, ZoneInfo("America/New_York")
    began = datetime(2027, 3, 1, 9, tzinfo=zone)
    world.at = (began - timedelta(days=1)).astimezone(UTC)
    for layer, order in ((Layer.FIRST, ORDER), (Layer.SECOND, ())):
        with world.acting("supervisor") as by:
            plan_rotation(
                layer=layer,
                starts_on=began.date(),
                hand_over=time(9),
                days=1,
                order=[world.workers[key].pk for key in order],
                most_hours=None,
                by=by,
                at=world.at,
            )
    for key in KEYS:
        bare.reach(key)
    world.at, end, calls = began.astimezone(UTC), datetime(2027, 4, 1, 9, tzinfo=zone), 0
    assert gaps(site=world.site.pk, start=world.at, end=end) == []
    while world.at < end:
        local = world.at.astimezone(zone)
        day = (local.date() - began.date()).days - (local.time() < time(9))
        (first,) = on_call(site=world.site.pk, at=world.at)
        assert first == world.workers[ORDER[day % 3]]
        call = bare.call()
        assert bare.paged()[calls:] == [ORDER[day % 3]], local
        with world.acting("supervisor") as by:
            handoffs.end(handoff=Handoff.objects.get(pk=call), because=State.CANCELLED, by=by, at=world.at)
        calls += 1
        world.pass_time(hours=14)
    assert calls == 54
