"""Two engines never tell twice, and one that is killed forgets nobody: on real connections."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.database.test_line_safety import goes, told
from tests.database.test_races import at_once
from tests.factories.fixtures import World, run_waiting_jobs
from tests.factories.line import KEYS, Line, carrier_served
from thirdoption.jobs import background
from thirdoption.jobs import line as engine
from thirdoption.program.ground import acting as ground
from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.actions import safety
from thirdoption.program.handoffs.models import Outing, SafetyStep
from thirdoption.program.messages import actions as messages
from thirdoption.program.staff.queries import program


@pytest.fixture
def night(committed: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    """A worker who is out on a line whose transactions really commit."""
    committed.pass_time(days=60)
    with carrier_served(monkeypatch) as carrier:
        found = Line(committed, carrier, monkeypatch)
        found.on_call("on-call", "case-manager", "case-manager-2")
        for key in KEYS:
            found.reach(key)
        goes(found)
        yield found
        found.rehearsal.close()


def test_two_engines_tell_once(night: Line) -> None:
    night.world.pass_time(minutes=61)
    at_once(4, lambda _number: engine.wake(night.world.at))
    run_waiting_jobs()
    assert told(night) == ["case-manager"]


def test_killed_before_its_commit_or_between_message_and_record_it_tells_again(
    night: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    night.world.pass_time(minutes=61)
    by = program(night.world.site.pk, night.world.at)
    with pytest.raises(KeyboardInterrupt), ground.opened(by):
        assert safety.step(by=by, at=night.world.at) == 1
        raise KeyboardInterrupt  # as a kill does, before the commit
    run_waiting_jobs()
    assert told(night) == []

    def dies(**_given: Any) -> None:
        raise KeyboardInterrupt

    engine.wake(night.world.at)
    with monkeypatch.context() as killed, pytest.raises(KeyboardInterrupt):
        killed.setattr(messages, "note", dies)
        deliver()
    deliver()
    assert told(night) == ["case-manager"] * 2


def deliver() -> None:
    """Send what waits without noting it as done in the queue, as a process that is killed leaves it."""
    from thirdoption.program.messages.models import Message

    def send(by: Acting) -> None:
        for one in list(Message.objects.filter(template="check-in", method__isnull=False)):
            engine.deliver(message=one.pk, by=by, at=by.now())

    background.at_every_site(None, send)


def test_home_safe_and_the_engine_at_once(night: Line) -> None:
    """Whoever is first: nobody waits for the other for ever, and nothing is left that is due."""
    night.world.pass_time(minutes=61)
    world = night.world

    def act(number: int) -> None:
        if number % 2:
            engine.wake(world.at)
            return
        with world.acting("on-call") as by:
            outing = Outing.objects.get()
            safety.extend(outing=outing, extended=0, by=by, at=world.at)
            safety.come_home(outing=outing, by=by, at=world.at)

    at_once(4, act)
    assert not SafetyStep.objects.filter(done_at=None).exists()
    assert Outing.objects.get().home_at is not None and Outing.objects.get().extended <= 1
