"""What the stories of an officer's phone share: a form, a contact, what phone and server have."""

import contextlib
from typing import Any

from playwright.sync_api import Error, Page

from tests.conftest import run_as_owner
from tests.journeys.conftest import Served
from thirdoption.demo.place import PASSWORD, address

FACTS = (
    ("conduct", "shoplifting"),
    ("drivers", "poverty"),
    ("complainant", "agreed"),
    ("age", "18_or_over"),
    ("family_offense", "no"),
)
KEPT = """async () => {
  const kept = await (await caches.open("street-shell")).match("/street/card/");
  const worker = await navigator.serviceWorker.getRegistration();
  return !!kept && worker?.active?.state === "activated"; // it answers the next page, whoever has this one
}"""
CLEAR = """async () => {
  const done = (asked) => new Promise((found) => { asked.onsuccess = () => found(asked.result); });
  const db = await done(indexedDB.open("street"));
  const all = (name) => done(db.transaction(name).objectStore(name).getAll());
  const told = [await all("items"), await all("officers"), { ...localStorage }, { ...sessionStorage }];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      told.push(request.url, await (await cache.match(request)).text());
    }
  }
  return JSON.stringify(told);
}"""


def ready(page: Page, path: str = "/street/contact/") -> Page:
    """The form of a phone that can do without signal from now on."""
    page.goto(path)
    page.wait_for_selector("form[data-ready]")
    return page


def enrolled(page: Page) -> Page:
    """The phone has its pages, its policies and its officer's key."""
    ready(page)
    for _ in range(600):  # a busy machine takes its time over the keys and seven pages
        with contextlib.suppress(Error):  # while the page is changed for another there is nobody to ask
            if page.evaluate(KEPT):
                return page
        page.wait_for_timeout(100)
    raise AssertionError("the phone did not keep its pages")


def fill(page: Page, number: str, outcome: str = "yes") -> None:
    for name, value in FACTS:
        page.locator(f"input[name={name}][value='{value}']").check()
    page.locator("[name=place]").fill("Pharmacy, 200 Made-up Street")
    page.locator("[name=incident_number]").fill(number)
    page.locator("[name=perceived_race]").select_option("unknown")
    if outcome:
        page.locator(f"[name=outcome][value={outcome}]").check()
    if outcome == "yes":
        page.locator("[name=set_aside][value=custodial_arrest]").check()


def press(page: Page) -> None:
    page.locator("main form button[type=submit]").click()


def rows(served: Served, number: str) -> list[tuple[Any, ...]]:
    """What the server has of an incident number, as the owner sees it."""
    return run_as_owner(
        "SELECT w.name, r.state, r.answer, r.occurred_at FROM referrals_referral r "
        f"JOIN staff_worker w ON w.id = r.author_id WHERE incident_number = '{number}'",
        served.database,
    )


def signed_in(page: Page, key: str) -> None:
    page.goto("/account/login/")
    page.locator("[name=login]").fill(address(key))
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda url: "/account/" not in url)


def in_the_clear(page: Page) -> str:
    """Everything readable that the phone keeps, keys of caches included."""
    return str(page.evaluate(CLEAR))
