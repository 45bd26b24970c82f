"""A call or a message that comes to the line: what it asks, once, and who takes it.

Nothing of a caller is kept but what a badge or a verified number says, and no word of a message: it could
name somebody. The carrier's id of a call makes it the same call, however often the carrier tells of it.
"""

import hashlib
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from thirdoption.program.ground import acting as ground
from thirdoption.program.ground import later
from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.actions import accept, answers, calls, escalation
from thirdoption.program.handoffs.models import Handoff, Pulse
from thirdoption.program.handoffs.queries.inbound import open_call
from thirdoption.program.handoffs.rules import State
from thirdoption.program.handoffs.rules.calls import RINGS, How
from thirdoption.program.messages.actions import hear
from thirdoption.program.messages.queries import methods_at
from thirdoption.program.messages.rules import Word, body, read
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.queries import CALLERS, acting, caller
from thirdoption.program.staff.rules import Permission


def by_telephone(*, call: str, badge: str, rings: bool, by: Acting, at: datetime) -> UUID:
    """A call asks for a hand-off, with its times; the hand-off's id, the same for the same call.

    With a badge number that one officer has, it is that officer's; otherwise nobody's by name. While the
    telephone of somebody on call `rings`, nobody else is paged.
    """
    check(by, Permission.RUN_LINE)
    officer = caller(site=by.site, badge=badge)
    waits = RINGS if rings else timedelta(0)
    return _ask(officer, How.PHONE, uuid5(NAMESPACE_URL, f"call {call}"), waits, by, at)


def by_message(*, address: str, text: str, carrier_id: str, by: Acting, at: datetime) -> str | None:
    """What a message from a verified number does, and what is said back; None when nobody here has it.

    An officer's COME asks for a hand-off. Whatever else they write is not kept; they are called back.
    """
    check(by, Permission.RUN_LINE)
    word = read(text).word
    officer = _officer_with(address)
    if officer is None or word in (Word.STOP, Word.START):
        return answers.by_message(address=address, text=text, carrier_id=carrier_id, by=by, at=at)
    language = officer.user.language
    if word != Word.COME:
        hear(carrier_id=carrier_id, word=word, worker=officer.pk, subject=None, by=by, at=at)
        return body("ask-by-message", language)
    key = uuid5(NAMESPACE_URL, f"message {carrier_id}")
    handoff = _ask(officer, How.MESSAGE, key, timedelta(0), by, at)
    told = hear(carrier_id=carrier_id, word=word, worker=officer.pk, subject=handoff, by=by, at=at)
    return body("coming", language) if told else ""


def from_nobody(*, carrier_id: str, by: Acting, at: datetime) -> None:
    """Count a message from a number that nobody here has: its hour, and a digest that counts it once."""
    check(by, Permission.RUN_LINE)
    once = hashlib.sha256(carrier_id.encode()).hexdigest()
    hour = at.replace(minute=0, second=0, microsecond=0)
    hear(carrier_id=once, word=Word.OTHER, worker=None, subject=None, by=by, at=hour)


def _officer_with(address: str) -> Worker | None:
    """The officer who has a number, the one who proved it last."""
    found = [one.worker for one in methods_at(address=address)]
    rows = Worker.objects.select_related("user").filter(pk__in=found, role__in=CALLERS, until__isnull=True)
    return next(iter(sorted(rows, key=lambda one: found.index(one.pk))), None)


def rang_out(*, handoff: UUID, by: Acting, at: datetime) -> None:
    """Nobody took the call at the first telephone: whom the escalation pages is paged now."""
    check(by, Permission.RUN_LINE)
    Pulse.objects.hold(handoff)
    if Handoff.objects.filter(pk=handoff, state=State.REQUESTED).exists():
        escalation.hurry(handoff=handoff, by=by, at=at)
        later.run("step_line", by)


def take(*, handoff: UUID, worker: UUID, call: str, by: Acting, at: datetime) -> bool:
    """Whoever answered a telephone pressed the key: a human's yes. Whether the call is theirs."""
    check(by, Permission.RUN_LINE)
    who = Worker.objects.select_related("user").get(pk=worker, site=by.site)
    hear(carrier_id=call, word=Word.YES, worker=worker, subject=handoff, by=by, at=at)
    answers.act_as(who=who, act=accept, handoff=Handoff.objects.get(pk=handoff), by=by, at=at)
    return Handoff.objects.filter(pk=handoff, accepted_by=worker).exists()


def _ask(officer: Worker | None, how: How, key: UUID, rings: timedelta, by: Acting, at: datetime) -> UUID:
    """The hand-off that is asked for; who asks again while nobody has said yes asks for the same."""
    if officer is None:
        return calls.ask(how=how, key=key, rings=rings, by=by, at=at).pk
    waiting = open_call(officer=officer.pk, by=by)
    if waiting is not None:
        return waiting
    try:
        with ground.opened(acting(officer, at=by.at)) as self:
            return calls.ask(how=how, key=key, rings=rings, by=self, at=at).pk
    finally:
        ground.enter(by)
