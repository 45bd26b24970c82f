"""Reading who of a provider answers."""

from collections.abc import Collection
from uuid import UUID

from thirdoption.program.ground.refusal import hidden
from thirdoption.program.services.models import Service, ServiceContact


def who_answers(*, services: Collection[UUID]) -> dict[UUID, ServiceContact]:
    """Who answers for each of these services, as it was said last; one statement."""
    rows = ServiceContact.objects.filter(service__in=services).order_by("service", "-number")
    return {row.service_id: row for row in rows.distinct("service")}


def service_of(*, site: UUID, pk: UUID) -> Service:
    """A service of this place. Raises Refused (not found)."""
    found = Service.objects.filter(site=site, pk=pk).select_related("organization").first()
    if found is None:
        raise hidden()
    return found
