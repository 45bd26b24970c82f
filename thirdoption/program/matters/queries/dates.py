"""Reading the dates of held charges: how they are counted, and how they were changed."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Max

from thirdoption.program.matters.models import DateChange, DateReason, Matter
from thirdoption.program.matters.rules import Count, OnClosedDay, Unit
from thirdoption.program.sites.queries import calendar
from thirdoption.program.sites.rules import Policy

Changes = Mapping[UUID, Sequence[DateChange]]
"""Changes of dates by charge, the newest first."""


def count_of(policy: Policy, *, site: UUID, first: date) -> Count:
    """How a policy counts the days of a clock that starts on a day: calendar days where it does not say."""
    unit = policy.setting("intake_days_are").value or Unit.CALENDAR_DAYS
    on_closed = policy.setting("intake_ends_on_closed_day").value or OnClosedDay.STAYS
    if (unit, on_closed) == (Unit.CALENDAR_DAYS, OnClosedDay.STAYS):
        return Count()
    return Count(
        Unit(str(unit)), OnClosedDay(str(on_closed)), calendar(site=site, state=policy.state, first=first)
    )


def hold_calendar(*, site: UUID, alone: bool = False) -> None:
    """Until this transaction ends nobody closes a day; `alone`: nobody reckons by the calendar."""
    how = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {how}(hashtextextended(%s, 0))", [f"matters.calendar {site}"])


def last_pause(*, matter: Matter) -> date | None:
    """The day on which the last pause of a clock ends; None where it was never paused."""
    last: date | None = DateReason.objects.filter(change__thing=matter).aggregate(last=Max("until"))["last"]
    return last


def date_changes(*, matter: Matter) -> list[DateChange]:
    """How the dates of a charge were changed, the newest first; by the program: why, where they may know."""
    return list(matter.date_changes.select_related("reason").order_by("-number"))


def last_changes(*, matters: Sequence[Matter]) -> dict[UUID, list[DateChange]]:
    """Of those of these charges whose dates were changed, the changes, the newest first; never why."""
    changed = [one.pk for one in matters if one.changes]
    found: dict[UUID, list[DateChange]] = {}
    if changed:
        for one in DateChange.objects.filter(thing__in=changed).order_by("thing", "-number"):
            found.setdefault(one.thing_id, []).append(one)
    return found
