"""The court calendar as plain values: public holidays by year, and the site's own closed days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thirdoption.program.matters.rules import OnClosedDay, Unit
from thirdoption.program.sites.models import ClosedDay
from thirdoption.program.sites.rules import Policy
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.words import Words
from thirdoption.web.kit.dates import written
from thirdoption.web.kit.tables import Column, Table

# The list of public holidays is English; what it calls a state's own days stays as the state calls them.
HOLIDAYS: dict[str, Words] = {
    "New Year's Day": gettext_lazy("New Year's Day"),
    "Martin Luther King Jr. Day": gettext_lazy("Martin Luther King Jr. Day"),
    "Lincoln's Birthday": gettext_lazy("Lincoln's Birthday"),
    "Susan B. Anthony Day": gettext_lazy("Susan B. Anthony Day"),
    "Washington's Birthday": gettext_lazy("Washington's Birthday"),
    "Presidents' Day": gettext_lazy("Presidents' Day"),
    "Good Friday": gettext_lazy("Good Friday"),
    "Memorial Day": gettext_lazy("Memorial Day"),
    "Juneteenth National Independence Day": gettext_lazy("Juneteenth"),
    "Independence Day": gettext_lazy("Independence Day"),
    "Labor Day": gettext_lazy("Labor Day"),
    "Columbus Day": gettext_lazy("Columbus Day"),
    "Indigenous Peoples' Day": gettext_lazy("Indigenous Peoples' Day"),
    "Election Day": gettext_lazy("Election Day"),
    "Veterans Day": gettext_lazy("Veterans Day"),
    "Thanksgiving Day": gettext_lazy("Thanksgiving Day"),
    "Day After Thanksgiving": gettext_lazy("Day after Thanksgiving"),
    "Christmas Eve": gettext_lazy("Christmas Eve"),
    "Christmas Day": gettext_lazy("Christmas Day"),
}
OBSERVED = " (observed)"


@dataclass(frozen=True)
class OwnDay:
    """A day that the site entered; one that is still to come can be taken out."""

    pk: UUID
    day: str
    name: str
    to_come: bool


def page(
    *, public: Mapping[date, str], own: Sequence[ClosedDay], policy: Policy, clock: Clock
) -> dict[str, Any]:
    """The values of `desk/court.html`."""
    years = sorted({day.year for day in public})
    return {
        "counts": _counts(policy),
        "own": [OwnDay(one.pk, _long(one.day), one.name, one.day > clock.today) for one in own],
        "public": [_year(year, public) for year in years],
    }


def _counts(policy: Policy) -> str:
    """How the policy in force counts a closed day."""
    if policy.setting("intake_days_are").value == Unit.COURT_DAYS:
        return _(
            "The policy in force counts court days: a day that you add gives each charge that waits past it "
            "one day more."
        )
    if policy.setting("intake_ends_on_closed_day").value == OnClosedDay.NEXT_COURT_DAY:
        return _(
            "By the policy in force a last day on which the court is closed moves to the next court day."
        )
    return _("By the policy in force closed days are counted like others: a day that you add moves no date.")


def _year(year: int, public: Mapping[date, str]) -> Table:
    rows = [[_long(day), _holiday(name)] for day, name in public.items() if day.year == year]
    return Table(str(year), [Column(_("Day")), Column(_("Closed for"))], rows)


def _holiday(name: str) -> str:
    """One day may be two: "Susan B. Anthony Day; Washington's Birthday"."""
    return "; ".join(_one(part.strip()) for part in name.split(";"))


def _one(name: str) -> str:
    plain = name.removesuffix(OBSERVED)
    said = str(HOLIDAYS.get(plain, plain))
    return _("%(holiday)s (observed)") % {"holiday": said} if name.endswith(OBSERVED) else said


def _long(day: date) -> str:
    """Thursday, November 26, 2026."""
    return f"{written(day, 'l')}, {written(day, 'DATE_FORMAT')}"
