"""Keeping the directory by hand: whether there is room, which places may not be known, and giving it out."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import Refused, hidden
from thirdoption.program.services.models import (
    ConfidentialAddress,
    Service,
    ServiceCapacity,
)
from thirdoption.program.services.models.secret_places import check_tells_no_place, forget, hold_places
from thirdoption.program.services.rules import (
    GOOD_FOR,
    KEY_LIMIT,
    Known,
)
from thirdoption.program.services.rules.matching import Verdict
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail import actions as trail

_SAME = Q(stands_for__verdict=Verdict.SAME) | Q(stands_behind__verdict=Verdict.SAME)


def _of(by: Acting, service: UUID) -> Service:
    found = Service.objects.select_for_update().filter(site_id=by.site, pk=service).first()
    if found is None:
        raise hidden()
    return found


def say_room(
    *, service: UUID, available: Known, hours: int, said_by: str, by: Acting, at: datetime
) -> ServiceCapacity:
    """Note what a provider said about room, as of now; after `hours` it is not known again.

    Said twice at once is said once. Raises Refused (invalid) for hours that are not offered.
    """
    check(by, Permission.KEEP_DIRECTORY)
    of = _of(by, service)
    if hours not in GOOD_FOR:
        raise Refused("invalid", "Choose how long this can be relied on.", field="hours")
    check_tells_no_place(said_by, field="said_by")
    last = of.capacities.order_by("-updated").first()
    if last and last.updated >= at:
        return last
    said = ServiceCapacity(
        service=of,
        available=available,
        updated=at,
        expires=at + timedelta(hours=hours),
        said_by=" ".join(said_by.split())[:KEY_LIMIT],
    )
    said.save()
    trail.record(by=by, verb="say room", noun="service", objects=[of.id], at=at)
    return said


def hide_place(*, service: UUID, by: Acting, at: datetime) -> None:
    """From now on nobody is told where this service is, nor what else is there (R-43).

    Its places are deleted with their points, at every site, and a fingerprint keeps any later import from
    storing them again, in another spelling or within a text neither. What another source tells of the same
    service is hidden with it. The service itself stays, with its telephone.
    """
    check(by, Permission.KEEP_DIRECTORY)
    hold_places()
    of = _of(by, service)
    for one in (of, *Service.objects.filter(Q(stands_for__other=of) | Q(stands_behind__shown=of), _SAME)):
        forget(one, at=at)
    trail.record(by=by, verb="hide place", noun="service", objects=[of.id], at=at)


def show_place(*, service: UUID, by: Acting, at: datetime) -> None:
    """Undo a mistake: the next import of its source may tell where this service is.

    What else is at the address is shown again one by one, after the service by which it was hidden.
    """
    check(by, Permission.KEEP_DIRECTORY)
    of = _of(by, service)
    of.confidential, of.row_digest = False, ""
    of.save(update_fields=["confidential", "row_digest"])
    ConfidentialAddress.objects.filter(service=of).delete()
    trail.record(by=by, verb="show place", noun="service", objects=[of.id], at=at)


def export_directory(*, site: Site, version: str, by: Acting, at: datetime) -> None:
    """Note that the directory left as a file. It holds no person, and no place that may not be known."""
    check(by, Permission.IMPORT_DIRECTORY)
    trail.record(by=by, verb="export", noun="directory", objects=[site.id], why=f"HSDS {version}", at=at)
