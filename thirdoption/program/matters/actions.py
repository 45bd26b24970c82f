"""Holding a charge, and the prosecutor's decision."""

from datetime import datetime

from thirdoption.program.ground import texts
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import INVALID, Refused
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import TRANSITIONS, State, deadline
from thirdoption.program.referrals.models import Referral
from thirdoption.program.referrals.rules import SOMETHING_ELSE, Door, check_no_identifiers
from thirdoption.program.sites.queries import local_day, policy_of
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import move, record

_TAKEN = "This charge is already decided. Load the page again."


def hold(*, referral: Referral, by: Acting, at: datetime) -> Matter | None:
    """Hold the charge of an accepted offer and start its clock, by the policy that judged the contact.

    A conduct that is no offense has no charge to hold, and neither has a social contact.
    """
    check(by, Permission.RECORD_CONTACT)
    day = local_day(referral.site, referral.occurred_at)
    policy = policy_of(referral.policy)
    conduct = policy.conduct(referral.conduct)
    if referral.door != Door.ARREST_DIVERSION or (conduct and conduct.no_offense):
        return None
    law = conduct.main_law if conduct else None
    label = conduct.label if conduct else policy.label(f"conduct.{SOMETHING_ELSE}")
    matter = Matter(
        site_id=by.site,
        referral=referral,
        incident_number=referral.incident_number,
        offense=law.title if law else label.en,
        law=f"{law.law} {law.section}" if law else "",
        offense_class=law.offense_class if law else "",
        charge_model=str(policy.setting("charge_model").value or "unknown"),
        set_aside=referral.set_aside,
        returnable_on=referral.returnable_on,
        held_on=day,
        deadline_on=deadline(day, policy.number("intake_days")),
        state=State.HELD,
    )
    matter.save(force_insert=True)
    record(by=by, verb="hold", noun="matter", objects=[matter.pk], at=at)
    return matter


def decide(*, matter: Matter, to: State, reason: str, by: Acting, at: datetime) -> None:
    """The prosecutor's decision about one charge, with its reason; it ends the hand-off release.

    Raises Refused (invalid) without a reason.
    """
    check(by, Permission.DECIDE_MATTER)
    reason = texts.cleaned(reason, field="reason", limit=300)
    if not reason:
        raise Refused(INVALID, "Say why.", "reason")
    check_no_identifiers(reason, field="reason")
    move(
        thing=matter,
        to=to,
        transitions=TRANSITIONS,
        taken=_TAKEN,
        by=by,
        at=at,
        note=reason,
        decided_at=at,
    )
    record(by=by, verb="decide", noun="matter", objects=[matter.pk], at=at, why=to)
