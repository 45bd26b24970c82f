"""What the community asks, for the program's care workers; for everybody, whether the door is open."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import Refused, hidden
from thirdoption.program.referrals.models import CommunityReferral, CommunityReferralStatus
from thirdoption.program.referrals.rules import Screening, screen
from thirdoption.program.referrals.rules.community import STATES_OF, AskedState, Part, facts_of, is_open
from thirdoption.program.sites.models import PolicyVersion, Site
from thirdoption.program.sites.queries import local_day, policy_of, policy_on
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.queries import names
from thirdoption.program.staff.rules import ROLES, Permission
from thirdoption.program.trail.actions import seen


def community_policy(*, site: Site, at: datetime) -> PolicyVersion | None:
    """The policy version of the day if it opens the door to the community; None where nothing is taken."""
    try:
        version, policy = policy_on(site, local_day(site, at))
    except Refused:  # no policy was in force yet
        return None
    return version if is_open(policy) else None


def counts() -> dict[Part, int]:
    """How many requests are in each part of the list, as far as the viewer may see them."""
    rows = CommunityReferral.objects.values_list("state").annotate(many=Count("pk")).order_by()
    many = dict(rows)
    return {part: sum(many.get(state, 0) for state in states) for part, states in STATES_OF.items()}


# by hand: it stands on the page that is opened most
MOST_WAITING = 99
"""Up to how many that wait are counted: more are told as more."""
_WAITING = """SELECT count(*) FROM (SELECT 1 FROM referrals_communityreferral
    WHERE site_id = %s AND state = 'waiting' LIMIT %s) n"""


def waiting(*, site: UUID) -> int:
    """How many requests nobody has taken yet; one more than MOST_WAITING for any number above it."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [site, MOST_WAITING + 1])
        return int(cursor.fetchone()[0])


def requests(*, by: Acting, part: Part | None, shown: slice) -> list[CommunityReferral]:
    """A part of the list: what is closed with the newest first, all else with whoever waits longest."""
    states = STATES_OF[part] if part else tuple(AskedState)
    order = "-asked_at" if part is Part.CLOSED else "asked_at"
    rows = CommunityReferral.objects.filter(site=by.site, state__in=states).select_related("taken_by")
    found = list(rows.order_by(order, "pk")[shown])
    if found:
        seen(by=by, noun="community referral", objects=[one.pk for one in found])
    return found


def request(*, by: Acting, pk: UUID) -> CommunityReferral:
    """One request. Raises Refused (not found) alike for what is not there and what is not theirs."""
    around = ("policy", "site", "taken_by")
    found = CommunityReferral.objects.select_related(*around).filter(pk=pk).first()
    if found is None:
        raise hidden()
    seen(by=by, noun="community referral", objects=[pk])
    return found


@dataclass(frozen=True)
class Step:
    """One state that a request came into."""

    state: str
    at: datetime
    who: str
    note: str


def steps(*, asked: CommunityReferral) -> list[Step]:
    """How it went on, the newest first, with who said so."""
    rows = list(CommunityReferralStatus.objects.filter(thing=asked).order_by("-number"))
    who = names(row.worker for row in rows)
    return [Step(row.state, row.at, who.get(row.worker, "") if row.worker else "", row.note) for row in rows]


def screened(*, asked: CommunityReferral) -> Screening:
    """The answer of the policy that was in force on the day it came, to what its author could say."""
    facts = facts_of(needs=tuple(asked.needs), age=asked.age, asked_at=asked.asked_at)
    return screen(facts, policy_of(asked.policy))


def team(*, by: Acting) -> list[Worker]:
    """The workers of the viewer's organization who may look for somebody, by name."""
    roles = [code for code, role in ROLES.items() if Permission.ANSWER_COMMUNITY in role.may]
    found = Worker.objects.filter(agency=by.organization, site=by.site, role__in=roles, until__isnull=True)
    return list(found.order_by("name"))
