"""Today: who waits on the line, and one's own people."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thirdoption.program.care.queries import Coming, Mine
from thirdoption.program.care.rules import ContactKind, Engagement
from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.queries import Line
from thirdoption.program.handoffs.rules import State
from thirdoption.web.desk.presenters import calls as presenting
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.words import ENDINGS, IN_TOUCH
from thirdoption.web.kit.links import address
from thirdoption.web.kit.tables import Cell, Column, Link, Table
from thirdoption.web.kit.tables import State as Tag


def page(
    *,
    clock: Clock,
    calls: Line,
    agreed: Sequence[tuple[UUID, str, str, datetime]],
    people: Sequence[Mine],
    open_intakes: Sequence[Coming],
    narrowed: bool,
    by: Acting,
) -> dict[str, object]:
    """The values of `desk/today.html`."""
    lines = [presenting.line(one, clock, by) for one in calls.shown]
    looking = sum(one.state == Engagement.LOOKING_FOR for one in people)
    many = len(people)
    counted = ngettext("%(many)s person", "%(many)s people", many) % {"many": many}
    return {
        "today": clock.weekday(),
        "waiting": [one for one in lines if one.state == State.REQUESTED],
        "waiting_in_all": calls.requested,
        "calls_in_all": calls.many if calls.many > len(lines) else 0,
        "agreed": [_agreed(one, clock) for one in agreed],
        "mine": [one for one in lines if one.mine],
        "others": [one for one in lines if one.state != State.REQUESTED and not one.mine],
        "table": _table(clock, people, open_intakes),
        "count_text": _("%(people)s, looking for %(looking)s") % {"people": counted, "looking": looking}
        if looking
        else counted,
        "narrowed": narrowed,
    }


def _agreed(one: tuple[UUID, str, str, datetime], clock: Clock) -> dict[str, str]:
    pk, state, place, since = one
    words = str(ENDINGS[state][0])
    return {"url": address("desk:handoff", pk), "place": place, "words": words, "since": clock.moment(since)}


def _table(clock: Clock, people: Sequence[Mine], open_intakes: Sequence[Coming]) -> Table:
    due = _first_due(open_intakes)
    ordered = sorted(people, key=lambda one: _rank(due.get(one.person)))
    return Table(
        _("My people"),
        [Column(_("Name")), Column(_("In touch")), Column(_("Last contact")), Column(_("Intake"))],
        [_row(one, due.get(one.person), clock) for one in ordered],
        caption_quiet=True,
    )


def _first_due(open_intakes: Sequence[Coming]) -> dict[UUID, Coming]:
    """For each person the open intake with the nearest last day."""
    due: dict[UUID, Coming] = {}
    for one in open_intakes:
        if one.person not in due or _rank(one) < _rank(due[one.person]):
            due[one.person] = one
    return due


def _rank(coming: Coming | None) -> tuple[bool, bool, int]:
    """An intake with a last day first, the nearest on top; then one without; the rest stays in order."""
    last = coming.intake_by if coming else None
    return (coming is None, last is None, last.toordinal() if last else 0)


def _row(one: Mine, coming: Coming | None, clock: Clock) -> list[Cell]:
    name, tone, _means = IN_TOUCH[one.state]
    return [
        Link(_name(one), address("desk:person", one.person)),
        Tag(str(name), tone),
        last_contact(one, clock),
        intake(coming, clock),
    ]


def _name(one: Mine) -> str:
    if not one.covers:
        return one.name
    return _("%(name)s (for %(worker)s)") % {"name": one.name, "worker": one.covers}


def last_contact(one: Mine, clock: Clock) -> str:
    """When there was a contact, or when it was tried."""
    if one.last_at is None:
        return _("None yet")
    moment = clock.moment(one.last_at)
    return _("%(moment)s (tried)") % {"moment": moment} if one.last_kind == ContactKind.TRIED else moment


def intake(coming: Coming | None, clock: Clock) -> Cell:
    """Until when the intake is to do; nothing once it is done."""
    if coming is None:
        return _("Done")
    if coming.intake_by is None:
        return _("To do, no date")
    due = clock.due(coming.intake_by)
    return Tag(due.text, due.tone)
