"""The defender's list: the charges that people released to their office, and nothing else."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from thirdoption.program.care import queries as care
from thirdoption.program.care.queries import UnderRelease
from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters import queries as matters
from thirdoption.program.sharing.actions import disclose
from thirdoption.program.sharing.rules import NOTICE
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import local_day
from thirdoption.program.trail.actions import seen
from thirdoption.web.partners.presenters.rows import row_of, tell
from thirdoption.web.partners.presenters.words import day, decided_as

WHAT = "charge and clock"


def defended_page(*, by: Acting, site: Site) -> dict[str, Any]:
    """Charge, clock and confirmed, told and accounted under each release; the notice goes along (R-21)."""
    today = local_day(site, by.now())
    released = _told(by, care.defended_under(by=by))
    if not released:
        return {"rows": [], "count": 0}
    told = tell(by=by, known={referral: one for referral, one in released.items() if one.on is not None})
    charges = matters.of_referrals(by=by, referrals=list(released))
    changes = matters.last_changes(matters=charges)
    seen(by=by, noun="matter", objects=[one.pk for one in charges])
    rows = [
        {
            "held": row_of(one, today, changes.get(one.pk, ()), told.get(one.referral_id)),
            "waits": one.decided_at is None,
            "decision": decided_as(one.state),
            "on": day(local_day(site, one.decided_at)) if one.decided_at else "",
        }
        for one in charges
    ]
    return {"rows": rows, "count": len(rows), "notice": _(NOTICE)}


def _told(by: Acting, released: Mapping[UUID, UnderRelease]) -> dict[UUID, UnderRelease]:
    """Those whose release is live, now that it is locked and accounted."""
    live = disclose(releases=[one.release for one in released.values()], what=WHAT, by=by, at=by.now())
    return {referral: one for referral, one in released.items() if one.release in live}
