"""Caseloads: the team with its numbers, one worker, who leaves, and how people went from worker to worker."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thirdoption.program.care.models import Cover, HandOver
from thirdoption.program.care.queries.caseload import Load, Person
from thirdoption.program.care.rules import ContactKind
from thirdoption.program.care.rules.caseload import NORM, Balance, Limits, balance
from thirdoption.program.care.rules.waitlist import Waits
from thirdoption.program.ground.acting import Acting
from thirdoption.program.staff.models import Worker
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.words import IN_TOUCH
from thirdoption.web.kit.links import address
from thirdoption.web.kit.tables import Cell, Column, Link, State, Table


def with_many(name: str, many: int) -> str:
    """A worker as a choice: the name, and how many people are with them."""
    counted = ngettext("%(many)s person", "%(many)s people", many) % {"many": many}
    return f"{name} ({counted})"


def team(loads: Sequence[Load], covers: Sequence[Cover], limits: Limits, clock: Clock) -> dict[str, Any]:
    """The values of `desk/team.html`."""
    carrying = [one for one in loads if one.people]
    average = sum(one.people for one in carrying) / len(carrying) if carrying else 0
    words = {"low": NORM[0], "high": NORM[1], "average": limits.average, "most": limits.most}
    return {
        "norm": _("Norm %(low)s to %(high)s people a worker, up to %(average)s on average, at most %(most)s.")
        % words,
        "average": _(
            "%(figure)s people a worker on average: %(people)s people, %(workers)s workers with people."
        )
        % {
            "figure": f"{average:.1f}",
            "people": sum(one.people for one in loads),
            "workers": len(carrying),
        },
        "too_many": average > limits.average,
        "table": Table(
            _("The team"),
            [Column(_("Worker")), Column(_("People"), figure=True), Column(_("Balance")), Column(_("Away"))],
            [_load(one, limits.most, clock) for one in loads],
            caption_quiet=True,
        ),
        "covers": [
            {
                "away": one.away.name,
                "worker": one.worker.name,
                "first": clock.day(one.starts_at),
                "last": clock.day(clock.day_before(one.ends_at)),
            }
            for one in covers
        ],
    }


def _load(one: Load, most: int, clock: Clock) -> list[Cell]:
    people = str(one.people)
    if one.looking:
        people = _("%(people)s, looking for %(looking)s") % {"people": people, "looking": one.looking}
    away = ""
    if one.covered_until:
        last = clock.short(clock.day_before(one.covered_until))
        away = _("until %(day)s, %(name)s covers") % {"day": last, "name": one.covered_by}
    return [
        Link(one.name, address("desk:team-member", one.worker)),
        people,
        _balance(one, most, clock),
        away or None,
    ]


def _balance(one: Load, most: int, clock: Clock) -> State:
    where = balance(one.people, most)
    if one.until and one.up_to:
        text = _("Up to %(most)s by decision, until %(day)s") % {
            "most": one.up_to,
            "day": clock.short(one.until),
        }
        return State(text, "urgent" if one.people > one.up_to else "waiting")
    told = {
        Balance.ROOM: (_("Has room"), "good"),
        Balance.NORM: (_("Within the norm"), "quiet"),
        Balance.FULL: (_("More than the norm"), "waiting"),
        Balance.OVER: (_("More than %(most)s, and no decision holds") % {"most": most}, "urgent"),
    }
    return State(*told[where])


def last_contact(one: Person | Waits, clock: Clock) -> str:
    """When there was a contact, or when it was tried."""
    if one.last_at is None:
        return _("None yet")
    moment = clock.moment(one.last_at)
    return _("%(moment)s (tried)") % {"moment": moment} if one.last_kind == ContactKind.TRIED else moment


def member(one: Worker, people: Sequence[Person], clock: Clock) -> dict[str, Any]:
    """The values of `desk/team_member.html`."""
    many = len(people)
    return {
        "name": one.name,
        "pk": one.pk,
        "count_text": ngettext("%(many)s person", "%(many)s people", many) % {"many": many},
        "table": Table(
            _("People"),
            [
                Column(_("Name")),
                Column(_("In touch")),
                Column(_("Last contact")),
                Column(_("With them since")),
                Column(_("Hand-over")),
            ],
            [
                [
                    Link(each.name, address("desk:person", each.person)),
                    State(str(IN_TOUCH[each.state][0]), IN_TOUCH[each.state][1]),
                    last_contact(each, clock),
                    clock.short(each.since),
                    Link(_("Give to another worker"), address("desk:hand-over", each.person)),
                ]
                for each in people
            ],
            empty=_("Nobody is with this worker now."),
            caption_quiet=True,
        ),
    }


def leaving(
    one: Worker,
    people: Sequence[Person],
    *,
    shifts: bool,
    covers: Sequence[str],
    others: Sequence[str],
    due: int,
) -> dict[str, Any]:
    """The values of `desk/team_leave.html`: what moves, and with whom it is afterwards."""
    many = len(people)
    goes = ngettext("%(many)s person goes to another worker.", "%(many)s people go to other workers.", many)
    with_them = ngettext("%(due)s thing to do goes with them.", "%(due)s things to do go with them.", due) % {
        "due": due
    }
    supervises = ""
    if one.role == "supervisor":
        supervises = _("What waits for a supervisor is with %(names)s.") % {"names": ", ".join(others)}
        supervises = supervises if others else _("The last supervisor cannot leave.")
    return {
        "name": one.name,
        "pk": one.pk,
        "people": goes % {"many": many},
        "due": with_them if due else "",
        "shifts": shifts,
        "covers": ", ".join(dict.fromkeys(covers)),
        "supervises": supervises,
    }


def hand_overs(person: Any, rows: Sequence[HandOver], clock: Clock, by: Acting) -> dict[str, Any]:
    """The values of `desk/hand_over.html`."""
    return {
        "person": person.name,
        "person_id": person.pk,
        "works_with": person.works_with,
        "rows": [
            {
                "day": clock.moment(one.at),
                "gave": one.gave.name if one.gave else "",
                "takes": one.takes.name,
                "by": one.worker.name,
                "why": _("The worker left.") if one.why == "leaves" else one.why,
                "line": one.line,
                "sensitive": one.sensitive,
                "wish": one.wish,
                "out_of_turn": one.out_of_turn,
                "read": clock.moment(one.was_read.at) if hasattr(one, "was_read") else "",
                "to_read": address("desk:hand-over-read", one.pk)
                if one.takes_id == by.worker and not hasattr(one, "was_read")
                else "",
            }
            for one in rows
        ],
    }
