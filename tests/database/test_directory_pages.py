"""The directory as one looks through it on a page."""

import html
import re

import pytest
from django.urls import reverse

from tests.factories.desk import Desk, on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.services import queries
from thirdoption.program.services.models import Location
from thirdoption.web.desk.views import connections


def test_the_directory_is_read_to_its_end(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages hold each service once; a page that is not there is the first."""
    desk, sign_in = Desk(world), on_the_clock(world, monkeypatch)
    monkeypatch.setattr(connections, "ON_A_PAGE", 1)
    client, address = sign_in("case-manager"), reverse("desk:connect", args=[desk.person.pk])

    def shown(page: str) -> list[str]:
        read = client.get(f"{address}?need=&page={page}").content.decode()
        return re.findall(r'<div class="kit-tasks__what">\s*<p><strong>(.+?)</strong>', html.unescape(read))

    names = [one.name for one in queries.search(desk.service.site, limit=50).listings]
    assert len(names) > 1
    assert [name for number in range(1, len(names) + 1) for name in shown(str(number))] == names
    for nowhere in ("0", "one", "", "77", "99999999999"):
        assert shown(nowhere) == names[:1], nowhere


def test_what_else_is_near_is_asked_only_of_what_is_on_the_map(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, client = Desk(world), on_the_clock(world, monkeypatch)("case-manager")
    address = reverse("desk:directory-one", args=[desk.service.pk])
    for latitude in (42.65, None):
        with world.acting("manager"):
            Location.objects.update(latitude=latitude, longitude=latitude and -73.75)
        found = re.findall(r'href="([^"]+near=[^"]+)"', client.get(address).content.decode())
        assert [client.get(html.unescape(one)).status_code for one in found] == [200] * bool(latitude)
