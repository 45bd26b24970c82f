"""The liaison's list: in parts, narrowed, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from thirdoption.program.care import queries as care
from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters import queries as matters
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.queries import Tally, Wanted
from thirdoption.program.sharing.rules import NOTICE
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import local_day
from thirdoption.web.kit.links import address
from thirdoption.web.partners.presenters.rows import Held, foot, tell, told_rows
from thirdoption.web.partners.presenters.words import SPANS, day, decided_as, law

ON_A_PAGE = 25
DUE, CONFIRMED, PASSED, DECIDED = "due", "confirmed", "passed", "decided"


@dataclass(frozen=True)
class Asked:
    """What a visitor asked of the list; what nobody could have chosen counts as nothing."""

    show: str = ""
    days: int = SPANS[0]
    number: str = ""
    offense: str = ""
    model: str = ""
    page: str = ""

    def narrowed(self, **more: Any) -> Wanted:
        """The same for the lists."""
        return Wanted(number=self.number, offense=self.offense, model=self.model, **more)

    @property
    def narrows(self) -> bool:
        """Whether only a part is looked for."""
        return bool(self.number or self.offense or self.model)

    def url(self, **other: Any) -> str:
        """The address's query for this, with something else asked; the page is the first again."""
        asked = {"number": self.number, "offense": self.offense, "model": self.model, **other}
        if asked.get("show") == DUE and "days" not in other:
            asked["days"] = self.days
        return urlencode({name: value for name, value in asked.items() if value})


@dataclass(frozen=True)
class Decided:
    """One charge that was decided."""

    url: str
    incident_number: str
    offense: str
    law: str
    decision: str
    on: str


@dataclass(frozen=True)
class Listed:
    """One page of the list: the charges, their rows, and how many there are in all."""

    charges: Sequence[Matter]
    count: int
    page: Page[int]
    many: Tally
    rows: Sequence[Held] = ()
    decided: Sequence[Decided] = ()
    foot: dict[str, Any] = field(default_factory=dict)


def listed(*, by: Acting, site: Site, asked: Asked) -> Listed:
    """The page that is asked for; whoever shows it or takes it out writes that on the trail."""
    today = local_day(site, by.now())
    until = today + timedelta(days=asked.days)
    many = matters.tally(by=by, today=today, until=until, wanted=asked.narrowed())
    if asked.show == DECIDED:
        return _decided(by, site, asked, many)
    wanted, count, note = _span(by, asked, many, today)
    page = _paged(count, asked.page)
    charges = matters.held(by=by, wanted=wanted, part=_part(page))
    rows = told_rows(by=by, charges=charges, today=today)
    if asked.show == CONFIRMED:  # a withdrawal that was quicker takes a charge out of this part
        rows = [row for row in rows if row.confirmed]
        kept = {row.pk for row in rows}
        charges = [one for one in charges if one.pk in kept]
    return Listed(charges, count, page, many, rows=rows, foot=foot(rows) or note)


def _span(by: Acting, asked: Asked, many: Tally, today: date) -> tuple[Wanted, int, dict[str, Any]]:
    """Which charges a part of the list has, how many, and the notice where the part itself tells."""
    yesterday = today - timedelta(days=1)
    if asked.show == DUE:
        return asked.narrowed(first=today, last=today + timedelta(days=asked.days)), many.due, {}
    if asked.show == CONFIRMED:
        wanted = asked.narrowed(among=list(care.confirmed_under(by=by)))
        return wanted, matters.count(by=by, wanted=wanted), {}
    if asked.show != PASSED:
        return asked.narrowed(), many.held, {}
    # who looks for what is missing here learns what is confirmed: that is told too, so it is accounted
    known = care.confirmed_under(by=by)
    late = matters.held(by=by, wanted=asked.narrowed(last=yesterday, among=list(known)))
    told = list(tell(by=by, known={one.referral_id: known[one.referral_id] for one in late}))
    wanted = asked.narrowed(last=yesterday, without=told)
    return wanted, many.passed - len(told), {"notice": _(NOTICE)} if told else {}


def _decided(by: Acting, site: Site, asked: Asked, many: Tally) -> Listed:
    """The charges that were decided; what a release told ended with the decision."""
    page = _paged(many.decided, asked.page)
    charges = matters.decided(by=by, wanted=asked.narrowed(), part=_part(page))
    rows = [
        Decided(
            url=address("partners:matter", one.pk),
            incident_number=one.incident_number,
            offense=one.offense,
            law=law(one),
            decision=decided_as(one.state),
            on=day(local_day(site, one.decided_at)) if one.decided_at else "",
        )
        for one in charges
    ]
    return Listed(charges, many.decided, page, many, decided=rows)


def _paged(total: int, number: str) -> Page[int]:
    """The page of a list of so many that is asked for, or the nearest that there is."""
    return Paginator(range(total), ON_A_PAGE).get_page(number)


def _part(page: Page[int]) -> slice:
    return slice(page.start_index() - 1 if page.paginator.count else 0, page.end_index())


def list_page(found: Listed, asked: Asked) -> dict[str, Any]:
    """What the page of the list shows."""
    names = {
        "": _("Held"),
        DUE: _("Due within %(n)s days") % {"n": asked.days},
        CONFIRMED: _("Intake confirmed"),
        PASSED: _("Not confirmed by the date"),
        DECIDED: _("Decided"),
    }
    many = found.many
    # how many intakes are confirmed is told where they are shown, and nowhere else
    counts = {"": many.held, DUE: many.due, DECIDED: many.decided, asked.show: found.count}
    tabs = [
        {
            "url": f"?{asked.url(show=name)}",
            "label": label,
            "count": counts.get(name),
            "current": name == asked.show,
        }
        for name, label in names.items()
    ]
    spans = [
        {"url": f"?{asked.url(show=DUE, days=span)}", "days": span, "current": span == asked.days}
        for span in SPANS
    ]
    return {
        "tabs": tabs,
        "spans": spans if asked.show == DUE else (),
        "heading": names[asked.show],
        "show": asked.show,
        "count": found.count,
        "page": found.page,
        "narrows": asked.narrows,
        "rows": found.rows,
        "decided": found.decided,
        "passed": many.passed,
        **found.foot,
        "all_url": f"?{urlencode({'show': asked.show} if asked.show else {})}",
        "days": asked.days,
        "file_url": f"{address('partners:file')}?{asked.url(show=asked.show, page=found.page.number)}",
    }
