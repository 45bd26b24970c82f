"""Rows of the longest lists, written without a template each; all that came from outside is escaped."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thirdoption.web.kit.templatetags.kit import button, status

register = template.Library()


@register.simple_tag
def sent_lines(lines: Iterable[Any]) -> SafeString:
    """What an officer sent: number, day, where it is, and what is left to do."""
    return SafeString("\n".join(_sent(line) for line in lines))


def _sent(line: Any) -> str:
    url, number = escape(line.url), escape(line.incident_number)
    go_on = (
        f'<a class="usa-button kit-button--secondary" href="{url}">{escape(line.todo)}'
        f'<span class="usa-sr-only">: {number}</span></a>'
        if line.todo
        else ""
    )
    return f"""<li>
  <div class="kit-tasks__what">
    <p><a href="{url}"><strong class="kit-figure">{number}</strong></a></p>
    <p class="kit-soft kit-figure">{escape(line.sent)}</p>
    <p>{status(line.where, line.tone)}</p>
  </div>
  {go_on}
</li>"""


@register.simple_tag
def charge_rows(rows: Iterable[Any], choose: bool = False) -> SafeString:
    """Charges that wait, each with the picture of its clock; with `choose`, each with a box to tick."""
    heads = (_("Incident number"), _("Charge"), _("Clock"), _("Ticket returnable"), _("Intake"))
    none = f'<span aria-hidden="true">–</span><span class="usa-sr-only">{escape(_("none"))}</span>'
    shown = [escape(head) for head in heads]
    tick = escape(_("Choose incident %(number)s")) if choose else ""
    return SafeString("\n".join(_charge(row, shown, none, tick) for row in rows))


def _charge(row: Any, heads: list[str], none: str, tick: str) -> str:
    number, charge, clock, ticket, intake = heads
    whole = " data-whole" if len(row.incident_number) < 17 else ""
    known = (
        status(_("intake confirmed: %(confirmed)s") % {"confirmed": row.confirmed}, "good")
        if row.confirmed
        else status(_("not confirmed"), "quiet")
    )
    link = f'<a href="{escape(row.url)}">{escape(row.incident_number)}</a>'
    law = f'<span class="kit-note">{escape(row.law)}</span>{_note(row.filing)}'
    deadline = f'<strong class="kit-figure">{escape(row.clock.deadline)}</strong>'
    moved = f'<span class="kit-note">{escape(row.clock.moved)}</span>' if row.clock.moved else ""
    return f"""<tr>
  {_tick(row, tick)}<th scope="row" data-label="{number}"{whole}>{link}</th>
  <td data-label="{charge}"><span>{escape(row.offense)}<br>{law}</span></td>
  <td data-label="{clock}"><div>{deadline} {_clock(row.clock)}{moved}</div></td>
  <td data-label="{ticket}"><span>{_ticket(row.ticket, none)}</span></td>
  <td data-label="{intake}"><span>{known}</span></td>
</tr>"""


def _tick(row: Any, tick: str) -> str:
    if not tick:
        return ""
    label = tick % {"number": escape(row.incident_number)}
    box = f'<input type="checkbox" class="kit-tick__box" name="charge" value="{row.pk}" aria-label="{label}">'
    return f'<td class="kit-tick">{box}</td>\n  '


def _note(words: str) -> str:
    return f'<br><span class="kit-note">{escape(words)}</span>' if words else ""


def _ticket(ticket: Any, none: str) -> str:
    """A ticket's return date, red where it falls before the clock ends, and what became of it."""
    returnable = escape(ticket.day)
    if ticket.before:
        returnable = (
            f'<strong class="kit-clock__red">{returnable}</strong>{_note(_("before the clock ends"))}'
        )
    if not ticket.became:
        return returnable or none
    return returnable + _note(ticket.became) if returnable else escape(ticket.became)


def _clock(clock: Any) -> str:
    ticket = ""
    if clock.ticket_at is not None:
        ticket = f'<rect class="kit-clock__ticket" x="{clock.ticket_at}" width="3" height="12"/>'
    return f"""{status(clock.words, clock.tone)}
<svg class="kit-clock" viewBox="0 0 200 12" width="200" height="12" aria-hidden="true" focusable="false">
  <rect class="kit-clock__whole" y="3" width="200" height="6" rx="3"/>
  <rect class="kit-clock__gone" y="3" width="{clock.elapsed}" height="6" rx="3"/>
  {ticket}
</svg>"""


@register.simple_tag(takes_context=True)
def waiting_calls(context: template.Context, calls: Iterable[Any]) -> SafeString:
    """Who waits on the line, each with the button of whoever comes."""
    token = escape(str(context.get("csrf_token", "")))
    come = f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">' + button(
        SafeString(_("I'm coming")), big=True
    )
    return SafeString("\n".join(_call(call, come) for call in calls))


def _call(call: Any, come: str) -> str:
    return f"""<li>
  <div class="kit-tasks__what">
    <p><strong><a href="{escape(call.url)}">{escape(call.place)}</a></strong></p>
    <p>{escape(call.what)}</p>
    <p>{status(call.waits, call.tone)} <span class="kit-soft kit-figure">· {escape(call.since)}</span></p>
  </div>
  <form method="post" action="{escape(call.accept_url)}">{come}</form>
</li>"""
