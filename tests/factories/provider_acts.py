"""Connections answered by link, for the table of acts, as (who, action, given, rows)."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from tests.factories.asked import nobody
from thirdoption.program.ground import acting
from thirdoption.program.services.actions import links
from thirdoption.program.services.models import ProviderLink
from thirdoption.program.services.queries.connected import link_of
from thirdoption.program.services.rules.connections import code_of, token_of
from thirdoption.program.staff.queries import place_of

Story = Any
CONNECTION = "connection + person"


def held(story: Story) -> ProviderLink:
    with story.world.acting("case-manager"):
        return link_of(connection=story.connection)


def coded(story: Story) -> dict[str, Any]:
    pk = story.provider_link.pk
    key = settings.SECRET_KEY
    return {"token": token_of(pk, key), "link": pk, "code": code_of(pk, key)}


def token(story: Story) -> dict[str, Any]:
    return {"token": coded(story)["token"]}


def answered(story: Story) -> dict[str, Any]:
    return {**token(story), "asked": story.read, "version": story.read.version, "to": "completed"}


@contextlib.contextmanager
def provider(story: Story) -> Iterator[Any]:
    """Whoever holds the link, in the context that its guard opens."""
    found = place_of(**token(story), at=story.world.at)
    assert found is not None
    with acting.opened(found.by) as by:
        yield by


def whoever(story: Story, key: str) -> contextlib.AbstractContextManager[Any]:
    """An open transaction in which a worker acts, the public, or whoever holds the link."""
    if key == "provider":
        return provider(story)
    found: contextlib.AbstractContextManager[Any] = (
        story.world.acting(key) if key != "public" else nobody(story.world)
    )
    return found


def due(story: Story) -> dict[str, Any]:
    story.world.pass_time(days=7)
    return {"connection": story.connection, "days": 7, "outcome": "helps"}


ACTS: tuple[tuple[Any, ...], ...] = (
    ("case-manager", links.send_link, lambda s: {"connection": s.connection, "way": "paper"},
     ("disclose: release", f"send link: {CONNECTION}"), "provider_link"),
    ("case-manager", links.tell_code, lambda s: {"link": held(s)}, (f"tell code: {CONNECTION}",)),
    ("case-manager", links.print_letter, lambda s: {"link": held(s)}, (f"print letter: {CONNECTION}",)),
    ("provider", links.open_link, coded, ("open link: connection",)),
    ("provider", links.read, token, ("disclose: release", f"see: {CONNECTION}"), "read"),
    ("provider", links.answer, answered, (f"answer: {CONNECTION}",)),
    ("case-manager", links.end_link, lambda s: {"link": held(s)}, (f"end link: {CONNECTION}",)),
    ("case-manager", links.ask_again, due, (f"ask again: {CONNECTION}",)),
)  # fmt: skip
