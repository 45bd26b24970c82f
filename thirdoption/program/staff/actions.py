"""Making accounts and workers."""

from datetime import date, datetime

from thirdoption.program.ground.acting import Acting
from thirdoption.program.sites.models import Agency
from thirdoption.program.sites.rules.agencies import AgencyKind
from thirdoption.program.staff.models import User, Worker
from thirdoption.program.staff.rules import Permission, check_can_hold, check_may


def check(by: Acting, permission: Permission) -> None:
    """The first line of every action: may this worker do this?"""
    check_may(by.role, permission)


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
) -> Worker:
    """Make an account and its worker. Called at set-up, before anybody can act at the site.

    Raises Refused when the agency's workers may not hold the role.
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
    )
    worker.save(force_insert=True)
    return worker


def set_trained_until(*, worker: Worker, until: date) -> None:
    """Note until when a worker's training counts; `training` calls this, nothing else does."""
    Worker.objects.filter(pk=worker.pk).update(trained_until=until)
    worker.trained_until = until
