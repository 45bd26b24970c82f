"""One charge: its facts, its clock, how its dates came about, and its decision when there is one."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters import queries as matters
from thirdoption.program.matters.models import DateChange, Matter
from thirdoption.program.matters.queries import Decided
from thirdoption.program.matters.rules import WAITING, Change, State
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import local_day
from thirdoption.program.staff.queries import names
from thirdoption.program.trail.actions import seen
from thirdoption.web.partners.presenters.rows import foot, liaison_list, row_of
from thirdoption.web.partners.presenters.words import (
    changed,
    day,
    decided_as,
    filed_how,
    held_how,
    set_aside,
    steps_today,
)


@dataclass(frozen=True)
class Step:
    """One line of a charge's history: the day, what happened, what it became, by whom and why."""

    on: str
    what: str
    by: str = ""
    words: str = ""


def matter_page(*, by: Acting, site: Site, matter: Matter) -> dict[str, Any]:
    """What the page of a charge shows; a decided one tells nothing more of intake."""
    today = local_day(site, by.now())
    steps = matters.decision(matter=matter)
    changes = matters.last_changes(matters=[matter]).get(matter.pk, [])
    page: dict[str, Any] = {
        "facts": _facts(matter, today),
        "history": _history(by, site, matter, steps, changes),
        "closed": list(dict.fromkeys(steps_today(matter, today)[1].values())),
    }
    if matter.state in WAITING:
        (row,) = liaison_list(by=by, charges=[matter], today=today, changes={matter.pk: changes})
        asked = next((one for one in steps if one.state == State.REVIVED), None)
        return {**page, "matter": row, "asked": asked, **foot([row])}
    seen(by=by, noun="matter", objects=[matter.pk])
    row = row_of(matter, today, changes, None)
    return {
        **page,
        "matter": row,
        "decision": decided_as(matter.state),
        "decided": _decided(site, matter, steps),
    }


def _facts(matter: Matter, today: date) -> list[tuple[str, str]]:
    filed = day(matter.filed_on) or _("not filed")
    facts = [
        (_("Incident date"), day(matter.incident_on)),
        (_("Filing date"), filed),
        (_("Set aside"), set_aside(matter.set_aside)),
        (_("Held since"), day(matter.held_on)),
        (_("How it is held"), held_how(matter)),
    ]
    if matter.file_by is not None:
        barred = f" ({_('time-barred')})" if today > matter.file_by else ""
        facts.append((_("Last day for filing"), f"{day(matter.file_by)}{barred}"))
    if matter.void_on is not None:
        facts.append((_("May be voided from"), day(matter.void_on)))
    return facts


def _decided(site: Site, matter: Matter, steps: list[Decided]) -> list[tuple[str, str]]:
    """Who decided, by name, when and why."""
    if not steps:
        return []
    last = steps[0]
    facts = [(_("Decided by"), last.name), (_("Decided on"), day(local_day(site, last.at)))]
    if matter.filed_on is not None:
        facts.append((_("Filed on"), day(matter.filed_on)))
    if matter.filed_how:
        facts.append((_("How the person hears of it"), filed_how(matter.filed_how)))
    return [*facts, (_("Reason"), last.reason)]


def _history(
    by: Acting, site: Site, matter: Matter, steps: list[Decided], changes: list[DateChange]
) -> list[Step]:
    """The dates of a charge and its steps, the newest first; of the program's acts only the new date."""
    found: list[tuple[datetime, Step]] = []
    own = [one for one in changes if one.organization == by.organization]
    who = names([one.worker for one in own])
    for one in steps:
        on = day(local_day(site, one.at))
        if one.state == State.REVIVED:
            step = Step(on, _("The officer who lodged it asks to take it up"), "", one.reason)
        else:
            step = Step(on, decided_as(one.state), one.name, one.reason)
        found.append((one.at, step))
    for change in changes:
        what = f"{changed(change)}: {day(change.becomes)}" if change.becomes else changed(change)
        on = day(local_day(site, change.at))
        if change in own and change.worker:
            step = Step(on, what, who.get(change.worker, ""), change.note)
        else:  # what others note of it is theirs
            step = Step(on, what, _by_others(change))
        found.append((change.at, step))
    found.sort(key=lambda one: one[0], reverse=True)
    return [*(step for _at, step in found), Step(day(matter.held_on), _("Held"))]


def _by_others(change: DateChange) -> str:
    return _("The court's calendar") if change.kind == Change.CALENDAR else _("The program")
