"""Reading the rota: who answers the line, and when nobody does."""

from datetime import datetime
from uuid import UUID

from thirdoption.program.handoffs.models import OnCall
from thirdoption.program.staff.models import Worker


def on_call(*, site: UUID, at: datetime) -> list[Worker]:
    """Who answers the line of a site at a moment."""
    stretches = OnCall.objects.filter(site=site, ends_at__gt=at, starts_at__lte=at)
    return [stretch.worker for stretch in stretches.select_related("worker").order_by("starts_at", "id")]


def gaps(*, site: UUID, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """The stretches of time from `start` to `end` in which nobody is on call."""
    rows = OnCall.objects.filter(site=site, ends_at__gt=start, starts_at__lt=end).order_by("starts_at", "id")
    found, covered = [], start
    for starts_at, ends_at in rows.values_list("starts_at", "ends_at"):
        if starts_at > covered:
            found.append((covered, starts_at))
        covered = max(covered, ends_at)
    return [*found, (covered, end)] if covered < end else found
