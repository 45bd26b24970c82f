"""Of which charges the viewer may know that the intake is done: only under a live release."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from thirdoption.program.ground.acting import Acting


@dataclass(frozen=True)
class UnderRelease:
    """The release under which something may be told of an intake, and its date; None while it is not done."""

    release: UUID
    on: date | None


_CONFIRMED = """
SELECT c.referral_id, g.source, c.confirmed_on FROM care_confirmation c
JOIN sharing_grant g ON g.referral = c.referral_id AND g.category = 'confirmation' AND g.basis = 'release'
WHERE c.site_id = %(site)s
"""
_OF = f"{_CONFIRMED} AND c.referral_id = ANY(%(referrals)s::uuid[])"

_DEFENDED = """
SELECT g.referral, g.source, c.confirmed_on FROM sharing_grant g
LEFT JOIN care_confirmation c ON c.referral_id = g.referral
WHERE g.site_id = %(site)s AND g.category = 'charge' AND g.basis = 'release'
"""


def confirmed_under(*, by: Acting, referrals: Iterable[UUID] | None = None) -> dict[UUID, UnderRelease]:
    """The confirmations that a release tells the viewer's organization, by referral; of these, or of all.

    What is missing is "not confirmed", and looks the same whatever the cause. Before one is shown,
    `sharing.disclose` its release.
    """
    if referrals is None:
        return _rows(_CONFIRMED, site=by.site)
    return _rows(_OF, site=by.site, referrals=list(referrals))


def defended_under(*, by: Acting) -> dict[UUID, UnderRelease]:
    """The charges that people released to the viewer's office, by referral, with the dates of their intakes.

    Before one is shown, `sharing.disclose` its release.
    """
    return _rows(_DEFENDED, site=by.site)


def _rows(sql: str, **values: Any) -> dict[UUID, UnderRelease]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return {referral: UnderRelease(release, on) for referral, release, on in cursor.fetchall()}
