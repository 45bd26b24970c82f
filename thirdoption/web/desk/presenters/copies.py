"""A contact or the plan as it goes into another record: text to paste, a table, or FHIR R4.

Only the line that may be shared goes along: what is sensitive stays where it was written.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from thirdoption.program.care.models import Contact
from thirdoption.program.care.queries.plan import Planned, Step
from thirdoption.program.care.rules import ContactKind, How
from thirdoption.program.care.rules.plan import Said
from thirdoption.program.people.models import Person
from thirdoption.web.desk.presenters import plan as planning
from thirdoption.web.desk.presenters.contacts import how
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.words import HOW, KINDS

_ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
_CLASS = {How.IN_PERSON: ("FLD", "field")}
_GOAL = {Said.DONE: "completed", Said.LET_GO: "cancelled", Said.IN_THE_WAY: "active"}
_STEP = {Said.DONE: "completed", Said.LET_GO: "cancelled", Said.IN_THE_WAY: "on-hold"}


def _team(row: Contact, who: Mapping[UUID, str]) -> list[str]:
    return [who[pk] for pk in (row.worker_id, *row.colleagues) if pk in who]


def contact_text(person: Person, row: Contact, who: Mapping[UUID, str], clock: Clock) -> str:
    """A contact to paste."""
    facts = [clock.full(row.at), how(row.kind, row.how), row.place]
    if row.minutes is not None:
        facts.append(_("%(minutes)s min") % {"minutes": row.minutes})
    return "\n".join(
        [person.name, " · ".join(one for one in [*facts, *_team(row, who)] if one), row.line, ""]
    )


def contact_rows(row: Contact, who: Mapping[UUID, str], clock: Clock) -> list[list[object]]:
    """A contact as a table of one row."""
    heads = [_("When"), _("Contact"), _("How"), _("Where"), _("Minutes"), _("Who"), _("In one line")]
    when = row.at.astimezone(clock.zone).strftime("%Y-%m-%d %H:%M")
    told = [
        when,
        str(KINDS[row.kind]),
        str(HOW[row.how]),
        row.place,
        row.minutes or "",
        "; ".join(_team(row, who)),
    ]
    return [list(heads), [*told, row.line]]


def encounter(person: Person, row: Contact, who: Mapping[UUID, str]) -> dict[str, Any]:
    """A FHIR R4 Encounter; one that was only tried is "cancelled", for the subject was not there."""
    code, display = _CLASS.get(How(row.how), ("VR", "virtual"))
    found: dict[str, Any] = {
        "resourceType": "Encounter",
        "id": str(row.pk),
        "status": "finished" if row.kind == ContactKind.MADE else "cancelled",
        "class": {"system": _ACT_CODE, "code": code, "display": display},
        "subject": {"display": person.name},
        "participant": [{"individual": {"display": name}} for name in _team(row, who)],
        "period": {"start": row.at.isoformat()},
        "reasonCode": [{"text": row.line}],
    }
    if row.minutes is not None:
        found["length"] = {
            "value": row.minutes,
            "unit": "minute",
            "system": "http://unitsofmeasure.org",
            "code": "min",
        }
    if row.place:
        found["location"] = [{"location": {"display": row.place}}]
    return found


def plan_text(person: Person, goals: Sequence[Planned], clock: Clock) -> str:
    """The plan to paste."""
    lines = [person.name, _("Plan of %(day)s") % {"day": clock.day(clock.at)}]
    for goal in planning.goals(goals, clock):
        lines += ["", f"“{goal.words}” ({goal.state})", *(f"  {one}" for one in goal.way)]
        for step in goal.steps:
            lines += [f"- {step.words} ({step.about}; {step.state})", *(f"    {one}" for one in step.way)]
    return "\n".join([*lines, ""])


def plan_rows(goals: Sequence[Planned], clock: Clock) -> list[list[object]]:
    """The plan as a table: a row for each step."""
    heads = [_("Goal"), _("How it is"), _("Step"), _("Who takes it"), _("By when"), _("How the step is")]
    return [list(heads), *planning.lines(goals, clock)]


def care_plan(person: Person, goals: Sequence[Planned], clock: Clock) -> dict[str, Any]:
    """A FHIR R4 CarePlan with its goals contained; the person's words stand as the goal's description."""
    subject = {"display": person.name}
    told: dict[str, Any] = {
        "resourceType": "CarePlan",
        "status": "active",
        "intent": "plan",
        "subject": subject,
        "created": clock.at.isoformat(),
        "contained": [_goal(one, number, subject) for number, one in enumerate(goals, 1)],
        "goal": [{"reference": f"#goal-{number}"} for number, _one in enumerate(goals, 1)],
        "activity": [
            {"detail": {**_activity(step), "goal": [{"reference": f"#goal-{number}"}]}}
            for number, one in enumerate(goals, 1)
            for step in one.steps
        ],
    }
    return _whole(told)


def _goal(one: Planned, number: int, subject: dict[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "resourceType": "Goal",
        "id": f"goal-{number}",
        "lifecycleStatus": _GOAL.get(Said(one.state), "active"),
        "description": {"text": one.words},
        "subject": subject,
        "note": [{"text": word.note, "time": word.at.isoformat()} for word in one.way],
    }
    return _whole(told)


def _whole(told: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty: FHIR's JSON has no empty lists."""
    return {name: value for name, value in told.items() if value != []}


def _activity(step: Step) -> dict[str, Any]:
    told: dict[str, Any] = {
        "status": _STEP.get(Said(step.state), "not-started"),
        "description": step.words,
        "performer": [{"display": step.name or str(planning.WHO[step.who])}],
    }
    if step.by_on:
        told["scheduledString"] = step.by_on.isoformat()
    return told
