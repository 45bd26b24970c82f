"""Lists by link, files of charges, other cases: for the table of acts, as (who, action, given, rows)."""

from typing import Any

from tests.factories import directory_acts, provider_acts
from thirdoption.program.matters import actions as matters
from thirdoption.program.staff.actions import links
from thirdoption.program.staff.rules.links import CodeBy

Story = Any


def sent(story: Story) -> dict[str, Any]:
    return {"recipient": story.workers["by-link"], "days": 1, "code_by": CodeBy.TELEPHONE}


def case(story: Story) -> dict[str, Any]:
    return {"person": story.person, "kind": "warrant", "court": "", "next_on": None, "asks": ""}


ACTS: tuple[tuple[Any, ...], ...] = (
    ("manager", links.send_link, sent, ("send: list link",), "link"),
    ("manager", links.tell_code, lambda s: {"link": s.link}, ("tell code: list link",), "code"),
    ("by-link", links.open_link, lambda s: {"link": s.link, "code": s.code}, ("open: list link",)),
    ("manager", links.end_link, lambda s: {"link": s.link}, ("end: list link",)),
    ("liaison", matters.import_charges, lambda s: {"rows": []}, ("import: matter",)),
    ("case-manager", matters.note_case, case, ("note case: person + person",)),
    *directory_acts.ACTS,
    *provider_acts.ACTS,
)
