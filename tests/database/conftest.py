"""Fixtures of the tests that ask for pages without a browser."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories.desk import desk, staged_desk
from tests.factories.drafts import begin
from tests.factories.fixtures import World
from tests.factories.line import bare, line, staged_line
from thirdoption.program.staff.queries import acting, asking
from thirdoption.web.kit import guards

__all__ = ["bare", "desk", "line", "staged_desk", "staged_line"]


@pytest.fixture
def sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Client]:
    """A test client as a worker, on the world's clock."""
    monkeypatch.setattr(guards, "acting", lambda who, purpose=None: acting(who, at=world.at, purpose=purpose))

    def client_of(key: str) -> Client:
        client = Client()
        client.force_login(world.workers[key].user)
        return client

    return client_of


@pytest.fixture
def draft(world: World) -> World:
    """A world in which a draft was begun from the policy in force."""
    begin(world)
    return world


@pytest.fixture
def public(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Somebody without an account, on the world's clock."""
    monkeypatch.setattr(guards, "asking", lambda site: asking(site, world.at))
    return Client()
