"""The line's part of the job process: waking the engine each second, watching it, and sending pages."""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from thirdoption.jobs import carriers
from thirdoption.jobs.carriers.twilio import Twilio
from thirdoption.jobs.sealing import not_called
from thirdoption.program.ground import acting
from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.actions import escalation, line_tests, safety
from thirdoption.program.handoffs.actions import methods as handoffs_methods
from thirdoption.program.handoffs.queries import escalation as queries
from thirdoption.program.handoffs.queries import safety as workers
from thirdoption.program.handoffs.queries.inbound import both_ends
from thirdoption.program.handoffs.rules.escalation import LATE
from thirdoption.program.messages import actions as messages
from thirdoption.program.messages.actions import methods
from thirdoption.program.messages.models import ContactMethod
from thirdoption.program.messages.queries import outgoing, was_sent
from thirdoption.program.messages.rules import LOST, State
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.queries import program

log = logging.getLogger("thirdoption")
WATCH = 5.0


def wake(at: datetime | None = None) -> int:
    """Do what is due at every site, and beat; how many steps that was. `at` in rehearsals only.

    What goes wrong at one site, or in one part, keeps no other from its work. Then there is no beat, and the
    first of it is raised in the end.
    """
    done, wrong, sites = 0, list[Exception](), _sites()
    for site in sites:
        with apart(wrong), acting.opened(program(site, at)) as by:
            late = queries.lag(at=by.now())
            for part in (escalation.step, line_tests.step, safety.step):
                with apart(wrong), transaction.atomic():
                    done += part(by=by, at=by.now())
            if site == sites[-1] and not wrong:
                escalation.beat(name="engine", lag=late, by=by, at=by.now())
    if wrong:
        raise wrong[0]
    return done


def watch(at: datetime | None = None) -> list[queries.Fault]:
    """Re-read every open hand-off, and fail loudly: in the log, and before the outside monitor."""
    found, wrong, sites = list[queries.Fault](), list[Exception](), _sites()
    with apart(wrong):
        found += [queries.Fault("nobody was called", None)] * not_called(since=3 * LATE)
    for site in sites:
        with apart(wrong), acting.opened(program(site, at)) as by:
            found += queries.faults(by=by, at=by.now())
            found += workers.faults(by=by, at=by.now())
            late = queries.lag(at=by.now())
            if site == sites[-1] and not wrong:
                escalation.beat(name="auditor", lag=late, faults=len(found), by=by, at=by.now())
    for fault in found:
        log.error("the line: %s, hand-off %s", fault.code, fault.handoff)
    if wrong:
        raise wrong[0]
    return found


def _sites() -> list[UUID]:
    return list(Site.objects.values_list("pk", flat=True))


@contextlib.contextmanager
def apart(wrong: list[Exception]) -> Iterator[None]:
    """What goes wrong within keeps nothing else from being done; it is told of in the end."""
    try:
        yield
    except Exception as error:
        wrong.append(error)


def deliver(*, message: UUID, by: Acting, at: datetime) -> None:
    """Send a message, and note what the carrier said; what it refused makes the escalation go on.

    Of a process that is killed between the two, another one sends again: twice is better than never.
    """
    if was_sent(message=message):
        return
    found = outgoing(message=message)
    if found is None:
        messages.note(message=message, state=State.REJECTED, why="no way any more", by=by, at=at)
        return
    if not all(one.is_wanted(template=found.template, subject=found.subject) for one in (queries, workers)):
        messages.note(message=message, state=State.REJECTED, why="not wanted any more", by=by, at=at)
        return
    made_up = Site.objects.values_list("made_up", flat=True).get(pk=by.site)
    sent = carriers.send(found, site=by.site, made_up=made_up)
    messages.note(message=message, state=sent.state, carrier_id=sent.carrier_id, why=sent.why, by=by, at=at)
    if sent.gone and found.method:
        handoffs_methods.lose_method(method=found.method, by=by, at=at)
    if sent.state in LOST and found.template == queries.PAGE:
        escalation.go_on(handoff=found.subject, by=by, at=at)
    elif sent.state in LOST and found.template in workers.MESSAGES:
        safety.go_on(handoff=found.subject, template=found.template, by=by, at=at)


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


def keep_going(stop: threading.Event, every: float, act: Callable[[], object]) -> None:
    """Do something again and again; whatever goes wrong, it is tried again the next time: nobody else would.

    A database that restarts or is away is asked on a new connection.
    """
    while not stop.wait(every):
        try:
            act()
        except Exception:
            log.error("the line could not be looked after just now", exc_info=True)
            connection.close()
    connection.close()


def start() -> threading.Event:
    """Begin in the background: an engine, and apart from it whoever watches it; set the event to end them."""
    stop = threading.Event()
    for name, every, act in (("engine", 1.0, wake), ("auditor", WATCH, watch)):
        threading.Thread(target=keep_going, args=(stop, every, act), name=name, daemon=True).start()
    return stop
