"""What could silence the line, or make it cry without a cause."""

import threading
from pathlib import Path

import pytest
from django.db import connection

from tests.database.test_directory_of_two_places import second_place
from tests.factories.fixtures import World
from tests.factories.line import Line
from thirdoption.jobs import background, rota_watch
from thirdoption.program.ground.acting import Acting

# An engine that goes on


def test_what_breaks_once_is_done_in_the_next_round(world: World) -> None:
    """Not only what a database does: a fault that nobody thought of ends no engine either."""
    stop, done = threading.Event(), []

    def act() -> None:
        done.append("once")
        if len(done) == 1:
            raise KeyError("nobody thought of this")
        stop.set()

    background.keep_going(stop, 0.0, act)
    assert len(done) == 2


def test_what_breaks_at_one_place_silences_no_other(committed: World) -> None:
    """A place that set-up has made and that has no operator yet, say."""
    places = {committed.site.pk, second_place(connection.settings_dict["NAME"]).pk}
    seen = []

    def act(by: Acting) -> None:
        seen.append(by.site)
        if len(seen) == 1:
            raise KeyError("at the first one")

    with pytest.raises(KeyError):
        background.at_every_site(None, act)
    assert set(seen) == places


def test_a_full_disk_is_no_reason_to_test_nobody(line: Line, tmp_path: Path) -> None:
    line.on_call_now("case-manager-3")
    rota_watch.look(tmp_path / "not there", line.world.at)
    line.settle()
    assert [one.to for one in line.inbox("case-manager-3")]
