"""The line's part of the job process: waking the engine each second, watching it, and sending pages."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from thirdoption.jobs import background, carriers
from thirdoption.jobs.carriers.outcome import Sent
from thirdoption.jobs.carriers.twilio import Twilio
from thirdoption.jobs.sealing import not_called
from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.actions import escalation, line_tests, safety
from thirdoption.program.handoffs.actions import methods as handoffs_methods
from thirdoption.program.handoffs.queries import escalation as queries
from thirdoption.program.handoffs.queries import safety as workers
from thirdoption.program.handoffs.queries.inbound import both_ends
from thirdoption.program.handoffs.rules.escalation import LATE
from thirdoption.program.messages import actions as messages
from thirdoption.program.messages.actions import methods
from thirdoption.program.messages.models import ContactMethod, Message
from thirdoption.program.messages.queries import outgoing, page_of, was_sent
from thirdoption.program.messages.rules import LOST, State
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker

log = logging.getLogger("thirdoption")
WATCH = 5.0


def wake(at: datetime | None = None) -> int:
    """Do what is due at every site, and beat; how many steps that was. `at` in rehearsals only.

    What breaks at one site, or in one part, keeps no other from its work; then there is no beat.
    """
    parts = (escalation.step, line_tests.step, safety.step)
    late = background.at_every_site(at, lambda by: queries.lag(at=by.now()))
    done = sum(background.at_every_site(at, *(partial(_do, part) for part in parts)))
    background.at_every_site(at, partial(_beat, "engine", max(late, default=timedelta(0)), 0))
    return done


def watch(at: datetime | None = None) -> list[queries.Fault]:
    """Re-read every open hand-off, and fail loudly: in the log, and before the outside monitor."""
    found: list[queries.Fault] = []

    def read(by: Acting) -> None:
        found.extend(queries.faults(by=by, at=by.now()) + workers.faults(by=by, at=by.now()))

    try:
        background.at_every_site(at, read)
        found += [queries.Fault("nobody was called", None)] * not_called(since=3 * LATE)
        late = background.at_every_site(at, lambda by: queries.lag(at=by.now()))
        background.at_every_site(at, partial(_beat, "auditor", max(late, default=timedelta(0)), len(found)))
    finally:
        for fault in found:
            log.error("the line: %s, hand-off %s", fault.code, fault.handoff)
    return found


def _do(part: Callable[..., int], by: Acting) -> int:
    return part(by=by, at=by.now())


def _beat(name: str, late: timedelta, faults: int, by: Acting) -> None:
    escalation.beat(name=name, lag=late, faults=faults, by=by, at=by.now())


def deliver(*, message: UUID, by: Acting, at: datetime) -> None:
    """Send a message, and note what the carrier said; what it refused makes the escalation go on.

    Of a process that is killed between the two, another one sends again: twice is better than never.
    """
    page = page_of(message=message)
    if page is None or was_sent(message=message):
        return
    sent = _send(page, by)
    messages.note(message=message, state=sent.state, carrier_id=sent.carrier_id, why=sent.why, by=by, at=at)
    if sent.gone and page.method_id:
        handoffs_methods.lose_method(method=page.method_id, by=by, at=at)
    if sent.state in LOST and page.template == queries.PAGE:
        escalation.go_on(handoff=page.subject, by=by, at=at)
    elif sent.state in LOST and page.template in workers.MESSAGES:
        safety.go_on(handoff=page.subject, template=page.template, by=by, at=at)


def _send(page: Message, by: Acting) -> Sent:
    """Send it, if it makes sense still and there is a way; what was not sent is on record like a refusal.

    Without a record the auditor would wait for it for ever.
    """
    if not all(one.is_wanted(template=page.template, subject=page.subject) for one in (queries, workers)):
        return Sent(State.REJECTED, why="wanted no more")
    found = outgoing(message=page.pk)
    if found is None:
        return Sent(State.REJECTED, why="this way has ended")
    made_up = Site.objects.values_list("made_up", flat=True).get(pk=by.site)
    return carriers.send(found, site=by.site, made_up=made_up)


def send_code(*, method: UUID, by: Acting, at: datetime) -> None:
    """Send the code that proves a contact method, in its worker's language."""
    found = ContactMethod.objects.get(pk=method)
    language = Worker.objects.values_list("user__language", flat=True).get(pk=found.worker)
    methods.send_code(method=found, language=language, by=by, at=at)


def ring_back(*, handoff: UUID, worker: UUID, by: Acting) -> None:
    """Put a worker through to the officer who asked, if both have a number and a carrier is there."""
    ends = both_ends(handoff=handoff, worker=worker, by=by)
    if ends is not None and carriers.may_call(site=by.site):
        sent = Twilio().connect(*ends)
        if sent.state in LOST:
            log.warning("an officer could not be called back: hand-off %s", handoff)


def start() -> None:
    """Begin in the background: an engine, and apart from it whoever watches it."""
    background.start("engine", 1.0, wake)
    background.start("auditor", WATCH, watch)
