"""A small provider answers on a phone, without an account: yes, they met, it is done."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.factories.desk import Desk
from tests.factories.fixtures import World
from tests.factories.served import connected
from tests.journeys.conftest import DESK, PHONE, Served, check_accessible, shoot

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def person(served: Served, django_db_blocker: Any) -> Iterator[str]:
    """Marisol, for whom the shelter is asked."""
    from django.utils import timezone

    from thirdoption.demo import place
    from thirdoption.program.care.actions import ask_provider
    from thirdoption.program.sites.models import Site

    def made() -> str:
        with connected(served.database):
            site = Site.objects.get(name=place.NAME)
            world = World(site, place.workers(site), timezone.now() - timedelta(hours=1))
            desk = Desk(world)
            with world.acting("case-manager") as by:
                ask_provider(
                    person=desk.person, service=desk.service.pk, recipient="Harbor", asks="A bed for two",
                    text="The words.", language="en", signed_name="Marisol",
                    expires_at=world.at + timedelta(days=90), by=by, at=world.at,
                )  # fmt: skip
            return str(desk.person.pk)

    with ThreadPoolExecutor(1) as thread, django_db_blocker.unblock():
        yield thread.submit(made).result()


def token_of_newest(database: str) -> str:
    from tests.factories.raw import connect
    from thirdoption.program.services.rules.connections import token_of

    with connect("owner", database) as owner:
        (newest,) = owner.execute(
            "SELECT id FROM services_providerlink ORDER BY made_at DESC LIMIT 1"
        ).fetchone() or (None,)
    return token_of(newest, settings.SECRET_KEY)


def link_made(worker: Page, person: str, name: str) -> str:
    """The worker makes the link, prints its letter and reads its code."""
    worker.goto(f"/desk/people/{person}/services/")
    worker.get_by_text("Send them a link to answer by").or_(worker.get_by_text("Send another link")).click()
    worker.locator("label", has_text="On paper").click()
    check_accessible(worker)
    shoot(worker, f"{name}-send")
    worker.get_by_role("button", name="Make the link").click()
    worker.get_by_role("button", name="The letter to print").click()
    expect(worker.locator("main svg[role=img]")).to_be_visible()
    check_accessible(worker)
    shoot(worker, f"{name}-letter")
    worker.get_by_role("link", name="Back", exact=True).click()
    worker.get_by_role("button", name="Show the code").click()
    return worker.locator("main strong").inner_text()


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk-dark"])
def test_a_provider_answers_by_link(
    visit: Visit, served: Served, person: str, size: dict[str, Any], scheme: Any
) -> None:
    name = f"provider-{scheme}"
    worker = visit("case-manager", size, color_scheme=scheme)
    code = link_made(worker, person, name)
    page = visit(None, size, color_scheme=scheme)
    page.goto(f"/partners/asked/{token_of_newest(served.database)}/")
    page.get_by_label("Code").fill(code)
    check_accessible(page)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_text("A bed for two")).to_be_visible()
    assert page.title().startswith("Can you help?")
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shoot(page, f"{name}-asked")
    if size is PHONE:
        page.locator("label", has_text="No, we cannot").click()
        page.get_by_role("button", name="Send the answer").click()
        expect(page.locator("#id_reason_error")).to_contain_text("Say why not")
        shoot(page, f"{name}-why")
        page.locator("label", has_text="Yes, we can help").click()
        page.get_by_role("button", name="Send the answer").click()
        expect(page.get_by_text("Your answer is with whoever asked")).to_be_visible()
        page.get_by_role("button", name="Español").click()
        expect(page.locator("html")).to_have_attribute("lang", "es")
        check_accessible(page)
        shoot(page, f"{name}-es")
    else:
        page.locator("label", has_text="It is done").click()
        page.get_by_role("button", name="Send the answer").click()
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    worker.goto(f"/desk/people/{person}/services/")
    worker.get_by_text("History").click()
    check_accessible(worker)
    shoot(worker, f"{name}-history")
    expect(worker.get_by_text("the provider: They said yes")).to_be_visible()
