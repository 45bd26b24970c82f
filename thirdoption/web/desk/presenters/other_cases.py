"""Other cases of a person, as they told them: apart from the held charges, and never their history."""

from dataclasses import dataclass
from typing import Any

from thirdoption.program.matters.queries import other_cases
from thirdoption.program.matters.queries.other_cases import Told
from thirdoption.program.people.models import Person
from thirdoption.web.desk.forms.other_cases import CHOICES, Case
from thirdoption.web.desk.presenters.moments import Clock


@dataclass(frozen=True)
class Shown:
    """One other case."""

    kind: str
    court: str
    next_on: str
    asks: str
    noted: str


def section(person: Person, clock: Clock, form: Case | None = None) -> dict[str, Any]:
    """The values of `desk/_other_cases.html`."""
    shown = [_shown(one, clock) for one in other_cases(people=person.records)]
    return {"other_cases": shown, "other_case": form or Case(), "case_refused": bool(form)}


def _shown(one: Told, clock: Clock) -> Shown:
    return Shown(
        kind=str(CHOICES[one.kind]),
        court=one.court,
        next_on=clock.day(one.next_on) if one.next_on else "",
        asks=one.asks,
        noted=clock.short(one.at),
    )
