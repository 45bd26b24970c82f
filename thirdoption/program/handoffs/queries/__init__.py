"""Reading the line: which hand-offs are open, and where each one is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, Subquery
from django.db.models.functions import Coalesce

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.handoffs.models import Handoff, HandoffNote, HandoffStatus
from thirdoption.program.handoffs.rules import FROM_OFFICER, LATER, Note, State
from thirdoption.program.sites.queries import policy_as_written
from thirdoption.program.sites.rules import Policy
from thirdoption.program.trail.actions import seen


def of_referral(*, by: Acting, referral: UUID) -> Handoff | None:
    """The hand-off of a referral, or of a call, while the viewer may still follow it: state and who comes."""
    around = Handoff.objects.select_related("accepted_by", "call", "referral")
    return around.filter(Q(referral=referral) | Q(call=referral)).first()


def coming(*, referrals: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Of these referrals and calls, where the hand-off is and who comes: {id: (state, first name)}."""
    wanted = list(referrals)
    if not wanted:
        return {}
    rows = Handoff.objects.filter(subject__in=wanted).values_list("subject", "state", "accepted_by__name")
    return {referral: (state, (name or "").split(" ")[0]) for referral, state, name in rows}


def times(*, handoff: Handoff) -> dict[str, datetime]:
    """When a hand-off came into each of its states; where it was given back, since then."""
    rows = list(HandoffStatus.objects.filter(thing=handoff).order_by("-number").values_list("state", "at"))
    back = next((n for n, (state, _at) in enumerate(rows) if state == State.REQUESTED), len(rows))
    return dict(rows[: back + 1])


def notes(*, handoff: Handoff) -> list[tuple[str, datetime]]:
    """What both sides told each other: (code, when), in order; not what somebody told who gave it back."""
    back = HandoffStatus.objects.filter(thing=handoff, state=State.REQUESTED).order_by("-number")
    since = Coalesce(Subquery(back.values("at")[:1]), F("at"))
    stale = Q(code__in=set(Note) - set(FROM_OFFICER), at__lt=since)
    told = HandoffNote.objects.filter(thing=handoff).exclude(stale)
    return list(told.order_by("at", "id").values_list("code", "at"))


_PULSE = {
    "referral": "SELECT number FROM handoffs_pulse WHERE subject = %s AND author_id = %s",
    "handoff": "SELECT number FROM handoffs_pulse WHERE handoff_id = %s AND site_id = %s",
}


def pulse(*, by: Acting, referral: UUID | None = None, handoff: UUID | None = None) -> int | None:
    """How often what a live page shows has changed; None where there is no hand-off, or none of the viewer's.

    A page that asks again and again asks nothing else: one read of an index, no context, no trail row.
    """
    asked = ("referral", referral, by.worker) if referral else ("handoff", handoff, by.site)
    with connection.cursor() as cursor:
        cursor.execute(_PULSE[asked[0]], asked[1:])
        row = cursor.fetchone()
    return row[0] if row else None


def followed(*, handoff: UUID) -> Handoff:
    """A hand-off for its live part: state and who comes. Raises Refused (not found) like `call`."""
    found = Handoff.objects.select_related("accepted_by").filter(pk=handoff).first()
    if found is None:
        raise hidden()
    return found


@dataclass(frozen=True)
class Waiting:
    """A hand-off under way: where, since when, what happened under which policy, and who comes.

    A call without a referral has no policy, for nothing was said to have happened.
    """

    pk: UUID
    state: str
    requested_at: datetime
    accepted_by: UUID | None
    who_comes: str
    place: str
    conduct: str
    policy: Policy | None


@dataclass(frozen=True)
class Line:
    """The hand-offs under way that are shown, and how many there are in all."""

    shown: list[Waiting]
    many: int = 0
    requested: int = 0


_CALLS = """
SELECT h.id, h.state, h.requested_at, h.accepted_by_id, coalesce(w.name, ''), coalesce(r.place, c.place),
    coalesce(r.conduct, ''), r.policy_id, h.many, h.requested
FROM (
    SELECT id, state, requested_at, accepted_by_id, referral_id, call_id, count(*) OVER () AS many,
        count(*) FILTER (WHERE state = 'requested') OVER () AS requested,
        row_number() OVER (ORDER BY accepted_by_id IS DISTINCT FROM %(worker)s, NOT comes_first,
            requested_at) AS place
    FROM handoffs_handoff
    WHERE site_id = %(site)s AND state IN ('requested', 'accepted', 'en_route', 'arrived')
    ORDER BY place LIMIT %(limit)s
) h
LEFT JOIN referrals_referral r ON r.id = h.referral_id
LEFT JOIN handoffs_call c ON c.id = h.call_id
LEFT JOIN staff_worker w ON w.id = h.accepted_by_id
ORDER BY h.place
"""


def calls(*, by: Acting, limit: int) -> Line:
    """The hand-offs under way: one's own, then who comes first, then the oldest. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_CALLS, {"worker": by.worker, "site": by.site, "limit": limit})
        rows = cursor.fetchall()
    if not rows:
        return Line([])
    shown = [Waiting(*(*row[:7], row[7] and policy_as_written(row[7]))) for row in rows]
    seen(by=by, noun="handoff", objects=[one.pk for one in shown])
    return Line(shown, *rows[0][8:])


_AGREED = """
SELECT h.id, h.state, coalesce(r.place, c.place), h.requested_at
FROM handoffs_handoff h
LEFT JOIN referrals_referral r ON r.id = h.referral_id
LEFT JOIN handoffs_call c ON c.id = h.call_id
WHERE h.site_id = %(site)s AND h.state = ANY (%(later)s)
ORDER BY h.requested_at LIMIT 20
"""


def agreed(*, by: Acting) -> list[tuple[UUID, str, str, datetime]]:
    """What was agreed for later and has not come about, the oldest first: (id, state, place, when called)."""
    with connection.cursor() as cursor:
        cursor.execute(_AGREED, {"site": by.site, "later": [str(one) for one in LATER]})
        found: list[tuple[UUID, str, str, datetime]] = cursor.fetchall()
    if found:
        seen(by=by, noun="handoff", objects=[row[0] for row in found])
    return found


def call(*, by: Acting, pk: UUID) -> Handoff:
    """One hand-off with all that a worker who comes has to know, in one statement.

    Raises Refused (not found) for what is not there or not theirs.
    """
    asked = [f"{one}__{who}" for one in ("referral", "call") for who in ("author", "organization")]
    around = ("referral__policy", *asked, "accepted_by", "person")
    found = Handoff.objects.select_related(*around).filter(pk=pk).first()
    if found is None:
        raise hidden()
    seen(by=by, noun="handoff", objects=[pk])
    return found
