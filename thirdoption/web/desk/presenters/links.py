"""Lists that went by link: to whom, until when, and what became of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from thirdoption.program.messages.rules import State
from thirdoption.program.staff.models import ListLink
from thirdoption.program.staff.rules.links import CodeBy, LinkState, closes_at
from thirdoption.web.desk.presenters.moments import Clock

_TONES = {LinkState.WAITING: "waiting", LinkState.OPEN: "good"}


@dataclass(frozen=True)
class Sent:
    """One link, in words."""

    pk: UUID
    to: str
    state: str
    tone: str
    facts: tuple[str, ...]
    may_tell: bool
    may_end: bool


def lines(links: Iterable[ListLink], clock: Clock) -> list[Sent]:
    """The links that were sent, the newest first."""
    return [_line(one, one.state_at(clock.at), clock) for one in links]


def _line(one: ListLink, state: LinkState, clock: Clock) -> Sent:
    names = {
        LinkState.WAITING: _("Not opened yet"),
        LinkState.OPEN: _("Open"),
        LinkState.CLOSED: _("Closed: its hours have passed"),
        LinkState.EXPIRED: _("Nobody opened it in time"),
        LinkState.ENDED: _("Ended"),
    }
    return Sent(
        pk=one.pk,
        to=f"{one.recipient.name}, {one.recipient.agency.name}",
        state=names[state],
        tone=_TONES.get(state, "quiet"),
        facts=tuple(_facts(one, clock)),
        may_tell=state == LinkState.WAITING and one.code_by == CodeBy.TELEPHONE and one.told_at is None,
        may_end=state in (LinkState.WAITING, LinkState.OPEN),
    )


def _facts(one: ListLink, clock: Clock) -> list[str]:
    said = [_("Sent %(at)s by %(who)s") % {"at": _at(one.made_at, clock), "who": one.made_by.name}]
    if one.sent not in ("", State.SENT):
        said.append(_("The mail did not leave. End this link, and print the sheet instead."))
    if one.told_at is not None:
        said.append(_("The code was read %(at)s") % {"at": _at(one.told_at, clock)})
    if one.opened_at is not None:
        said.append(_("Opened %(at)s") % {"at": _at(one.opened_at, clock)})
        said.append(_("Shows the list until %(at)s") % {"at": _at(closes_at(one.opened_at), clock)})
    else:
        said.append(_("Can be opened until %(at)s") % {"at": _at(one.open_until, clock)})
    if one.tries > (one.opened_at is not None):
        said.append(_("Wrong codes: %(n)s") % {"n": one.tries - (one.opened_at is not None)})
    if one.ended_at is not None:
        said.append(_("Ended %(at)s") % {"at": _at(one.ended_at, clock)})
    return said


def _at(moment: datetime, clock: Clock) -> str:
    return clock.moment(moment)
