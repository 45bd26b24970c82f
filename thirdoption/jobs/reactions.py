"""What follows from what: one table of events to the upper action that reacts.

A lower word enqueues an event by name; nothing below calls upward.
"""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from thirdoption.jobs import report_build
from thirdoption.program.ground import later
from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.matters import actions as matters
from thirdoption.program.messages import actions as messages
from thirdoption.program.referrals.models import Referral


@later.reaction("offer_accepted")
def offer_accepted(*, referral: UUID, by: Acting) -> None:
    """The charge is held and its clock starts; the line is called."""
    at = _time_of(by)
    found = Referral.objects.select_related("site").get(pk=referral)
    matters.hold(referral=found, by=by, at=at)
    handoffs.request(referral=found, by=by, at=at)


@later.reaction("deliver_message")
def deliver_message(*, message: UUID, by: Acting) -> None:
    """A page leaves."""
    messages.deliver(message=message, by=by, at=_time_of(by))


@later.reaction("build_report")
def build_report(*, report: UUID, by: Acting) -> None:
    """A report is drawn, protected, and waits for a second person."""
    report_build.build(report=report, by=by, at=_time_of(by))


def _time_of(by: Acting) -> datetime:
    return by.at or timezone.now()
