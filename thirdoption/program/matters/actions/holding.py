"""Holding a charge: what is set aside, in which way, and until when."""

from datetime import datetime

from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.queries import count_of, hold_calendar
from thirdoption.program.matters.rules import (
    ChargeModel,
    State,
    deadline,
    last_filing_day,
    limitation_of,
    month_later,
    table_of,
)
from thirdoption.program.referrals.models import Referral
from thirdoption.program.referrals.rules import SOMETHING_ELSE, Door
from thirdoption.program.sites.queries import local_day, policy_of
from thirdoption.program.sites.rules import Policy
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import record


def hold(*, referral: Referral, by: Acting, at: datetime) -> Matter | None:
    """Hold the charge of an accepted offer and start its clock, by the policy that judged the contact.

    A conduct that is no offense has no charge to hold, neither has a social contact, and where a place makes
    no report there is none.
    """
    check(by, Permission.RECORD_CONTACT)
    day = local_day(referral.site, referral.occurred_at)
    policy = policy_of(referral.policy)
    conduct = policy.conduct(referral.conduct)
    model = str(policy.setting("charge_model").value or ChargeModel.HELD_BY_PROSECUTOR)
    no_offense = conduct is not None and conduct.no_offense
    if referral.door != Door.ARREST_DIVERSION or no_offense or not table_of(model):
        return None
    law = conduct.main_law if conduct else None
    label = conduct.label if conduct else policy.label(f"conduct.{SOMETHING_ELSE}")
    offense_class = law.offense_class if law else ""
    hold_calendar(site=by.site)
    void_months = _months(policy, "void_months") if model == ChargeModel.VOID_AFTER_MONTHS else None
    matter = Matter(
        site_id=by.site,
        referral=referral,
        policy=referral.policy,
        incident_number=referral.incident_number,
        incident_on=day,
        offense=law.title if law else label.en,
        law=f"{law.law} {law.section}" if law else "",
        offense_class=offense_class,
        offense_group=law.nibrs if law else "",
        charge_model=model,
        set_aside=referral.set_aside,
        returnable_on=referral.returnable_on,
        held_on=day,
        deadline_on=deadline(day, policy.number("intake_days"), count_of(policy, site=by.site, first=day)),
        file_by=last_filing_day(day, _months(policy, limitation_of(offense_class))),
        void_on=month_later(day, void_months) if void_months else None,
        state=State.HELD,
    )
    matter.save(force_insert=True)
    record(by=by, verb="hold", noun="matter", objects=[matter.pk], at=at)
    return matter


def _months(policy: Policy, setting: str | None) -> int | None:
    """A number of months that a site may have set; None where it has not."""
    return policy.number(setting) if setting and policy.setting(setting).known else None
