"""Taking a list of held charges out of the program."""

from collections.abc import Sequence
from datetime import datetime

from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters.models import Matter
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import record


def export_listed(*, matters: Sequence[Matter], by: Acting, at: datetime) -> None:
    """Note that these charges left as a file; what was told of intake is accounted where it is told."""
    check(by, Permission.EXPORT_MATTERS)
    record(by=by, verb="export", noun="matter", objects=[one.pk for one in matters], at=at)
