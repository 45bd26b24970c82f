"""A person's connections with their history and what is next, and which services really connect."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from thirdoption.program.messages.rules.channels import LOST
from thirdoption.program.services.models import Connection, ConnectionStatus, ProviderLink, ServiceContact
from thirdoption.program.services.queries.connected import unanswered
from thirdoption.program.services.queries.counted import Counted
from thirdoption.program.services.rules import NEED_LABELS, Need, TaskStatus
from thirdoption.program.services.rules.connections import FEW, Way, due_follow_up, is_closed
from thirdoption.web.desk.forms.connected import Again, Say, SendLink
from thirdoption.web.desk.presenters import answering
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.words import CONNECTIONS
from thirdoption.web.kit.connections import OUTCOMES, REASONS
from thirdoption.web.kit.dates import written
from thirdoption.web.kit.tables import Column, Table


@dataclass(frozen=True)
class Line:
    """One connection of the page."""

    id: UUID
    service: str
    organization: str
    asks: str
    status: str
    tone: str
    next: str
    history: list[str]
    link: str
    service_id: UUID
    answers: str
    live: bool
    paper: bool
    ended: bool
    outcomes: list[str] = field(default_factory=list)
    send: SendLink | None = None
    say: Say | None = None
    again: Again | None = None


def line(
    one: Connection, who: ServiceContact | None, clock: Clock, refused: dict[tuple[UUID, str], Any]
) -> Line:
    """One connection and who answers there; a form of it that was refused is shown as it was typed."""
    name, tone = CONNECTIONS[one.state]
    links = list(one.links.all())
    last = links[0] if links else None
    live = last is not None and last.ended_at is None and last.open_until > clock.at
    asked = {row.days: row for row in one.follow_ups.all()}
    due = due_follow_up(made_at=one.made_at, state=one.state, asked=set(asked), at=clock.at)
    closed = is_closed(one.state)
    ended = not closed and _has_ended(one, clock)
    return Line(
        id=one.pk,
        service=one.service.name,
        organization=one.service.organization.name,
        asks=one.asks,
        status=str(name),
        tone=tone,
        next=_next(one, live, due, clock),
        history=[_step(row, one, clock) for row in one.statuses.all() if row.state != TaskStatus.DRAFT],
        link=_link(last, clock) if last else "",
        service_id=one.service_id,
        answers=answering.line(who, clock),
        live=live,
        paper=bool(last and last.way == Way.PAPER),
        outcomes=[
            " · ".join(filter(None, [clock.short(row.at), str(OUTCOMES[row.outcome]), row.note]))
            for _days, row in sorted(asked.items())
        ],
        ended=ended,
        send=None if closed or ended else refused.get((one.pk, "send")) or _send(one, who),
        say=None
        if closed
        else refused.get((one.pk, "say"))
        or Say(state=one.state, version=one.version, auto_id=f"say-{one.pk}-%s"),
        again=None
        if due is None
        else refused.get((one.pk, "again")) or Again(days=due, auto_id=f"again-{one.pk}-%s"),
    )


def _has_ended(one: Connection, clock: Clock) -> bool:
    """Whether the person's release for it has passed, or was taken back."""
    expires = one.release.expires_at
    return bool(getattr(one, "taken_back", False) or (expires and expires <= clock.at))


def _next(one: Connection, live: bool, due: int | None, clock: Clock) -> str:
    if due is not None:
        return _("Ask how it went: %(days)s days have passed.") % {"days": due}
    if one.state == TaskStatus.REQUESTED and unanswered(one.made_at, clock.at):
        return _("Nobody answered. Call them.")
    if one.state == TaskStatus.REQUESTED and not live:
        return _("Send the link, or call them.")
    said = max(one.statuses.all(), key=lambda row: row.number, default=None)
    if one.state == TaskStatus.ON_HOLD and said and said.day:
        return _("They are on the wait-list until %(day)s.") % {"day": clock.short(said.day)}
    return ""


def _step(row: ConnectionStatus, one: Connection, clock: Clock) -> str:
    who = _("the provider") if row.worker is None else _("the program")
    day = ""
    if row.day and row.state == TaskStatus.ON_HOLD:
        day = _("until %(day)s") % {"day": clock.short(row.day)}
    elif row.day:
        day = _("on %(day)s") % {"day": clock.short(row.day)}
    words = [str(CONNECTIONS[row.state][0]), day, str(REASONS.get(row.reason, "")), row.note]
    return f"{clock.moment(row.at)} · {who}: " + ", ".join(filter(None, words))


def _link(link: ProviderLink, clock: Clock) -> str:
    """How the link stands; after it that a mail was lost, and that they were reminded."""
    more = []
    if link.address:
        more.append(link.address)
    if link.sent in LOST:
        more.append(_("The mail did not arrive: call them, or write another address."))
    if link.reminded_at:
        more.append(_("Reminded on %(day)s.") % {"day": clock.short(link.reminded_at)})
    return " ".join([_stands(link, clock), *more])


def _stands(link: ProviderLink, clock: Clock) -> str:
    if link.ended_at is not None:
        return _("The link has ended.")
    if link.open_until <= clock.at:
        return _("The link has expired.")
    values = {"day": clock.short(link.open_until), "sent": clock.short(link.made_at)}
    if link.opened_at is not None:
        return _("Sent on %(sent)s, opened on %(opened)s, open until %(day)s.") % {
            **values,
            "opened": clock.short(link.opened_at),
        }
    return _("Sent on %(sent)s, not opened yet, open until %(day)s.") % values


def _send(one: Connection, who: ServiceContact | None) -> SendLink:
    """The address of who answers stands there already, or the directory's own of the service."""
    return SendLink(auto_id=f"send-{one.pk}-%s", initial={"address": who.email if who else one.service.email})


def half(first: date) -> str:
    """A half-year as people say it: January to June 2026."""
    last = first.replace(month=first.month + 5)
    return _("%(first)s to %(last)s") % {"first": written(first, "F"), "last": written(last, "F Y")}


def table(rows: list[Counted], period: date) -> Table:
    """Which services really connect, by need. A dash is a count that could point at one person."""
    columns = [
        Column(_("Service")),
        Column(_("Need")),
        *(
            Column(label, figure=True)
            for label in (
                _("Asked"),
                _("Connected"),
                _("Share connected"),
                _("Said no"),
                _("No answer, or not yet met"),
                _("Days to an answer (median)"),
                _("Days until they met (median)"),
            )
        ),
        Column(_("Why they said no")),
    ]
    return Table(
        caption=_("Which services really connect"),
        columns=columns,
        rows=[cells(one) for one in rows],
        empty=_("No service was asked %(few)s times in this period.") % {"few": FEW},
        notes=[
            _(
                "Connected: the person and the provider met. All that were asked in %(half)s, as it stood "
                "30 days later; it does not change any more. What is of fewer than %(few)s people is shown "
                "together or not at all (–)."
            )
            % {"few": FEW, "half": half(period)}
        ],
    )


def cells(one: Counted) -> list[Any]:
    """One row of the table, and of the file."""
    reasons = None
    if one.reasons is not None:
        reasons = ", ".join(f"{REASONS[code]}: {many}" for code, many in sorted(one.reasons.items()))
    service = one.service or _("Others together")
    if one.organization and one.organization != one.service:
        service = f"{service}, {one.organization}"
    return [
        service,
        _need(one.need),
        *map(_figure, (one.asked, one.connected)),
        None if one.connected is None else f"{100 * one.connected / one.asked:.0f} %",
        *map(_figure, (one.said_no, one.unanswered, one.days, one.met_days)),
        reasons,
    ]


def _need(code: str | None) -> str | None:
    return _(NEED_LABELS[Need(code)]) if code in list(Need) else code


def _figure(value: float | None) -> str | None:
    return None if value is None else str(value)
