"""The fidelity page: a line for each thing that the toolkit asks of caseloads, with its source."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thirdoption.program.care.rules import MOST
from thirdoption.program.care.rules.caseload import AVERAGE, NORM, Limits
from thirdoption.program.loop.queries import Kept
from thirdoption.web.desk.presenters.moments import Clock

CASELOADS = "https://leadbureau.org/toolkit/deeper-dives/balancing-case-management-needs/"
"""National toolkit, "Balancing case management needs", read on November 21, 2026."""


def page(found: Kept, limits: Limits, clock: Clock) -> dict[str, Any]:
    """The values of `desk/fidelity.html`."""
    return {
        "lines": [
            _average(found, limits),
            _most(found, limits),
            _decisions(found, clock),
            _waiting(found),
            _quiet(found, limits),
            _first(found),
        ],
        "source": CASELOADS,
    }


def _line(asks: str, here: str, state: str, tone: str) -> dict[str, str]:
    return {"asks": asks, "here": here, "state": state, "tone": tone}


def _average(found: Kept, limits: Limits) -> dict[str, str]:
    average = found.people / found.workers if found.workers else 0
    asks = _("%(low)s to %(high)s people a worker, up to %(average)s on average") % {
        "low": NORM[0],
        "high": NORM[1],
        "average": AVERAGE,
    }
    here = _("%(figure)s on average (people: %(people)s, workers: %(workers)s); the policy: %(average)s.") % {
        "figure": f"{average:.1f}",
        "people": found.people,
        "workers": found.workers,
        "average": limits.average,
    }
    kept = average <= limits.average
    return _line(asks, here, _("Kept") if kept else _("Not kept"), "good" if kept else "urgent")


def _most(found: Kept, limits: Limits) -> dict[str, str]:
    asks = _("Never more than %(most)s people with one worker") % {"most": MOST}
    here = ngettext(
        "%(many)s worker has more than the policy's %(most)s, and no decision holds.",
        "%(many)s workers have more than the policy's %(most)s, and no decision holds.",
        found.over,
    ) % {"many": found.over, "most": limits.most}
    if not found.over:
        here = _("No worker has more than the policy's %(most)s without a decision.") % {"most": limits.most}
    return _line(asks, here, _("Not kept") if found.over else _("Kept"), "urgent" if found.over else "good")


def _decisions(found: Kept, clock: Clock) -> dict[str, str]:
    asks = _("One more needs a decision of the policy group, with an end")
    if not found.decisions or not found.decided_until:
        return _line(asks, _("No decision for more people is in force."), _("Kept"), "good")
    here = ngettext(
        "%(many)s worker may have more people by decision, until %(day)s.",
        "%(many)s workers may have more people by decision, the last until %(day)s.",
        found.decisions,
    ) % {"many": found.decisions, "day": clock.day(found.decided_until)}
    return _line(asks, here, _("By decision"), "waiting")


def _waiting(found: Kept) -> dict[str, str]:
    here = ngettext(
        "%(many)s person waits for a worker.", "%(many)s people wait for a worker.", found.waiting
    ) % {"many": found.waiting}
    tone = "waiting" if found.waiting else "good"
    return _line(_("Everybody has somebody to call"), here, _("To do") if found.waiting else _("Kept"), tone)


def _quiet(found: Kept, limits: Limits) -> dict[str, str]:
    asks = _("Outreach goes on: nobody is left without a contact for %(days)s days") % {
        "days": limits.quiet_days
    }
    if found.quiet is None:
        return _line(asks, _("Fewer than 11 people at the end of last month."), _("To do"), "waiting")
    here = _("%(many)s people at the end of last month.") % {"many": found.quiet}
    return _line(asks, here, _("To do") if found.quiet else _("Kept"), "waiting" if found.quiet else "good")


def _first(found: Kept) -> dict[str, str]:
    asks = _("A first contact soon: the toolkit gives no figure")
    if found.first_days is None:
        return _line(asks, _("Too few to be told: fewer than 11 in twelve months."), "", "quiet")
    here = _("%(days)s days at the median, of those who came in the last twelve months.") % {
        "days": f"{found.first_days:.1f}"
    }
    return _line(asks, here, "", "quiet")
