"""The hand-off as the officer may follow it until they are free."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs import queries as handoffs
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.queries.escalation import is_exhausted, paged_at
from thirdoption.program.handoffs.rules import COMING, FROM_OFFICER
from thirdoption.program.handoffs.rules import State as HandoffState
from thirdoption.program.referrals import queries
from thirdoption.program.referrals.rules import State
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import policy_as_written
from thirdoption.program.staff.rules import ROLES
from thirdoption.web.kit.line import INSTEAD, fallback
from thirdoption.web.kit.notes import Said, choices, estimate, said
from thirdoption.web.street.presenters.words import clock


@dataclass(frozen=True)
class Panel:
    """The hand-off as the officer may follow it: who comes, since when. No person is in it."""

    pk: UUID
    known: str
    heading: str
    sentence: str
    line_number: str
    waiting: bool
    estimate: str = ""
    steps: tuple[tuple[str, str], ...] = ()
    notes: tuple[Said, ...] = ()
    tells: tuple[tuple[str, str], ...] = ()


def is_being_called(*, by: Acting, pk: UUID) -> bool:
    """Whether a hand-off that is not there yet is on its way.

    Raises Refused (not found) for what the worker did not send.
    """
    queries.receipt(by=by, referral=pk)
    return queries.states(pks=[pk]).get(pk) == State.ACCEPTED


COMES: dict[str, tuple[Any, Any]] = {
    HandoffState.ACCEPTED: (
        gettext_lazy("%(name)s is coming"),
        gettext_lazy("%(role)s. Stay with the person until they arrive."),
    ),
    HandoffState.EN_ROUTE: (
        gettext_lazy("%(name)s is on the way"),
        gettext_lazy("%(role)s. Stay with the person until they arrive."),
    ),
    HandoffState.ARRIVED: (
        gettext_lazy("%(name)s is there"),
        gettext_lazy("%(role)s. You are free when they take over."),
    ),
}
"""Heading and sentence while somebody has it in hand."""
STEPS: dict[str, Any] = {
    HandoffState.ACCEPTED: gettext_lazy("%(name)s said: I am coming"),
    HandoffState.EN_ROUTE: gettext_lazy("%(name)s set out"),
    HandoffState.ARRIVED: gettext_lazy("%(name)s arrived"),
}


def _fallback(handoff: Handoff, site: Site) -> str:
    """What the policy of the contact says, if it says anything."""
    if handoff.referral is None:  # nothing was said to have happened: the policy of the day it was asked
        return fallback(site, handoff.requested_at)
    said = policy_as_written(handoff.referral.policy_id).setting("line_fallback").value
    return said if isinstance(said, str) else ""


def show_handoff(*, handoff: Handoff | None, number: int | None, pk: UUID, site: Site) -> Panel:
    """The hand-off now. `number`: how often it has changed, which the page gives when it asks again."""
    known = "-" if number is None else str(number)
    if handoff is None:
        heading, sentence = _not_called() if queries.left_to_call(referral=pk) else _called()
        return Panel(pk, known, heading, sentence, site.line_number, waiting=True)
    zone, who = ZoneInfo(site.zone), handoff.accepted_by
    steps = [(_("The line was called"), clock(handoff.requested_at, site.zone))]
    told, times = handoffs.notes(handoff=handoff), handoffs.times(handoff=handoff)
    again = times.get(HandoffState.REQUESTED, handoff.requested_at)
    if again > handoff.requested_at:
        steps.append((_("Whoever was coming cannot come. Somebody else is asked"), clock(again, site.zone)))
    if who is None:
        paged = paged_at(handoff=handoff.pk, since=again)
        steps += [(_("Whoever is on call was paged"), clock(paged, site.zone))] if paged else []
        heading, sentence = _exhausted(handoff, site) if is_exhausted(handoff=handoff.pk) else _called()
    else:
        values = {"name": who.first_name, "role": _(ROLES[who.role].name)}
        heading, sentence = (text % values for text in COMES[handoff.state])
        steps += [
            (STEPS[state] % values, clock(times[state], site.zone)) for state in STEPS if state in times
        ]
    return Panel(
        pk,
        known,
        heading,
        sentence,
        site.line_number,
        waiting=who is None,
        estimate=estimate(told, zone, "H:i") if handoff.state in COMING else "",
        steps=tuple(steps),
        notes=said(told, zone, "H:i"),
        tells=choices(FROM_OFFICER),
    )


def _called() -> tuple[str, str]:
    return _("Calling the line"), _(
        "Whoever is on call has been asked to come. This page shows when somebody says yes."
    )


def _not_called() -> tuple[str, str]:
    return _("The line was not called"), _(
        "This came long after the contact. A supervisor decides whether somebody should come."
    )


def _exhausted(handoff: Handoff, site: Site) -> tuple[str, str]:
    instead = INSTEAD.get(_fallback(handoff, site), INSTEAD[""])
    sentence = _("Everybody on call was asked, and whoever leads them. %(instead)s") % {"instead": instead}
    return _("Nobody can come right now"), sentence
