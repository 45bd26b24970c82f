"""Making accounts and workers."""

import re
from datetime import date, datetime

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused, hidden
from thirdoption.program.sites.models import Agency
from thirdoption.program.sites.rules.agencies import AgencyKind
from thirdoption.program.staff.models import DeviceKey, User, Worker
from thirdoption.program.staff.rules import OPERATOR_ONLY, Permission, check_can_hold, check_kind, check_may
from thirdoption.program.trail.actions import record

_POINT = re.compile(r"04[0-9a-f]{128}")


def check(by: Acting, permission: Permission) -> None:
    """The first line of every action: may this worker do this, for the organization they act for?"""
    check_may(by.role, permission)
    if permission in OPERATOR_ONLY:
        kind = Agency.objects.filter(pk=by.organization, site=by.site).values_list("kind", flat=True).first()
        check_kind(permission, kind)


def add_worker(
    *,
    agency: Agency,
    name: str,
    email: str,
    password: str | None,
    role: str,
    since: datetime,
    trained_until: date | None = None,
    opted_in: bool = False,
    badge: str = "",
) -> Worker:
    """Make an account and its worker. Called at set-up, before anybody can act at the site.

    `badge` is digits, or nothing. Raises Refused when the agency's workers may not hold the role.
    """
    check_can_hold(role, AgencyKind(agency.kind))
    user = User(email=email.lower())
    user.set_password(password)
    user.save(force_insert=True)
    worker = Worker(
        user=user,
        site=agency.site,
        agency=agency,
        name=name,
        role=role,
        since=since,
        trained_until=trained_until,
        opted_in=opted_in,
        badge=badge,
    )
    worker.save(force_insert=True)
    return worker


def set_trained_until(*, worker: Worker, until: date) -> None:
    """Note until when a worker's training counts, never shortening it; only `training` calls this."""
    worker.trained_until = max(until, worker.trained_until or until)
    if not Worker.objects.filter(pk=worker.pk).update(trained_until=worker.trained_until):
        raise hidden()


def end_worker(*, worker: Worker, by: Acting, at: datetime) -> None:
    """A worker's time ends now: at their next request they are signed out; only `care.leave` calls this.

    Raises Refused (conflict) when it ended already.
    """
    check(by, Permission.SHARE_WORK)
    here = Worker.objects.filter(pk=worker.pk, site=by.site, agency=by.organization, until__isnull=True)
    if not here.update(until=at):
        raise Refused(CONFLICT, "This worker has left already.")


def add_device_key(*, public_key: str, by: Acting, at: datetime) -> DeviceKey:
    """Note the public key of the phone that a worker uses (an uncompressed P-256 point, in hex).

    Raises Refused (invalid) for what is no such point by its form; a wrong one verifies nothing.
    """
    check(by, Permission.RECORD_CONTACT)
    if not _POINT.fullmatch(public_key):
        raise Refused(INVALID, "This phone's key cannot be read. Load the page again.")
    who = {"site_id": by.site, "organization_id": by.organization, "worker_id": by.hand}
    key = DeviceKey(**who, public_key=public_key, added=at)
    key.save(force_insert=True)
    record(by=by, verb="add", noun="device key", objects=[key.pk, key.worker_id], at=at)
    return key


def end_device_key(*, key: DeviceKey, by: Acting, at: datetime) -> None:
    """A worker's phone is lost or given on: what it still sends is held for a supervisor."""
    check(by, Permission.RECORD_CONTACT if key.worker_id == by.worker else Permission.SEE_HELD)
    if not DeviceKey.objects.filter(pk=key.pk, ended__isnull=True).update(ended=at):
        raise Refused(CONFLICT, "This phone's key has ended already.")
    record(by=by, verb="end", noun="device key", objects=[key.pk, key.worker_id], at=at)
