"""Whose training runs out."""

from datetime import date
from uuid import UUID

from thirdoption.program.staff.models import Worker


def lapsing(*, site: UUID, before: date) -> list[Worker]:
    """Officers who opted in and whose training has run out or will before a day."""
    return list(
        Worker.objects.filter(site=site, opted_in=True, until__isnull=True, trained_until__lt=before)
        .select_related("agency")
        .order_by("trained_until")
    )
