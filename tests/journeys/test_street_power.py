"""The server goes down while a phone sends: one referral is there in the end (R-77)."""

import os
import signal
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import copy_of_template, drop
from tests.factories.app import enrolled, fill, press, rows
from tests.factories.server import Server, serving, start
from tests.journeys.conftest import PHONE, Served

Visit = Callable[..., Page]


class Power:
    """A server whose power goes and comes again, at the same address with the same database."""

    def __init__(self, server: Server, database: str) -> None:
        self.servers, self.database = [server], database

    def goes(self) -> None:
        self.servers[-1].kill()

    def comes_again(self) -> None:
        again = start(self.database, 1, urlsplit(self.servers[0].url).port or 0)
        assert again is not None, "somebody took the port"
        self.servers.append(again)


@pytest.fixture
def power(worker_id: str) -> Iterator[Power]:
    name = f"power_{worker_id}"
    copy_of_template(name)
    try:
        with serving(name, workers=1) as server:
            power = Power(server, name)
            yield power
            power.goes()
    finally:
        drop(name)


@pytest.fixture
def served(power: Power) -> Served:
    """For `visit`: this test's own server in the place of the module's."""
    return Served(power.servers[0].url, power.database)


@pytest.mark.parametrize("taken", [False, True], ids=["before it took the item", "after it took the item"])
def test_the_server_is_down_in_the_middle_of_sending(
    visit: Visit, served: Served, power: Power, taken: bool
) -> None:
    page, number = enrolled(visit("officer", PHONE)), f"26-0071{int(taken)}-X"
    met = []

    def send(route: Any) -> None:
        met.append(route.request.post_data_json["id"])
        if len(met) > 1:
            return route.continue_()
        if taken:
            assert route.fetch().status == 200
            power.goes()
            return route.abort("connectionreset")
        os.killpg(power.servers[0].process.pid, signal.SIGSTOP)  # it hears the request, and no more
        return route.continue_()

    page.route("**/street/outbox/", send)
    fill(page, number)
    press(page)
    if not taken:
        page.wait_for_timeout(1500)
        power.goes()
    expect(page.locator("[data-state=waiting]")).to_be_visible()
    assert len(rows(served, number)) == taken
    power.comes_again()
    page.locator("[data-send] button").click()
    expect(page.locator("[data-state=received]")).to_be_visible()
    assert len(rows(served, number)) == 1 and met == [met[0]] * len(met)
