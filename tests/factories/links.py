"""Lists by link: sending one, and what its recipient does with it."""

from typing import Any

from django.conf import settings
from django.test import Client

from tests.factories.fixtures import World
from thirdoption.program.staff.actions import links
from thirdoption.program.staff.models import ListLink
from thirdoption.program.staff.rules.links import CodeBy, code_of, token_of
from thirdoption.program.trail.models import Entry


def sent(world: World, days: int = 3, code_by: CodeBy = CodeBy.TELEPHONE, to: str = "by-link") -> ListLink:
    with world.acting("manager") as by:
        return links.send_link(
            recipient=world.workers[to], days=days, code_by=code_by, by=by, at=by.now()
        )  # fmt: skip


def address(link: ListLink) -> str:
    return f"/partners/by-link/{token_of(link.pk, settings.SECRET_KEY)}/"


def good(link: ListLink) -> dict[str, str]:
    return {"code": code_of(link.pk, settings.SECRET_KEY)}


def bad(link: ListLink) -> dict[str, str]:
    return {"code": f"{(int(good(link)['code']) + 1) % 1_000_000:06d}"}


def opened(link: ListLink) -> Client:
    client = Client()
    assert client.post(address(link), good(link))["Location"] == "/partners/matters/"
    return client


def again(link: ListLink) -> ListLink:
    return ListLink.objects.get(pk=link.pk)


def rows(world: World, **having: Any) -> list[Entry]:
    with world.acting("auditor", "audit"):
        return list(Entry.objects.filter(**having).order_by("at"))
