"""Rows of charges that wait; what is told of intake is locked and accounted first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from thirdoption.program.care import queries as care
from thirdoption.program.care.queries import UnderRelease
from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters import queries as matters
from thirdoption.program.matters.models import DateChange, Matter
from thirdoption.program.matters.queries import Changes
from thirdoption.program.matters.rules import days_left
from thirdoption.program.sharing.actions import disclose
from thirdoption.program.sharing.rules import NOTICE
from thirdoption.program.trail.actions import seen
from thirdoption.web.kit.links import address
from thirdoption.web.partners.presenters.words import Clock, Ticket, clock_of, day, filing, law, ticket_of

WHAT = "intake confirmed, date"


@dataclass(frozen=True)
class Held:
    """One charge that waits."""

    pk: UUID
    url: str
    incident_number: str
    offense: str
    law: str
    filing: str
    clock: Clock
    days: int
    ticket: Ticket
    confirmed: str


def liaison_list(
    *, by: Acting, charges: Sequence[Matter], today: date, changes: Changes | None = None
) -> list[Held]:
    """Held charges as the liaison may see them, on the trail as one row that names those shown (R-69)."""
    rows = told_rows(by=by, charges=charges, today=today, changes=changes)
    if charges:
        seen(by=by, noun="matter", objects=[one.pk for one in charges])
    return rows


def told_rows(
    *, by: Acting, charges: Sequence[Matter], today: date, changes: Changes | None = None
) -> list[Held]:
    """The same for whoever writes the trail's row itself; `changes` of dates where they are known already."""
    if not charges:
        return []
    known = care.confirmed_under(by=by, referrals=[one.referral_id for one in charges])
    told = tell(by=by, known=known)
    moved = matters.last_changes(matters=charges) if changes is None else changes
    return [row_of(one, today, moved.get(one.pk, ()), told.get(one.referral_id)) for one in charges]


def tell(*, by: Acting, known: Mapping[UUID, UnderRelease]) -> dict[UUID, date]:
    """Of these intakes, the dates that may be told; they are in the accounting now.

    Only a confirmation whose release `disclose` found live is told: a withdrawal that was quicker leaves
    "not confirmed" (R-9, R-51). An intake that is not done is not told, so it is not accounted either.
    """
    live = disclose(releases=[one.release for one in known.values()], what=WHAT, by=by, at=by.now())
    return {referral: one.on for referral, one in known.items() if one.release in live and one.on}


def told_dates(*, by: Acting, charges: Sequence[Matter]) -> dict[UUID, date]:
    """The dates of intakes that may be told, by referral: under a live release, accounted; one trail row."""
    if not charges:
        return {}
    told = tell(by=by, known=care.confirmed_under(by=by, referrals=[one.referral_id for one in charges]))
    seen(by=by, noun="matter", objects=[one.pk for one in charges])
    return told


def row_of(one: Matter, today: date, changes: Sequence[DateChange], confirmed: date | None) -> Held:
    """A charge as a row."""
    return Held(
        pk=one.pk,
        url=address("partners:matter", one.pk),
        incident_number=one.incident_number,
        offense=one.offense,
        law=law(one),
        filing=filing(one, today),
        clock=clock_of(one, today, changes),
        days=days_left(one.deadline_on, today),
        ticket=ticket_of(one, changes),
        confirmed=day(confirmed),
    )


def foot(rows: Sequence[Held]) -> dict[str, Any]:
    """The notice of 42 CFR 2.32 and the scope of the consent go with what is told (R-21)."""
    return {"notice": _(NOTICE)} if any(row.confirmed for row in rows) else {}
