"""Temporary: pictures."""
from tests.journeys.test_street import record
from tests.journeys.conftest import DESK, PHONE, shoot
import pytest

@pytest.mark.parametrize("scheme", ["light","dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone","desk"])
def test_shots(visit, size, scheme):
    n = ("p" if size is PHONE else "d") + "-" + scheme
    key = {"p-light":"officer","p-dark":"officer-2","d-light":"officer-3","d-dark":"officer-4"}[n]
    page = visit(key, size, color_scheme=scheme)
    shoot(page, f"street-{n}-1-home-empty")
    page.goto("/street/contact/")
    shoot(page, f"street-{n}-2-contact")
    page.locator("main form button[type=submit]").click()
    shoot(page, f"street-{n}-3-contact-errors")
    record(page, number=f"26-00417-{n[0]}")
    shoot(page, f"street-{n}-4-eligible")
    page.locator("input[value=ticket]").check()
    page.get_by_role("button", name="The person said yes").click()
    shoot(page, f"street-{n}-5-offer-error")
    page.locator("#id_returnable_on").fill("2026-12-09")
    page.get_by_role("button", name="The person said yes").click()
    page.get_by_text("The line was called").wait_for()
    shoot(page, f"street-{n}-6-calling")
    record(page, number=f"26-00418-{n[0]}", agrees="declined")
    shoot(page, f"street-{n}-7-not")
    record(page, number=f"26-00419-{n[0]}", conduct="property_damage")
    shoot(page, f"street-{n}-8-approval")
    record(page, number=f"26-00420-VERY-LONG-NUMBER-0123456789/{n[0]}")
    page.get_by_role("button", name="The person said no").click()
    shoot(page, f"street-{n}-9-declined")
    page.get_by_label("Warning").check()
    page.get_by_role("button", name="Note how it ended").click()
    shoot(page, f"street-{n}-91-finished")
    page.goto("/street/")
    shoot(page, f"street-{n}-92-home")
