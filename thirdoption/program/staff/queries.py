"""Reading workers, and turning one into who acts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.sites.models import Agency
from thirdoption.program.sites.rules.agencies import AgencyKind
from thirdoption.program.staff.models import DeviceKey, ListLink, Worker
from thirdoption.program.staff.rules import PROGRAM, ROLES, Permission, Purpose, links, may

CALLERS = [code for code in ROLES if may(code, Permission.CALL_LINE)]


def acting(worker: Worker, at: datetime | None = None, purpose: str | None = None) -> Acting:
    """Who acts when this worker does: their agency, their role, and the role's purpose."""
    return Acting(
        site=worker.site_id,
        organization=worker.agency_id,
        worker=worker.pk,
        role=worker.role,
        purpose=purpose or ROLES[worker.role].purpose,
        at=at,
    )


def program(site: UUID, at: datetime | None = None) -> Acting:
    """The program itself, doing what is due at a site for the organization that runs it there."""
    operator = Agency.objects.values_list("pk", flat=True).get(site=site, kind=AgencyKind.OPERATOR)
    return Acting(site, operator, None, PROGRAM, Purpose.PROGRAM_OPERATION, at)


def asking(site: UUID, at: datetime | None = None) -> Acting | None:
    """The public at a site: nobody by name, as its organization of kind community, to refer and nothing else.

    None where the site has no such organization, or nobody who runs the program: then nothing is taken.
    """
    kinds = (AgencyKind.COMMUNITY, AgencyKind.OPERATOR)
    found = {one.kind: one for one in Agency.objects.filter(site=site, kind__in=kinds).order_by("-code")}
    if len(found) < len(kinds):
        return None
    return Acting(site, found[AgencyKind.COMMUNITY].pk, None, "public", Purpose.REFER, at)


def caller(*, site: UUID, badge: str) -> Worker | None:
    """Who may call the line of a site with this badge number; None where nobody or more than one may."""
    rows = Worker.objects.filter(site=site, badge=badge, until__isnull=True, role__in=CALLERS)
    found = list(rows[:2]) if badge else []
    return found[0] if len(found) == 1 else None


def callers(*, site: UUID) -> list[Worker]:
    """Who may call the line of a site, by agency and name."""
    rows = Worker.objects.filter(site=site, until__isnull=True, role__in=CALLERS)
    return list(rows.select_related("agency", "site").order_by("agency__name", "name"))


def names(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Workers' names by id, in one statement."""
    wanted = {one for one in ids if one}
    return dict(Worker.objects.filter(pk__in=wanted).values_list("id", "name")) if wanted else {}


def colleagues(*, site: UUID, roles: Collection[str], ids: Iterable[UUID | None]) -> list[Worker]:
    """Workers of a site who hold one of these roles or are named by id, with account and agency."""
    wanted = Q(role__in=roles) | Q(pk__in={one for one in ids if one})
    rows = Worker.objects.filter(wanted, site=site, until__isnull=True)
    return list(rows.select_related("user", "agency").order_by("since", "name"))


def device_key(*, pk: UUID) -> DeviceKey | None:
    """The key of a phone of the viewer's agency, with its worker, their account and their site."""
    return DeviceKey.objects.select_related("worker__user", "worker__site").filter(pk=pk).first()


def own_device_key(*, by: Acting, pk: UUID) -> DeviceKey:
    """The key of a worker's own phone, or for a supervisor of one of the agency.

    Raises Refused (not found) for what is not there and for a colleague's.
    """
    found = device_key(pk=pk)
    if found is None or not (found.worker_id == by.worker or may(by.role, Permission.SEE_HELD)):
        raise hidden()
    return found


def device_keys(*, by: Acting) -> list[DeviceKey]:
    """The keys of a worker's own phones; for a supervisor those of the whole agency. The newest first."""
    keys = DeviceKey.objects.select_related("worker").filter(organization=by.organization)
    if not may(by.role, Permission.SEE_HELD):
        keys = keys.filter(worker=by.worker)
    return list(keys.order_by("-added", "id"))


def without_account(*, by: Acting) -> list[Worker]:
    """Workers of the prosecutor's office at work who cannot sign in: a list goes to them by link."""
    kind = AgencyKind.PROSECUTION
    rows = Worker.objects.filter(site=by.site, role=links.ROLE, agency__kind=kind, until__isnull=True)
    found = rows.select_related("user", "agency", "site").order_by("agency__name", "name")
    return [one for one in found if not one.user.has_usable_password()]


def list_links(*, by: Acting) -> list[ListLink]:
    """The links that were sent at a site, the newest first."""
    rows = ListLink.objects.filter(site=by.site).select_related("recipient__agency", "made_by")
    return list(rows.order_by("-made_at", "id")[:50])


def list_link(*, by: Acting, pk: UUID) -> ListLink:
    """One link of a site. Raises Refused (not found) for what is not there."""
    found = ListLink.objects.filter(site=by.site, pk=pk).select_related("recipient__user").first()
    if found is None:
        raise hidden()
    return found


def link_at(*, token: str) -> ListLink | None:
    """The link of a token, whatever became of it, with its recipient; None where there is none."""
    rows = ListLink.objects.select_related("recipient__user", "recipient__agency", "recipient__site")
    return rows.filter(token=links.digest_of(token)).first()


def is_open(*, link: UUID, by: Acting) -> bool:
    """Whether a link that its worker opened shows its list still."""
    found = ListLink.objects.filter(pk=link, recipient=by.worker).first()
    return found is not None and found.state_at(by.now()) == links.LinkState.OPEN


@dataclass(frozen=True)
class Place:
    """Whose link a provider holds: enough to open a context that sees nothing by itself."""

    link: UUID
    by: Acting
    language: str


def place_of(*, token: str, at: datetime | None = None) -> Place | None:
    """The place of a provider's link, whatever became of it; None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sharing.link_place(%s)", [links.digest_of(token)])
        row = cursor.fetchone()
    if row is None:
        return None
    link, site, organization, language = row
    return Place(link, Acting(site, organization, None, links.PROVIDER, Purpose.CONNECTION, at), language)
