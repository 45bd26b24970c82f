"""Two people from two agencies release a report."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from thirdoption.program.ground.refusal import CONFLICT, Refused


class ReportState(StrEnum):
    """Where a report is."""

    BUILDING = "building"
    BUILT = "built"
    STOPPED = "stopped"
    RELEASED = "released"


def check_can_release(*, state: str, built_by: UUID, built_for: UUID, by: UUID, for_agency: UUID) -> None:
    """Raise Refused unless a second person from another agency releases a report that is built."""
    if state != ReportState.BUILT:
        raise Refused(CONFLICT, "This report is not ready to be released.")
    if by == built_by:
        raise Refused(CONFLICT, "A second person releases this report: you built it.")
    if for_agency == built_for:
        raise Refused(CONFLICT, "Somebody from another agency releases this report: your agency built it.")


def quarter_slug(site: str, first_day: date) -> str:
    """A quarter of a site (its code) as an address: fort-orange-2026-q3. No two sites share one."""
    return f"{site}-{first_day.year}-q{(first_day.month + 2) // 3}"
