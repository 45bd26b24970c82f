"""A form that is sent again with other words is not said to be saved (R-77)."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.factories.about_acts import WAY
from tests.factories.desk import Desk
from tests.factories.funds_acts import ABUSE
from thirdoption.program.care import actions as care
from thirdoption.program.care.actions.told import note_told
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.people.actions import about

SAID = {"kind": "made", "how": "phone", "minutes": 5, "line": "x", "sensitive": ""}
FORMS: dict[str, Callable[[Desk, int, dict[str, Any]], object]] = {
    "contact": lambda d, n, now: care.note_contact(**SAID, **now, happened_at=now["at"] - timedelta(days=n)),
    "colleagues": lambda d, n, now: care.note_contact(
        **SAID, **now, colleagues=[d.world.workers["supervisor"].pk][: n - 1]
    ),
    "way": lambda d, n, now: about.keep_way(
        **{**WAY, "as_of": (now["at"] - timedelta(days=n)).date()}, **now
    ),
    "fact": lambda d, n, now: care.note_fact(
        kind="housing", code="101", as_of=(now["at"] - timedelta(days=n)).date(), **now
    ),
    "told": lambda d, n, now: note_told(**ABUSE, **now, happened_at=now["at"] - timedelta(days=n)),
    "asked": lambda d, n, now: care.ask_provider(
        service=d.service.pk, recipient="Harbor", asks=f"A bed for {n}", text="T", language="en",
        signed_name="M", expires_at=d.world.at + timedelta(days=90), **now
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", FORMS)
def test_the_same_key_with_other_words_is_refused(desk: Desk, what: str) -> None:
    with desk.world.acting("case-manager") as by:
        now = {"person": desk.person, "key": uuid.uuid4(), "by": by, "at": by.now()}
        FORMS[what](desk, 1, now)
        FORMS[what](desk, 1, now)  # a second tap
        with pytest.raises(Refused):
            FORMS[what](desk, 2, now)
