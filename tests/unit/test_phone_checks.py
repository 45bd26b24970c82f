"""What the phone refuses before it seals is what the program refuses, in the same words."""

import json
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

from thirdoption.command import assets
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.referrals.rules.contact import LONGEST_TICKET, check_return_date

STREET = Path(assets.__file__).parents[1] / "web/street"
ASK = """
import { readFileSync } from "node:fs";
globalThis.document = { documentElement: { lang: "en" } };
const { mayReturn } = await import(process.argv[1]);
const { cases, most } = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cases.map(([day, contactOn]) => mayReturn(day, contactOn, most))));
"""


def on_the_phone(cases: list[tuple[str, str]]) -> list[bool]:
    """Whether the phone lets a ticket be returnable on a day, for each (day, day of the contact)."""
    node, _npm = assets.node()
    given = json.dumps({"cases": cases, "most": LONGEST_TICKET.days})
    told = subprocess.run(
        [node, "--input-type=module", "-e", ASK, str(STREET / "assets/checks.js")],
        input=given, check=True, capture_output=True, text=True,
    )  # fmt: skip
    found: list[bool] = json.loads(told.stdout)
    return found


def here(day: date, contact_on: date) -> str:
    """What the program says to it; nothing where it takes it."""
    try:
        check_return_date(day, contact_on)
    except Refused as refused:
        return refused.sentence
    return ""


@pytest.mark.parametrize("on", ["2026-11-20", "2027-03-01", "2028-02-29", "2026-03-08", "2026-11-01"])
def test_a_ticket_is_returnable_on_the_same_days(on: str) -> None:
    contact_on = date.fromisoformat(on)
    days = [contact_on + timedelta(days=number) for number in range(-40, 420)]
    days += [date(2020, 1, 1), date(2099, 1, 1)]
    said = [here(day, contact_on) for day in days]
    assert {not one for one in said} == {True, False}
    assert on_the_phone([(day.isoformat(), on) for day in days]) == [not one for one in said]


def test_the_phone_says_it_in_the_same_words() -> None:
    page = (STREET / "templates/street/_outbox.html").read_text()
    assert f'data-ticket-day="{{% translate "{here(date(2099, 1, 1), date(2026, 11, 20))}" %}}"' in page
