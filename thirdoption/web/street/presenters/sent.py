"""What I sent: the list, and the receipt that stays."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs import queries as handoffs
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.rules import LATER
from thirdoption.program.handoffs.rules import State as HandoffState
from thirdoption.program.handoffs.rules.calls import How
from thirdoption.program.referrals import queries
from thirdoption.program.referrals.models import Receipt
from thirdoption.program.referrals.rules import State
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.rules import Permission, may
from thirdoption.program.trail.actions import seen
from thirdoption.web.kit.links import address
from thirdoption.web.street.presenters.words import at

ON_A_PAGE = 50
FREED: dict[str, Any] = {
    HandoffState.APPOINTMENT: gettext_lazy("An appointment was agreed. The program meets the person then."),
    HandoffState.BY_PHONE: gettext_lazy("The program and the person talk by telephone."),
    HandoffState.TRANSPORT: gettext_lazy("The person is brought to the program."),
    HandoffState.LATER_OFFER: gettext_lazy("The program makes the offer another time."),
    HandoffState.DECLINED: gettext_lazy("The person said no. Nothing is different for them because of that."),
    HandoffState.PERSON_LEFT: gettext_lazy("The person left. They may call the program any time."),
    HandoffState.CANCELLED: gettext_lazy("You took it back."),
}
"""What freed the officer where nobody was handed over; that nobody could come is the page's own sentence."""


@dataclass(frozen=True)
class Line:
    """One thing that I sent: where it is, and what is left to do."""

    url: str
    incident_number: str
    sent: str
    where: str
    tone: str
    todo: str = ""


def minutes(receipt: Receipt) -> int | None:
    """Minutes from sending to being free; None while the officer is not free."""
    if receipt.handed_over_at is None:
        return None
    return round((receipt.handed_over_at - receipt.sent_at).total_seconds() / 60)


def home(*, by: Acting, zone: str, number: str) -> dict[str, Any]:
    """A page of what a worker sent: first what they have to finish, then the rest, newest first."""
    total = queries.count_of_receipts(by=by)
    page = Paginator(range(total), ON_A_PAGE).get_page(number)
    sent = queries.receipts(by=by, part=slice(max(page.start_index() - 1, 0), page.end_index()))
    ids = [one.referral for one in sent]
    states = queries.states(pks=ids)
    called = [one.referral for one in sent if one.of_call and not one.freed_by]
    wanted = [*called, *(pk for pk, state in states.items() if state == State.ACCEPTED)]
    coming = handoffs.coming(referrals=wanted)
    if states:
        seen(by=by, noun="referral", objects=list(states))
    lines = [_line(one, states.get(one.referral), coming.get(one.referral), zone) for one in sent]
    supervises = may(by.role, Permission.SEE_HELD)
    return {
        "todo": [line for line in lines if line.todo],
        "sent": [line for line in lines if not line.todo],
        "count": total,
        "page": page,
        "supervises": supervises,
        "held": queries.held_waiting() if supervises else 0,
    }


def _line(one: Receipt, state: str | None, coming: tuple[str, str] | None, zone: str) -> Line:
    where, tone, todo = _where(one, state, coming)
    page = "street:receipt" if state is None else "street:referral"
    name = one.incident_number or _("No incident number")
    if one.of_call:
        name, state = _("Asked to come"), State.ACCEPTED if coming else None
        page = "street:come-live" if coming else page
    return Line(
        url=address(page, one.referral),
        incident_number=name,
        sent=at(one.sent_at, zone),
        where=where,
        tone=tone,
        todo=todo,
    )


def _where(one: Receipt, state: str | None, coming: tuple[str, str] | None) -> tuple[str, str, str]:
    """(where it is, tone, what is left to do) of something that was sent."""
    if (waited := minutes(one)) is not None:
        return _("Handed over after %(minutes)s min") % {"minutes": waited}, "good", ""
    if state in (State.RECORDED, State.OFFERED):
        return _("No offer or ending noted yet"), "waiting", _("Go on")
    if state == State.DECLINED:
        return _("Offer declined; no ending noted yet"), "waiting", _("Say how it ended")
    if state == State.ACCEPTED:
        handoff, name = coming or (HandoffState.REQUESTED, "")
        words = {
            HandoffState.ACCEPTED: _("%(name)s is coming") % {"name": name},
            HandoffState.EN_ROUTE: _("%(name)s is on the way") % {"name": name},
            HandoffState.ARRIVED: _("%(name)s is there") % {"name": name},
        }
        return words.get(HandoffState(handoff), _("Calling the line")), "info", ""
    if state == State.NOT_OFFERED:
        return _("No offer made"), "quiet", ""
    return (_("Ended without a hand-over") if state is None else _("Offer declined")), "quiet", ""


@dataclass(frozen=True)
class CalledFrom:
    """Where the line was asked to come, and how."""

    place: str
    rows: tuple[tuple[str, str], ...]


HOW = {
    How.TAP: gettext_lazy("From this page"),
    How.PHONE: gettext_lazy("By telephone"),
    How.MESSAGE: gettext_lazy("By message"),
}


def asked(handoff: Handoff, sent: Receipt, *, site: Site) -> CalledFrom:
    """What an officer asked: nothing of whoever they are with."""
    call = handoff.call
    assert call is not None  # it was found by it
    rows = ((_("Asked"), at(sent.sent_at, site.zone)), (_("How"), str(HOW[How(call.how)])))
    return CalledFrom(call.place or _("You tell the place by telephone"), rows)


def is_open(*, pk: UUID) -> bool:
    """Whether the author may still open their referral."""
    return bool(queries.states(pks=[pk]))


def receipt(found: Receipt, *, site: Site) -> dict[str, Any]:
    """The receipt: that it was sent, once, and when the officer was free."""
    waited = minutes(found)
    number = (_("Incident number"), found.incident_number)
    rows = [*([] if found.of_call else [number]), (_("Sent"), at(found.sent_at, site.zone))]
    if found.handed_over_at is not None:
        rows.append((_("Handed over"), at(found.handed_over_at, site.zone)))
    return {
        "free": waited is not None,
        "minutes": waited,
        "rows": rows,
        "instead": FREED.get(found.freed_by, ""),
        "agreed": found.freed_by in LATER,
        "line_number": site.line_number,
    }
