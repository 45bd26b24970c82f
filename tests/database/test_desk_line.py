"""The line on the case manager's home: what is shown of it when many wait."""

import pytest
from django.urls import reverse

from tests.factories import walk
from tests.factories.desk import on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.models import Handoff
from thirdoption.web.desk.views import today


def test_a_long_line_is_capped_counted_and_shown_whole_when_asked_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(today, "CALLS", 2)
    for number in range(4):
        walk.accepted(world, incident_number=f"26-{number}-X", place=f"Corner {number}")
        world.pass_time(minutes=1)
    last = walk.accepted(world, incident_number="26-MINE-X", place="Corner of mine")
    with world.acting("case-manager") as by:
        handoffs.accept(handoff=Handoff.objects.get(referral=last), by=by, at=world.pass_time(minutes=1))
    client = on_the_clock(world, monkeypatch)("case-manager")
    page = client.get(reverse("desk:home")).content.decode()
    assert "4 people are waiting" in page and "Corner of mine" in page and "Corner 0" in page
    assert "Corner 1" not in page and 'href="?line=all"' in page
    whole = client.get(reverse("desk:home") + "?line=all").content.decode()
    assert all(f"Corner {number}" in whole for number in range(4)) and 'href="?line=all"' not in whole
