"""What the liaison sees of a held charge: the charge, its clock, and "confirmed" only under a release.

Whatever the cause of "not confirmed", it looks the same (design, section 1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thirdoption.program.care import queries as care
from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters import queries as matters
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.queries import Tally
from thirdoption.program.matters.rules import WAITING, State, days_left
from thirdoption.program.referrals.rules import SetAside
from thirdoption.program.sharing import queries as sharing
from thirdoption.program.sharing.actions import disclose
from thirdoption.program.sharing.rules import NOTICE
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import local_day
from thirdoption.program.trail.actions import seen
from thirdoption.web.kit.dates import written
from thirdoption.web.kit.links import address

SOON = 7
ON_A_PAGE = 25
DUE, PASSED, DECIDED = "due", "passed", "decided"
WHAT = "intake confirmed, date"
BAR = 200  # the width of a clock's picture


@dataclass(frozen=True)
class Clock:
    """How long a charge waits: words, and a bar with the ticket's date as a line on it."""

    deadline: str
    words: str
    tone: str
    elapsed: int
    ticket_at: int | None


@dataclass(frozen=True)
class Held:
    """One charge that waits."""

    pk: UUID
    url: str
    incident_number: str
    offense: str
    law: str
    clock: Clock
    days: int
    ticket: str
    ticket_before: bool
    confirmed: str


@dataclass(frozen=True)
class Decided:
    """One charge that was decided."""

    url: str
    incident_number: str
    offense: str
    law: str
    decision: str
    on: str


def liaison_list(*, by: Acting, charges: Sequence[Matter], today: date) -> list[Held]:
    """Held charges as the liaison may see them; what is told of intake is locked and accounted first.

    One trail row names the charges shown (R-69). Only a confirmation whose release `disclose`
    found live is shown: a withdrawal that was quicker leaves "not confirmed" (R-9, R-51).
    """
    told = told_dates(by=by, charges=charges)
    return [_held(one, today, told.get(one.referral_id)) for one in charges]


def told_dates(*, by: Acting, charges: Sequence[Matter]) -> dict[UUID, date]:
    """The dates of intakes that may be told, by referral: under a live release, accounted; one trail row."""
    if not charges:
        return {}
    referrals = [one.referral_id for one in charges]
    releases = sharing.handoff_releases(by=by, referrals=referrals)
    confirmed = care.confirmed(referrals=releases) if releases else {}
    # an intake that is not done is not told, so it does not go into the accounting either
    told_under = [releases[referral] for referral in confirmed]
    live = disclose(releases=told_under, what=WHAT, by=by, at=by.now())
    told = {referral: day for referral, day in confirmed.items() if releases[referral] in live}
    seen(by=by, noun="matter", objects=[one.pk for one in charges])
    return told


def _held(one: Matter, today: date, confirmed: date | None) -> Held:
    return Held(
        pk=one.pk,
        url=address("partners:matter", one.pk),
        incident_number=one.incident_number,
        offense=one.offense,
        law=_law(one),
        clock=_clock(one, today),
        days=days_left(one.deadline_on, today),
        ticket=_day(one.returnable_on),
        ticket_before=one.returnable_on is not None and one.returnable_on < one.deadline_on,
        confirmed=_day(confirmed),
    )


def _clock(one: Matter, today: date) -> Clock:
    left = days_left(one.deadline_on, today)
    whole = max((one.deadline_on - one.held_on).days, 1)
    gone = min(max((today - one.held_on).days, 0), whole)
    ticket_at = None
    if one.returnable_on is not None and one.returnable_on < one.deadline_on:
        ticket_at = round(BAR * max((one.returnable_on - one.held_on).days, 0) / whole)
    tone = "urgent" if left < 0 else "waiting" if left <= SOON else "info"
    return Clock(_day(one.deadline_on), _words(left), tone, round(BAR * gone / whole), ticket_at)


def _words(left: int) -> str:
    if left < 0:
        return ngettext("date passed %(n)s day ago", "date passed %(n)s days ago", -left) % {"n": -left}
    if left == 0:
        return _("last day is today")
    return ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}


def _law(one: Matter) -> str:
    return f"{one.law} · {_(one.offense_class)}" if one.offense_class else one.law


def _day(day: date | None) -> str:
    return written(day, "j M Y") if day else ""


def waiting_page(*, by: Acting, site: Site, show: str, number: str) -> dict[str, Any]:
    """The charges that wait: all, those due within a week, or those whose date has passed."""
    today = local_day(site, by.now())
    soon = today + timedelta(days=SOON)
    many = matters.tally(by=by, today=today, until=soon)
    span, total = {
        DUE: ({"first": today, "last": soon}, many.due),
        PASSED: ({"last": today - timedelta(days=1)}, many.passed),
    }.get(show, ({}, many.held))
    page = _paged(total, number)
    charges = matters.held(by=by, **span, part=_part(page))
    rows = liaison_list(by=by, charges=charges, today=today)
    return {
        "rows": rows,
        "count": total,
        "page": page,
        **_page(show if span else "", many),
        **_foot(rows),
    }


def decided_page(*, by: Acting, site: Site, number: str) -> dict[str, Any]:
    """The charges that were decided; what a release told ended with the decision."""
    today = local_day(site, by.now())
    many = matters.tally(by=by, today=today, until=today + timedelta(days=SOON))
    page = _paged(many.decided, number)
    charges = matters.decided(by=by, part=_part(page))
    if charges:
        seen(by=by, noun="matter", objects=[one.pk for one in charges])
    rows = [
        Decided(
            url=address("partners:matter", one.pk),
            incident_number=one.incident_number,
            offense=one.offense,
            law=_law(one),
            decision=decision(one.state),
            on=_day(local_day(site, one.decided_at)) if one.decided_at else "",
        )
        for one in charges
    ]
    return {"decided": rows, "count": many.decided, "page": page, **_page(DECIDED, many)}


def _paged(total: int, number: str) -> Page[int]:
    """The page of a list of so many that is asked for, or the nearest that there is."""
    return Paginator(range(total), ON_A_PAGE).get_page(number)


def _part(page: Page[int]) -> slice:
    return slice(page.start_index() - 1 if page.paginator.count else 0, page.end_index())


def decision(state: str) -> str:
    """What was decided, in words."""
    words = {
        State.DECLINED: _("Declined"),
        State.BARRED: _("Barred by statute"),
        State.VOIDED: _("Voided"),
        State.LAPSED: _("Lapsed"),
        State.FILED: _("Filed"),
        State.WARRANT_ASKED: _("Filed, and a warrant asked for"),
    }
    return words.get(State(state), "")


def _page(show: str, many: Tally) -> dict[str, Any]:
    names = {
        "": _("Waiting"),
        DUE: _("Due within 7 days"),
        PASSED: _("Date passed"),
        DECIDED: _("Decided"),
    }
    counts = {"": many.held, DUE: many.due, PASSED: many.passed, DECIDED: many.decided}
    tabs = [
        {
            "url": f"?show={name}" if name else address("partners:matters"),
            "label": label,
            "count": counts[name],
            "current": name == show,
        }
        for name, label in names.items()
    ]
    return {"tabs": tabs, "show": show, "heading": names[show]}


def _foot(rows: Sequence[Held]) -> dict[str, Any]:
    """The notice of 42 CFR 2.32 and the scope of the consent go with what is told (R-21)."""
    return {"notice": _(NOTICE)} if any(row.confirmed for row in rows) else {}


def matter_page(*, by: Acting, site: Site, matter: Matter) -> dict[str, Any]:
    """One charge: its facts and clock, and its decision when there is one."""
    today = local_day(site, by.now())
    set_aside = {
        SetAside.CUSTODIAL_ARREST: _("An arrest with custody"),
        SetAside.TICKET: _("An appearance ticket"),
        SetAside.VIOLATION: _("A violation"),
    }
    facts = [
        (_("Set aside"), set_aside[SetAside(matter.set_aside)]),
        (_("Held since"), _day(matter.held_on)),
    ]
    if matter.state in WAITING:
        (row,) = liaison_list(by=by, charges=[matter], today=today)
        return {"matter": row, "facts": facts, **_foot([row])}
    seen(by=by, noun="matter", objects=[matter.pk])
    if matter.decided_at is not None:
        facts.append((_("Decided on"), _day(local_day(site, matter.decided_at))))
        facts.append((_("Reason"), matters.reason(matter=matter)))
    row = _held(matter, today, None)
    return {"matter": row, "facts": facts, "decision": decision(matter.state)}
