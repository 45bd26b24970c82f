"""What the officer and the line do in the made-up year, by the actions that their pages call."""

import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from thirdoption.demo.events import Moment, Verb
from thirdoption.demo.stage import Stage, Thread, there
from thirdoption.program.care import actions as care
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.actions import rota
from thirdoption.program.handoffs.actions.safety import come_home
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.queries import safety
from thirdoption.program.handoffs.queries.rota import on_call
from thirdoption.program.handoffs.rules import State
from thirdoption.program.referrals import actions as referrals
from thirdoption.program.referrals.rules import Ending, NotOfferedReason, SetAside


def record(stage: Stage, moment: Moment, thread: Thread) -> None:
    """The officer records the contact."""
    contact = thread.contact
    with stage.as_worker(contact.officer, moment) as by:
        thread.referral = referrals.record_contact(
            author=stage.workers[contact.officer],
            key=uuid.uuid4(),
            facts={**contact.facts, "occurred_at": contact.occurred_at.isoformat()},
            perceived_race=contact.perceived_race,
            by=by,
            at=moment.at,
        )


def say_yes(stage: Stage, moment: Moment, thread: Thread) -> None:
    """The offer is accepted; the waiting jobs hold the charge and call the line."""
    referral = there(thread.referral)
    with stage.as_worker(thread.contact.officer, moment) as by:
        referrals.offer(
            referral=referral,
            accepted=True,
            set_aside=SetAside(moment.told["set_aside"]),
            returnable_on=moment.told["returnable_on"],
            by=by,
            at=moment.at,
        )
    stage.work()
    with stage.as_worker("supervisor", moment):
        thread.handoff = Handoff.objects.get(referral=referral)


def say_no(stage: Stage, moment: Moment, thread: Thread) -> None:
    """The offer is declined."""
    with stage.as_worker(thread.contact.officer, moment) as by:
        referrals.offer(referral=there(thread.referral), accepted=False, by=by, at=moment.at)


def say_ending(stage: Stage, moment: Moment, thread: Thread) -> None:
    """How a contact ended whose offer was declined."""
    ending = Ending(moment.told["ending"])
    with stage.as_worker(thread.contact.officer, moment) as by:
        referrals.say_ending(referral=there(thread.referral), ending=ending, by=by, at=moment.at)


def do_not_offer(stage: Stage, moment: Moment, thread: Thread) -> None:
    """No offer, and why."""
    with stage.as_worker(thread.contact.officer, moment) as by:
        referrals.do_not_offer(
            referral=there(thread.referral),
            reason=NotOfferedReason(moment.told["reason"]),
            ending=Ending(moment.told["ending"]),
            by=by,
            at=moment.at,
        )


def stand_in(stage: Stage, moment: Moment, thread: Thread) -> None:
    """Somebody is on call beside the one whose week it is."""
    ends = moment.at + timedelta(hours=moment.told["hours"])
    worker = stage.workers[moment.told["worker"]]
    with stage.as_worker("supervisor", moment) as by:
        rota.put_on_call(worker=worker, starts_at=moment.at, ends_at=ends, by=by, at=moment.at)


def come(stage: Stage, moment: Moment, thread: Thread) -> None:
    """Whoever is on call says "I come"; or the worker whom the plan names."""
    named = moment.told.get("worker")
    ready = on_call(site=stage.site.pk, at=moment.at)
    thread.taker = stage.workers[named] if named else ready[0]
    with stage.as_worker(thread.taker, moment) as by:
        handoffs.accept(handoff=there(thread.handoff), by=by, at=moment.at)


def set_out(stage: Stage, moment: Moment, thread: Thread) -> None:
    """The worker is on the way."""
    with stage.as_worker(there(thread.taker), moment) as by:
        handoffs.set_out(handoff=there(thread.handoff), by=by, at=moment.at)


def arrive(stage: Stage, moment: Moment, thread: Thread) -> None:
    """The worker is there."""
    with stage.as_worker(there(thread.taker), moment) as by:
        handoffs.arrive(handoff=there(thread.handoff), by=by, at=moment.at)


def take_over(stage: Stage, moment: Moment, thread: Thread) -> None:
    """The officer is free; the person is somebody's to work with."""
    told: dict[str, Any] = dict(moment.told)
    thread.manager = stage.workers[told.pop("case_manager")]
    with stage.as_worker(there(thread.taker), moment) as by:
        thread.person = care.receive(
            handoff=there(thread.handoff), case_manager=thread.manager, by=by, at=moment.at, **told
        )


def home(stage: Stage, moment: Moment, thread: Thread) -> None:
    """The worker is home safe."""
    with stage.as_worker(there(thread.taker), moment) as by:
        for one in safety.out(by=by, worker=by.hand, handoff=there(thread.handoff).pk):
            come_home(outing=one, by=by, at=moment.at)


def end_handoff(stage: Stage, moment: Moment, thread: Thread) -> None:
    """Nobody is handed over."""
    because = State(moment.told["because"])
    with stage.as_worker(thread.taker or "supervisor", moment) as by:
        handoffs.end(handoff=there(thread.handoff), because=because, by=by, at=moment.at)


STEPS: Mapping[Verb, Callable[[Stage, Moment, Thread], None]] = {
    Verb.RECORD: record,
    Verb.SAY_YES: say_yes,
    Verb.SAY_NO: say_no,
    Verb.SAY_ENDING: say_ending,
    Verb.DO_NOT_OFFER: do_not_offer,
    Verb.STAND_IN: stand_in,
    Verb.COME: come,
    Verb.SET_OUT: set_out,
    Verb.ARRIVE: arrive,
    Verb.TAKE_OVER: take_over,
    Verb.HOME: home,
    Verb.END_HANDOFF: end_handoff,
}
