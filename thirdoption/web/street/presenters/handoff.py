"""The hand-off as the officer may follow it until they are free."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs import queries as handoffs
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.queries.escalation import is_exhausted
from thirdoption.program.handoffs.rules import State as HandoffState
from thirdoption.program.referrals import queries
from thirdoption.program.referrals.rules import State
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import policy_as_written
from thirdoption.program.staff.rules import ROLES
from thirdoption.web.kit.line import INSTEAD, fallback
from thirdoption.web.street.presenters.words import clock


@dataclass(frozen=True)
class Panel:
    """The hand-off as the officer may follow it: who comes, since when. No person is in it."""

    url: str
    version: str
    heading: str
    sentence: str
    steps: tuple[tuple[str, str], ...]
    line_number: str
    waiting: bool


def is_being_called(*, by: Acting, pk: UUID) -> bool:
    """Whether a hand-off that is not there yet is on its way.

    Raises Refused (not found) for what the worker did not send.
    """
    queries.receipt(by=by, referral=pk)
    return queries.states(pks=[pk]).get(pk) == State.ACCEPTED


def _fallback(handoff: Handoff, site: Site) -> str:
    """What the policy of the contact says, if it says anything."""
    if handoff.referral is None:  # nothing was said to have happened: the policy of the day it was asked
        return fallback(site, handoff.requested_at)
    said = policy_as_written(handoff.referral.policy_id).value("line_fallback")
    return said if isinstance(said, str) else ""


def version(handoff: Handoff | None) -> str:
    """What a page that asks again compares: "-" until the line is called, then the hand-off's number."""
    if handoff is None:
        return "-"
    asked = handoff.state == HandoffState.REQUESTED and is_exhausted(handoff=handoff.pk)
    return f"{handoff.version}x" if asked else str(handoff.version)


def show_handoff(*, handoff: Handoff | None, pk: UUID, site: Site, route: str = "street:handoff") -> Panel:
    """The hand-off now; `route` is where its page asks again."""
    heading = _("Calling the line")
    sentence = _("Whoever is on call has been asked to come. This page shows when somebody says yes.")
    steps: list[tuple[str, str]] = []
    state = HandoffState.REQUESTED
    if handoff is None and queries.left_to_call(referral=pk):
        heading = _("The line was not called")
        sentence = _("This came long after the contact. A supervisor decides whether somebody should come.")
    if handoff is not None:
        state = HandoffState(handoff.state)
        steps.append((_("The line was called"), clock(handoff.requested_at, site.zone)))
        times = {state: clock(at, site.zone) for state, at in handoffs.times(handoff=handoff).items()}
        if state == HandoffState.REQUESTED and is_exhausted(handoff=handoff.pk):
            heading = _("Nobody can come right now")
            sentence = _("Everybody on call was asked, and whoever leads them. %(instead)s") % {
                "instead": INSTEAD.get(_fallback(handoff, site), INSTEAD[""])
            }
        who = handoff.accepted_by
        if who is not None:
            values = {"name": who.name, "role": _(ROLES[who.role].name)}
            heading = _("%(name)s is coming") % values
            sentence = _("%(role)s. Stay with the person until they arrive.") % values
            steps.append((_("%(name)s said: I am coming") % values, times.get(HandoffState.ACCEPTED, "")))
        if who is not None and HandoffState.EN_ROUTE in times:
            heading = _("%(name)s is on the way") % values
            steps.append((_("%(name)s set out") % values, times[HandoffState.EN_ROUTE]))
        if who is not None and state == HandoffState.ARRIVED:
            heading = _("%(name)s is there") % values
            sentence = _("%(role)s. You are free when they take over.") % values
            steps.append((_("%(name)s arrived") % values, times.get(HandoffState.ARRIVED, "")))
    return Panel(
        url=reverse(route, args=[pk]),
        version=version(handoff),
        heading=heading,
        sentence=sentence,
        steps=tuple(steps),
        line_number=site.line_number,
        waiting=state == HandoffState.REQUESTED,
    )
