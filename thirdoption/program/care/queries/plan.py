"""The plan of a person: goals with their steps, and the last that was said of each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from thirdoption.program.care.models import Goal, PlanStep
from thirdoption.program.care.rules.plan import OPEN, Said
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.people.models import Person


@dataclass(frozen=True)
class Word:
    """What was said of a goal or a step, and when, with what got in the way."""

    said: str
    note: str
    at: datetime
    worker: str


@dataclass(frozen=True)
class Step:
    """One step: what, who, and by when. `said` is the last word on it, and `way` all that got in the way."""

    pk: UUID
    words: str
    who: str
    name: str
    by_on: date | None
    worker: str
    said: Word | None
    way: tuple[Word, ...]

    @property
    def state(self) -> str:
        """Where it is."""
        return self.said.said if self.said else Said.OPEN


@dataclass(frozen=True)
class Planned:
    """One goal with its steps; `before` are the words in whose place it stands."""

    pk: UUID
    words: str
    at: datetime
    worker: str
    before: str
    said: Word | None
    way: tuple[Word, ...]
    steps: tuple[Step, ...]

    @property
    def state(self) -> str:
        """Where it is."""
        return self.said.said if self.said else Said.OPEN

    @property
    def is_open(self) -> bool:
        """Whether the person still wants it."""
        return self.state in OPEN


_GOALS = """
SELECT g.id, g.words, g.at, w.name, coalesce(b.words, '') FROM care_goal g
JOIN staff_worker w ON w.id = g.worker_id LEFT JOIN care_goal b ON b.id = g.before_id
WHERE g.person_id = ANY (%(people)s) AND NOT EXISTS (SELECT 1 FROM care_goal n WHERE n.before_id = g.id)
ORDER BY g.at DESC, g.id
"""
_STEPS = """
SELECT s.thing_id, s.id, s.words, s.who, s.name, s.by_on, coalesce(w.name, '')
FROM care_goal g JOIN care_planstep s ON s.thing_id = g.id LEFT JOIN staff_worker w ON w.id = s.worker
WHERE g.person_id = ANY (%(people)s) ORDER BY s.at, s.id
"""
_SAID = """
SELECT coalesce(p.step_id, p.thing_id),
    jsonb_agg(jsonb_build_array(p.said, p.note, p.at, coalesce(w.name, ''))
        ORDER BY p.at DESC, p.id)
FROM care_goal g JOIN care_plansaid p ON p.thing_id = g.id LEFT JOIN staff_worker w ON w.id = p.worker
WHERE g.person_id = ANY (%(people)s) GROUP BY 1
"""


def plan(*, people: Sequence[UUID]) -> list[Planned]:
    """A person's goals, those still wanted first and then the newest; in three statements."""
    said = {thing: _words(rows) for thing, rows in _rows(_SAID, people)}
    steps: dict[UUID, list[Step]] = {}
    for goal, pk, *told in _rows(_STEPS, people):
        words = said.get(pk, ())
        row = (pk, *told, words[0] if words else None, _way(words))
        steps.setdefault(goal, []).append(Step(*row))
    found = []
    for pk, *told in _rows(_GOALS, people):
        words = said.get(pk, ())
        row = (pk, *told, words[0] if words else None, _way(words), tuple(steps.get(pk, ())))
        found.append(Planned(*row))
    return sorted(found, key=lambda one: not one.is_open)


def _rows(statement: str, people: Sequence[UUID]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"people": list(people)})
        return list(cursor.fetchall())


def _words(rows: Any) -> tuple[Word, ...]:
    plain = json.loads(rows) if isinstance(rows, str) else rows
    return tuple(Word(said, note, datetime.fromisoformat(at), who) for said, note, at, who in plain)


def _way(words: tuple[Word, ...]) -> tuple[Word, ...]:
    return tuple(one for one in words if one.said == Said.IN_THE_WAY)


def goal(*, person: Person, pk: UUID) -> Goal:
    """One goal of this person. Raises Refused (not found) alike for unknown, protected and another's."""
    found = Goal.objects.filter(person__in=person.records, pk=pk).first()
    if found is None:
        raise hidden()
    return found


def step(*, goal: Goal, pk: UUID) -> PlanStep:
    """One step of this goal. Raises Refused (not found) alike for unknown, protected and another's."""
    found = PlanStep.objects.filter(thing=goal, pk=pk).first()
    if found is None:
        raise hidden()
    return found
