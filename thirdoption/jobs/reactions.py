"""What follows from what: one table of events to the upper action that reacts.

A lower word enqueues an event by name; nothing below calls upward.
"""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from thirdoption.jobs import asked_links, line, list_links, policy_effect, report_build
from thirdoption.jobs.working import NOTICES, PAGES, SLOW
from thirdoption.program.governance import actions as governance
from thirdoption.program.governance.models import PolicyEffect
from thirdoption.program.ground import later
from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.actions import escalation, rota_notices, telephone
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.matters import actions as matters
from thirdoption.program.matters.models import Matter
from thirdoption.program.referrals.models import Referral
from thirdoption.program.reports import actions as reports
from thirdoption.program.reports.models import Report

log = logging.getLogger("thirdoption")


@later.reaction("offer_accepted")
def offer_accepted(*, referral: UUID, by: Acting) -> None:
    """The charge is held and its clock starts; the line is called."""
    at = _time_of(by)
    found = Referral.objects.select_related("site").filter(pk=referral).first()
    if found is None or Handoff.objects.filter(referral=referral).exists():
        return  # done before, by a job process that was killed after its commit
    if not Matter.objects.filter(referral=referral).exists():
        matters.hold(referral=found, by=by, at=at)
    handoffs.request(referral=found, by=by, at=at)


@later.reaction("offer_accepted_before")
def offer_accepted_before(*, referral: UUID, by: Acting) -> None:
    """Too long ago to send somebody there: the charge is held, and a supervisor calls the line or not."""
    found = Referral.objects.select_related("site").filter(pk=referral).first()
    if found is not None and not Matter.objects.filter(referral=referral).exists():
        matters.hold(referral=found, by=by, at=_time_of(by))


@later.reaction("deliver_message", queue=PAGES)
def deliver_message(*, message: UUID, by: Acting) -> None:
    """A page leaves."""
    line.deliver(message=message, by=by, at=_time_of(by))


@later.reaction("deliver_notice", queue=NOTICES)
def deliver_notice(*, message: UUID, by: Acting) -> None:
    """Another message leaves: no page waits for it."""
    line.deliver(message=message, by=by, at=_time_of(by))


@later.reaction("send_code")
def send_code(*, method: UUID, by: Acting) -> None:
    """The code that proves a contact method leaves."""
    line.send_code(method=method, by=by, at=_time_of(by))


@later.reaction("send_list_link")
def send_list_link(*, link: UUID, by: Acting) -> None:
    """A prosecutor's list leaves by link."""
    list_links.send(link=link, by=by, at=_time_of(by))


@later.reaction("send_provider_link")
def send_provider_link(*, link: UUID, by: Acting) -> None:
    """A provider is asked by link."""
    asked_links.send(link=link, by=by, at=_time_of(by))


@later.reaction("send_receipt")
def send_receipt(*, receipt: UUID, worker: UUID, by: Acting) -> None:
    """The number of what an officer said by telephone leaves for their own telephone."""
    telephone.send_receipt(receipt=receipt, worker=worker, by=by, at=_time_of(by))


@later.reaction("ring_back")
def ring_back(*, handoff: UUID, worker: UUID, by: Acting) -> None:
    """A worker is put through to the officer who asked them to come."""
    line.ring_back(handoff=handoff, worker=worker, by=by)


@later.reaction("step_line")
def step_line(*, by: Acting) -> None:
    """The line's engine does what is due at a site, without waiting for its next second."""
    escalation.step(by=by, at=_time_of(by))


@later.reaction("build_report", queue=SLOW)
def build_report(*, report: UUID, by: Acting) -> None:
    """A report is drawn, protected, and waits for a second person."""
    at = _time_of(by)
    try:
        with transaction.atomic():
            report_build.build(report=report, by=by, at=at)
    except Exception as error:
        # whatever broke, the page that waits must hear of it; the kind is enough for the log
        log.error("report %s could not be built: %s", report, type(error).__name__)
        reports.stop(report=Report.objects.get(pk=report), by=by, at=at)


@later.reaction("count_policy_effect", queue=SLOW)
def count_policy_effect(*, effect: UUID, by: Acting) -> None:
    """What a draft of a policy would have answered to past contacts is counted."""
    at = _time_of(by)
    try:
        with transaction.atomic():
            policy_effect.count(effect=effect, by=by, at=at)
    except Exception as error:
        log.error("effect %s could not be counted: %s", effect, type(error).__name__)
        governance.stop_counting(effect=PolicyEffect.objects.get(pk=effect), by=by, at=at)


def _noticed(event: str) -> None:
    """A worker's shifts changed, are asked for, or have nobody: that worker is told."""

    @later.reaction(event)
    def told(*, worker: UUID, subject: UUID, by: Acting) -> None:
        rota_notices.tell(worker=worker, event=event, subject=subject, by=by, at=_time_of(by))


for _event in rota_notices.NOTICES:
    _noticed(_event)


def _time_of(by: Acting) -> datetime:
    return by.at or timezone.now()
