"""The main job, from the corner to the published figure, as the people who do it see it."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories.app import ready
from tests.journeys.conftest import DESK, PHONE, check_accessible, shoot

Visit = Callable[..., Page]
QUARTER = "2026-3"
# unlike each other, or the program asks whether two are one person
NAMES = {
    "26-DESK-EN": "Marisol Waterhouse",
    "26-PHONE-ES": "Inés Quiroga",
    "26-PHONE-EN": "Tobias Blythe",
    "26-DESK-ES": "Lupe Ibarra",
    "26-DECLINED": "Kofi Ofori",
}
# each size and each language once; the other two ways are a proof
WAYS = [
    pytest.param(DESK, "en-US", id="desk-en"),
    pytest.param(PHONE, "es-US", id="phone-es"),
    pytest.param(PHONE, "en-US", id="phone-en", marks=pytest.mark.prove),
    pytest.param(DESK, "es-US", id="desk-es", marks=pytest.mark.prove),
]


class Walk:
    """One walk: each step is done by another person in a browser of their own."""

    def __init__(self, visit: Visit, size: dict[str, Any], locale: str, number: str) -> None:
        self.visit, self.size, self.locale, self.number = visit, size, locale, number
        self.spanish = locale.startswith("es")
        self.name = NAMES[number]

    def as_(self, key: str | None) -> Page:
        return self.visit(key, self.size, locale=self.locale)

    @staticmethod
    def tap(page: Page, name: str, value: str) -> None:
        """Tap the label of an answer, as a thumb does: the input itself is hidden behind it."""
        answer = page.locator(f"input[name={name}][value='{value}']")
        page.locator(f"label[for='{answer.get_attribute('id')}']").click()

    def look(self, page: Page, name: str) -> None:
        check_accessible(page)
        way = f"{self.size['viewport']['width']}-{self.locale[:2]}"
        shoot(page, f"walk-{name}-{way}")

    def when_the_officer_records_a_contact(self) -> Page:
        page = self.as_("officer")
        ready(page)
        page.locator("[name=place]").fill("Pharmacy, 200 Made-up Street")
        page.locator("[name=incident_number]").fill(self.number)
        for name, value in (
            ("conduct", "shoplifting"),
            ("drivers", "poverty"),
            ("complainant", "agreed"),
            ("age", "18_or_over"),
            ("family_offense", "no"),
        ):
            self.tap(page, name, value)
        page.locator("[name=perceived_race]").select_option("white")
        self.look(page, "1-contact")
        page.locator("main form[method=post] button[type=submit]").last.click()
        page.wait_for_url(re.compile("/street/referrals/"))
        self.look(page, "1-answer")
        return page

    def and_the_person_accepts_the_offer(self, page: Page) -> None:
        self.tap(page, "set_aside", "custodial_arrest")
        page.locator("button[name=answer][value=yes]").click()
        expect(page.locator(".street-handoff")).to_be_visible()
        self.look(page, "1-waiting")

    def when_the_on_call_worker_takes_the_hand_off(self) -> Page:
        page = self.as_("on-call")
        page.goto("/desk/")
        for _ in range(20):
            if page.locator("form[action$='/accept/']").count():
                break
            page.wait_for_timeout(300)
            page.reload()
        self.look(page, "2-today")
        page.locator("form[action$='/accept/'] button").last.click()
        page.locator("form[action$='/arrive/'] button").click()
        page.locator("form[action$='/take-over/'] [name=name]").fill(self.name)
        page.locator("[name=where_to_find]").fill("By the river, mornings")
        self.tap(page, "language", "es" if self.spanish else "en")
        page.locator("label", has_text="Dana Whitfield").click()
        self.look(page, "2-take-over")
        page.locator("form[action$='/take-over/'] button[type=submit]").click()
        page.wait_for_url(re.compile("/release/"))
        return page

    def then_the_officer_is_free(self, page: Page) -> None:
        page.wait_for_url(re.compile("/receipt/"), timeout=15000)
        self.look(page, "2-receipt")
        assert page.goto(page.url.replace("/receipt/", "/offer/")).status == 404  # type: ignore[union-attr]

    def and_the_person_signs_the_hand_off_release(self, page: Page) -> None:
        self.look(page, "2-release")
        page.locator("[name=signed_name]").fill(self.name)
        page.locator("main form button[type=submit]").click()

    def and_the_person_says_no_thank_you(self, page: Page) -> None:
        page.locator("main form a.usa-button").click()
        page.wait_for_url(re.compile("/desk/people/"))

    def when_the_case_manager_does_the_intake(self) -> Page:
        page = self.as_("case-manager")
        page.goto("/desk/")
        self.look(page, "3-caseload")
        page.get_by_role("link", name=self.name).first.click()
        page.locator("a[href*='/intake/']").first.click()
        self.tap(page, "needs", "housing")
        page.locator("[name=words]").fill(
            "Un lugar donde mi hijo pueda dormir" if self.spanish else "A bed for my son"
        )
        self.look(page, "3-intake")
        page.locator("main form[method=post] button[type=submit]").first.click()
        page.wait_for_url(re.compile("/desk/people/[^/]+/$"))
        return page

    def the_liaison_sees(self, confirmed: bool) -> None:
        page = self.as_("liaison")
        page.goto("/partners/matters/")
        row = page.get_by_role("row").filter(has_text=self.number)
        expect(row).to_have_count(1)
        expect(row).not_to_contain_text(self.name)
        self.look(page, f"3-liaison-{'confirmed' if confirmed else 'silent'}")
        day = row.locator(".kit-status--good, .usa-tag").filter(has_text=re.compile(str(date.today().year)))
        expect(day).to_have_count(1 if confirmed else 0)

    def when_she_takes_the_release_back(self, page: Page) -> None:
        page.locator("a[href*='/withdraw/']").first.click()
        self.look(page, "3-withdraw")
        page.locator("main form .kit-button--danger").click()
        page.wait_for_url(re.compile("/desk/people/[^/]+/"))

    def when_a_goal_a_contact_and_a_connection_are_written(self, page: Page) -> None:
        goal = "Un lugar donde mi hijo pueda dormir" if self.spanish else "A place where my son can sleep"
        page.locator("form[action$='/goals/'] [name=words]").fill(goal)
        page.locator("form[action$='/goals/'] button").click()
        expect(page.locator("blockquote").filter(has_text=goal)).to_be_visible()
        page.locator("#contacts summary").first.click()
        page.locator("[name=line]").fill("Talked on the phone")
        page.locator("form[action$='/contacts/'] button[type=submit]").click()
        expect(page.locator("#contacts li").first).to_contain_text("Talked on the phone")
        self.look(page, "4-person")
        page.locator("a[href*='/connect/']").first.click()
        self.look(page, "4-directory")
        page.locator("a[href*='service=']").first.click()
        page.locator("[name=asks]").fill("A bed for two")
        self.look(page, "4-ask")
        page.locator("button[value=show]").click()
        page.locator("[name=signed_name]").fill(self.name)
        self.look(page, "4-release")
        page.locator("button[value=sign]").click()
        page.wait_for_url(re.compile("/desk/people/[^/]+/"))
        expect(page.locator("main")).to_contain_text("A bed for two")

    def when_the_manager_builds_the_quarter(self) -> str:
        page = self.as_("manager")
        page.goto("/desk/reports/")
        page.locator("select[name=quarter]").select_option(QUARTER)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url(re.compile("/desk/reports/[0-9a-f-]{36}/"))
        expect(page.locator("#figures")).to_be_visible(timeout=60_000)
        expect(page.locator(".report-release button")).to_have_attribute("aria-disabled", "true")
        self.look(page, "5-draft")
        return page.url

    def and_a_second_person_from_another_agency_releases_it(self, draft: str) -> None:
        page = self.as_("community")
        page.goto(draft)
        page.locator("label[for='id_read']").click()
        page.locator("form[action$='/release/'] button").click()
        expect(page.locator("form[action$='/release/']")).to_have_count(0)

    def then_everybody_reads_it(self) -> None:
        page = self.as_(None)
        page.goto("/figures/")
        page.locator("a[href*='2026-q3']").first.click()
        page.wait_for_url(re.compile("/figures/fort-orange-2026-q3/"))
        expect(page.locator("html")).to_have_attribute("lang", self.locale[:2])
        expect(page.locator("main")).to_contain_text("Sam Petrakis")
        expect(page.locator("main")).to_contain_text("Marcus Ellery")
        links = page.locator(f".report-files a[href*='/{self.locale[:2]}/']")
        kinds = [self.file(page, link.get_attribute("href") or "") for link in links.all()]
        assert kinds == [("application/pdf", b"%PDF"), ("text/csv", b"rele")]
        self.look(page, "5-public")

    @staticmethod
    def file(page: Page, address: str) -> tuple[str, bytes]:
        answer = page.request.get(address)
        assert answer.ok, address
        return answer.headers["content-type"].split(";")[0], answer.body()[:4]


@pytest.fixture(scope="module")
def directory(served: Any) -> None:
    """The demo's directory of providers, in the served database."""
    from tests.factories.served import import_directory

    import_directory(served.database)


@pytest.mark.parametrize(("size", "locale"), WAYS)
def test_from_the_corner_to_the_published_figure(
    visit: Visit, directory: None, size: dict[str, Any], locale: str, request: pytest.FixtureRequest
) -> None:
    walk = Walk(visit, size, locale, f"26-{request.node.callspec.id}"[:12].upper())
    officer = walk.when_the_officer_records_a_contact()
    walk.and_the_person_accepts_the_offer(officer)
    worker = walk.when_the_on_call_worker_takes_the_hand_off()
    walk.then_the_officer_is_free(officer)
    walk.and_the_person_signs_the_hand_off_release(worker)
    person = walk.when_the_case_manager_does_the_intake()
    walk.the_liaison_sees(confirmed=True)
    walk.when_she_takes_the_release_back(person)
    walk.the_liaison_sees(confirmed=False)
    walk.when_a_goal_a_contact_and_a_connection_are_written(person)
    draft = walk.when_the_manager_builds_the_quarter()
    walk.and_a_second_person_from_another_agency_releases_it(draft)
    walk.then_everybody_reads_it()


def test_without_a_release_the_liaison_sees_only_charge_and_clock(visit: Visit, directory: None) -> None:
    walk = Walk(visit, PHONE, "en-US", "26-DECLINED")
    officer = walk.when_the_officer_records_a_contact()
    walk.and_the_person_accepts_the_offer(officer)
    worker = walk.when_the_on_call_worker_takes_the_hand_off()
    walk.and_the_person_says_no_thank_you(worker)
    walk.when_the_case_manager_does_the_intake()
    walk.the_liaison_sees(confirmed=False)
