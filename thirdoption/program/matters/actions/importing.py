"""Taking an agency's own words for charges that wait: it changes what is there, and makes nothing."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.queries import Importable, importable
from thirdoption.program.matters.rules import WAITING
from thirdoption.program.matters.rules.exchange import ChargeRow
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import record


def import_charges(*, rows: Iterable[ChargeRow], by: Acting, at: datetime) -> Importable:
    """Change law, title and class of the charges that a file names, where they are the viewer's and wait.

    No date moves, nobody is made, and a number that is not there hears one sentence, whatever the cause.
    """
    check(by, Permission.EXCHANGE_CHARGES)
    found = importable(by=by, rows=rows)
    changed: list[UUID] = []
    for matter, values in found.changes:
        if Matter.objects.filter(pk=matter, state__in=WAITING).update(**values):
            changed.append(matter)
    record(by=by, verb="import", noun="matter", objects=changed, at=at)
    return found
