"""What the phone refuses and shows by itself is what the program refuses and shows, in the same words."""

import json
import os
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from thirdoption.command import assets
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.referrals.rules.contact import LONGEST_TICKET, check_return_date
from thirdoption.web.street.presenters.words import at

STREET = Path(assets.__file__).parents[1] / "web/street"
ASK = """
import { readFileSync } from "node:fs";
globalThis.document = { documentElement: { lang: "en" } };
const called = (await import(process.argv[1]))[process.argv[2]];
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map((given) => called(...given))));
"""


def on_the_phone(file: str, function: str, cases: list[tuple[Any, ...]]) -> list[Any]:
    """What a function of the phone answers to each of these."""
    node, _npm = assets.node()
    told = subprocess.run(
        [node, "--input-type=module", "-e", ASK, str(STREET / "assets" / file), function],
        input=json.dumps(cases), check=True, capture_output=True, text=True,
        env={**os.environ, "TZ": "Pacific/Auckland"},
    )  # fmt: skip
    found: list[Any] = json.loads(told.stdout)
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
    cases = [(day.isoformat(), on, LONGEST_TICKET.days) for day in days]
    assert on_the_phone("checks.js", "mayReturn", cases) == [not one for one in said]


def test_the_phone_says_it_in_the_same_words() -> None:
    page = (STREET / "templates/street/_outbox.html").read_text()
    assert f'data-ticket-day="{{% translate "{here(date(2099, 1, 1), date(2026, 11, 20))}" %}}"' in page


def test_a_list_on_the_phone_writes_times_as_the_servers_list_beside_it() -> None:
    """On the site's clock, wherever the phone is."""
    for language in ("en", "es"):
        moments = [
            datetime(2026, month, 1, hour, 4, tzinfo=UTC) for month in range(1, 13) for hour in (3, 14)
        ]
        cases = [(moment.isoformat(), "America/New_York", language) for moment in moments]
        with override(language):
            expected = [at(moment, "America/New_York") for moment in moments]
        assert on_the_phone("times.js", "shown", cases) == expected
