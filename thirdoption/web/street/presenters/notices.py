"""Three notices of each contact, without a name; they follow from what the officer may read.

That the third is missing says nothing: it is missing for everybody who has not signed that they may know.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.messages.queries import first_told
from thirdoption.program.referrals import queries
from thirdoption.program.referrals.models import Receipt
from thirdoption.program.sharing.actions import disclose
from thirdoption.program.sharing.queries import officer_releases
from thirdoption.program.sharing.rules import NOTICE
from thirdoption.program.sites.models import Site
from thirdoption.web.kit.links import address
from thirdoption.web.street.presenters.sent import minutes
from thirdoption.web.street.presenters.words import at

SHOWN = 50
TAKEN_UP = "taken up"


@dataclass(frozen=True)
class Notices:
    """The notices of one contact, in the order in which they came."""

    incident_number: str
    url: str
    lines: tuple[str, ...]
    by_release: bool


def page(*, by: Acting, site: Site) -> dict[str, Any]:
    """The notices of a worker's newest contacts.

    What a release lets them know is read under its lock and accounted (R-22): one that is taken back tells
    nothing more.
    """
    sent = queries.receipts(by=by, part=slice(SHOWN))
    told = first_told(by=by, template="notice", subjects=[one.referral for one in sent])
    mine = [one for one in sent if one.referral in told]
    releases = officer_releases(by=by, referrals=[one.referral for one in mine])
    live = (
        disclose(releases=list(releases.values()), what=TAKEN_UP, by=by, at=by.now()) if releases else set()
    )
    taken_up = {referral for referral, release in releases.items() if release in live}
    return {
        "contacts": [
            _contact(one, at(told[one.referral], site.zone), one.referral in taken_up, site) for one in mine
        ],
        "notice": _(NOTICE) if taken_up else "",
    }


def _contact(one: Receipt, received: str, taken_up: bool, site: Site) -> Notices:
    lines = [_("%(at)s: received. The line was called.") % {"at": received}]
    waited = minutes(one)
    if one.handed_over_at is not None and waited is not None:
        values = {"at": at(one.handed_over_at, site.zone), "minutes": waited}
        lines.append(_("%(at)s: handed over, %(minutes)s min after you sent it. You were free.") % values)
    if taken_up:
        lines.append(_("Taken up: somebody works with the person now. The person lets you know this."))
    return Notices(
        one.incident_number or _("No incident number"),
        address("street:receipt", one.referral),
        tuple(lines),
        taken_up,
    )
