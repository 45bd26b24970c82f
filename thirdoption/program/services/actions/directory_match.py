"""Saying of two entries of the directory that they are one service, or not; and taking it back."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import INVALID, Refused, hidden
from thirdoption.program.services.models import Service, ServiceMatch
from thirdoption.program.services.models.secret_places import forget
from thirdoption.program.services.rules.matching import Verdict
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail import actions as trail


def say_match(*, shown: UUID, other: UUID, verdict: Verdict, by: Acting, at: datetime) -> ServiceMatch:
    """Note whether two entries are one service. Of the same, `shown` is listed, and both keep what they say.

    Where one of them may not be known, the other is where it is: then its place is hidden too (R-43). Said
    again, the last word counts. Raises Refused (invalid) where the other is listed under a third one.
    """
    check(by, Permission.KEEP_DIRECTORY)
    two = Service.objects.select_for_update().filter(site=by.site, pk__in=(shown, other))
    found = {one.pk: one for one in two}
    if len(found) != 2:
        raise hidden()
    thirds = ServiceMatch.objects.filter(verdict=Verdict.SAME).exclude(shown__in=found, other__in=found)
    if verdict == Verdict.SAME and thirds.filter(Q(other=other) | Q(shown=other) | Q(other=shown)).exists():
        raise Refused(INVALID, "One of these is the same as a third one. Take that back first.")
    ServiceMatch.objects.filter(shown__in=found, other__in=found).delete()
    said = ServiceMatch(shown_id=shown, other_id=other, verdict=verdict, said_at=at)
    said.save()
    if verdict == Verdict.SAME and any(one.confidential for one in found.values()):
        for one in found.values():
            forget(one, at=at)
    trail.record(by=by, verb="match", noun="service", objects=[shown, other], why=verdict, at=at)
    return said


def undo_match(*, match: UUID, by: Acting, at: datetime) -> None:
    """Take back what was said of two entries: both are listed again, each with what its source says."""
    check(by, Permission.KEEP_DIRECTORY)
    said = ServiceMatch.objects.filter(pk=match, shown__site=by.site).first()
    if said is None:
        raise hidden()
    said.delete()
    trail.record(by=by, verb="undo match", noun="service", objects=[said.shown_id, said.other_id], at=at)
