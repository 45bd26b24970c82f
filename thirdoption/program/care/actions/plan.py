"""The plan: goals in the person's own words, steps, what is said of them, and copies for another record."""

from datetime import date, datetime
from uuid import UUID

from thirdoption.program.care.actions.intake import confirm_intakes
from thirdoption.program.care.models import Contact, Copied, Goal, PlanSaid, PlanStep
from thirdoption.program.care.rules.plan import (
    NOTE_LIMIT,
    SAYABLE,
    STEP_LIMIT,
    WHO_LIMIT,
    WORDS_LIMIT,
    Copy,
    Said,
    Who,
)
from thirdoption.program.care.rules.texts import free_text
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import INVALID, Refused
from thirdoption.program.people.models import Person
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import add_once, number, record

_LIST = "Choose from the list."
_CHANGED = "This goal was already changed. Load the page again."


def set_goal(*, person: Person, words: str, key: UUID | None = None, by: Acting, at: datetime) -> Goal:
    """Keep a goal in the person's own words."""
    check(by, Permission.WRITE_CARE)
    goal = _goal(person.pk, words, None, key, by, at)
    if add_once(goal, same=("person", "words")):
        record(by=by, verb="set goal", noun="person", objects=[person.pk, goal.pk], at=at)
        confirm_intakes(person=person, by=by, at=at)
    return goal


def change_goal(*, goal: Goal, words: str, key: UUID | None = None, by: Acting, at: datetime) -> Goal:
    """Put a goal in other words: the new one takes its place, and the old one stays as it was said.

    Raises Refused (conflict) when it was changed already.
    """
    check(by, Permission.WRITE_CARE)
    new = _goal(goal.person_id, words, goal, key, by, at)
    if add_once(new, same=("person", "words", "before"), taken=_CHANGED):
        _said(goal, None, Said.CHANGED, "", None, by, at)
        record(by=by, verb="change goal", noun="person", objects=[goal.person_id, new.pk], at=at)
    return new


def _goal(person: UUID, words: str, before: Goal | None, key: UUID | None, by: Acting, at: datetime) -> Goal:
    return Goal(
        pk=number(by=by, key=key),
        site_id=by.site,
        person_id=person,
        worker_id=by.hand,
        at=at,
        words=free_text(words, field="words", limit=WORDS_LIMIT, required=True),
        before=before,
    )


def add_step(
    *,
    goal: Goal,
    words: str,
    who: str,
    name: str,
    by_on: date | None,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> PlanStep:
    """Keep a step: what, who takes it (the person, a worker, a provider), and by when if that helps."""
    check(by, Permission.WRITE_CARE)
    if who not in set(Who):
        raise Refused(INVALID, _LIST, "who")
    step = PlanStep(
        pk=number(by=by, key=key),
        thing=goal,
        at=at,
        worker=by.hand,
        organization=by.organization,
        words=free_text(words, field="words", limit=STEP_LIMIT, required=True),
        who=who,
        name=free_text(name, field="name", limit=WHO_LIMIT),
        by_on=by_on,
    )
    if add_once(step, same=("thing", "words", "who", "name", "by_on")):
        record(by=by, verb="add step", noun="person", objects=[goal.person_id, step.pk], at=at)
    return step


def say_of_plan(
    *,
    goal: Goal,
    step: PlanStep | None,
    said: str,
    note: str,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> PlanSaid:
    """Say that a goal or a step is done, let go or open again, or what got in the way (then in words)."""
    check(by, Permission.WRITE_CARE)
    if said not in SAYABLE["step" if step else "goal"]:
        raise Refused(INVALID, _LIST, "said")
    kept = _said(goal, step, Said(said), note, key, by, at)
    record(by=by, verb="say of plan", noun="person", objects=[goal.person_id, kept.pk], at=at)
    return kept


def _said(
    goal: Goal, step: PlanStep | None, said: Said, note: str, key: UUID | None, by: Acting, at: datetime
) -> PlanSaid:
    kept = PlanSaid(
        pk=number(by=by, key=key),
        thing=goal,
        step=step,
        at=at,
        worker=by.hand,
        organization=by.organization,
        said=said,
        note=free_text(note, field="note", limit=NOTE_LIMIT, required=said == Said.IN_THE_WAY),
    )
    add_once(kept, same=("thing", "step", "said", "note"))
    return kept


def mark_copied(
    *, person: Person, contact: Contact | None, form: str, by: Acting, at: datetime
) -> tuple[Copied, ...]:
    """Keep that a contact, or the plan, leaves for the agency's own record; and what was copied before.

    It is on the trail as an export (R-69). Raises Refused (invalid) for a form that there is not.
    """
    check(by, Permission.WRITE_CARE)
    if form not in set(Copy):
        raise Refused(INVALID, _LIST, "form")
    before = tuple(Copied.objects.filter(person=person, contact=contact).order_by("-at"))
    kept = Copied(site_id=by.site, person=person, worker_id=by.hand, at=at, contact=contact, form=form)
    kept.save(force_insert=True)
    objects = [person.pk, contact.pk] if contact else [person.pk]
    record(by=by, verb="copy", noun="person", objects=objects, why=form, at=at)
    return (kept, *before)


def print_plan(*, person: Person, by: Acting, at: datetime) -> None:
    """Keep that the plan was printed for the person (R-69)."""
    check(by, Permission.WRITE_CARE)
    record(by=by, verb="print plan", noun="person", objects=[person.pk], at=at)
