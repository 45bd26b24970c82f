"""Writing the trail, adding a row once, and moving things from state to state."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction
from psycopg.errors import UniqueViolation

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.ids import Row
from thirdoption.program.ground.refusal import CONFLICT, Refused
from thirdoption.program.trail.models import Stateful
from thirdoption.program.trail.rules import Outcome

SENT_BEFORE = "Something else is already saved from this page. To save this as well, send it again."
_ENTRY = """
INSERT INTO trail_entry (id, site, worker, organization, role, purpose, verb, noun, outcome, subjects,
    why, at, hash)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s::uuid[], %s, %s, '')
"""


def record(
    *,
    by: Acting | None,
    verb: str,
    noun: str,
    objects: Iterable[UUID] = (),
    outcome: Outcome = Outcome.DONE,
    why: str = "",
    at: datetime,
) -> None:
    """Write one trail row in the transaction that is open; if it cannot be written, the act ends (R-70)."""
    values = (
        uuid4(),
        by.site if by else None,
        by.worker if by else None,
        by.organization if by else None,
        by.role if by else "",
        by.purpose if by else "",
        verb,
        noun,
        str(outcome),
        list(objects),
        why[:300],
        at,
    )
    with connection.cursor() as cursor:
        cursor.execute(_ENTRY, values)


def seen(*, by: Acting, noun: str, objects: Iterable[UUID]) -> None:
    """Record that a worker was shown these; a list is one row with the ids shown (R-69)."""
    record(by=by, verb="see", noun=noun, objects=objects, outcome=Outcome.SEEN, at=by.now())


def number(*, by: Acting, key: UUID | None) -> UUID:
    """The id of what a form makes: the same for every post of one rendered form, and only this worker's.

    Without a key (no form) it is a new one.
    """
    return uuid.uuid5(by.hand, str(key)) if key else uuid.uuid4()


def add_once(row: Row, *, same: Iterable[str], taken: str = "") -> bool:
    """Save a row under its `number`; False when a second tap sends again what is saved already.

    `same` names the columns that make it the same. Raises Refused (conflict) when the id came with
    something else or another row is in the way; `taken` is a sentence that says so better.
    """
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if not isinstance(error.__cause__, UniqueViolation):
            raise
        values = {name: getattr(row, name) for name in same}
        if not type(row)._default_manager.filter(pk=row.pk, **values).exists():
            if taken:
                raise Refused(CONFLICT, taken) from error
            raise Refused(CONFLICT, SENT_BEFORE) from error
        return False
    return True


def move(
    *,
    thing: Stateful,
    to: str,
    transitions: Mapping[Any, Any],
    taken: str,
    by: Acting,
    at: datetime,
    note: str = "",
    facts: Any = None,
    **also: Any,
) -> None:
    """Append the next status of a thing, with its own columns in `facts`, and set the thing's `state`,
    with other columns in `also`.

    Raises Refused (conflict) with the sentence `taken` when the thing may not go there from where
    it is, or when somebody else moved it first.
    """
    if to not in transitions.get(thing.state, ()):
        raise Refused(CONFLICT, taken)
    number = thing.version + 1
    try:
        with transaction.atomic():
            thing.statuses.model(  # type: ignore[attr-defined]
                thing=thing,
                number=number,
                state=to,
                at=at,
                worker=by.worker,
                organization=by.organization,
                note=note,
                **(facts or {}),
            ).save(force_insert=True)
    except IntegrityError as error:
        raise Refused(CONFLICT, taken) from error
    changed = (
        type(thing)
        ._default_manager.filter(pk=thing.pk, version=thing.version)
        .update(state=to, version=number, **also)
    )
    if changed != 1:
        raise Refused(CONFLICT, taken)
    thing.state, thing.version = str(to), number
    for name, value in also.items():
        setattr(thing, name, value)


def seal() -> int | None:
    """Seal committed rows into the next block; its number, or None when there is nothing new."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT trail.seal()")
        number: int | None = cursor.fetchone()[0]
        return number
