"""Goals in the person's own words, and contacts made or tried."""

from datetime import datetime
from uuid import UUID

from thirdoption.program.care.actions.taking_part import change_engagement
from thirdoption.program.care.models import (
    Contact,
    Goal,
    Participation,
)
from thirdoption.program.care.rules import (
    TAKEN_BACK_IN,
    ContactKind,
    Engagement,
    How,
)
from thirdoption.program.care.rules.texts import free_text
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import INVALID, Refused
from thirdoption.program.people.models import Person
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import add_once, number, record


def set_goal(*, person: Person, words: str, key: UUID | None = None, by: Acting, at: datetime) -> Goal:
    """Keep a goal in the person's own words."""
    check(by, Permission.WRITE_CARE)
    goal = Goal(
        pk=number(by=by, key=key),
        site_id=by.site,
        person=person,
        worker_id=by.hand,
        at=at,
        words=free_text(words, field="words", limit=500, required=True),
    )
    if add_once(goal, same=("person", "words")):
        record(by=by, verb="set goal", noun="person", objects=[person.pk, goal.pk], at=at)
    return goal


def note_contact(
    *,
    person: Person,
    kind: str,
    how: str,
    minutes: int | None,
    line: str,
    sensitive: str,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Contact:
    """Keep a contact made or tried. A contact made takes a person back in: nobody re-applies."""
    check(by, Permission.WRITE_CARE)
    if kind not in set(ContactKind) or how not in set(How):
        raise Refused(INVALID, "Choose from the list.", "how")
    if minutes is not None and not 0 <= minutes <= 1440:
        raise Refused(INVALID, "Give the minutes as a number from 0 to 1440.", "minutes")
    contact = Contact(
        pk=number(by=by, key=key),
        site_id=by.site,
        person=person,
        worker_id=by.hand,
        at=at,
        kind=kind,
        how=how,
        minutes=minutes,
        line=free_text(line, field="line", limit=200, required=True),
        sensitive=free_text(sensitive, field="sensitive", limit=4000),
    )
    if not add_once(contact, same=("person", "kind", "how", "minutes", "line", "sensitive")):
        return contact
    record(by=by, verb="note contact", noun="person", objects=[person.pk, contact.pk], at=at)
    if kind == ContactKind.MADE:
        participation = Participation.objects.get(person=person)
        if participation.state in TAKEN_BACK_IN:
            change_engagement(participation=participation, to=Engagement.ACTIVE, note="", by=by, at=at)
    return contact
