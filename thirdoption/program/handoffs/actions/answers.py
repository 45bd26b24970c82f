"""What a worker answers to a page: yes, busy or pass, by a word of a message or a key of a call."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from thirdoption.program.ground import acting as ground
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs.actions import accept, give_back, safety
from thirdoption.program.handoffs.actions.escalation import go_on
from thirdoption.program.handoffs.actions.line_tests import hear as hear_test
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.queries import line_tests
from thirdoption.program.handoffs.queries.escalation import PAGE
from thirdoption.program.handoffs.queries.inbound import asked_at, open_calls
from thirdoption.program.handoffs.queries.safety import MESSAGES
from thirdoption.program.handoffs.rules import COMING, OVER, State
from thirdoption.program.messages import queries as messages
from thirdoption.program.messages.actions import hear, methods, note
from thirdoption.program.messages.rules import LOST, Word, body, read, reference
from thirdoption.program.messages.rules.carrier import STATES
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.queries import acting
from thirdoption.program.staff.rules import Permission, may


def by_message(*, address: str, text: str, carrier_id: str, by: Acting, at: datetime) -> str | None:
    """What a message from a number does, and what is said back; None when nobody here has that number."""
    check(by, Permission.RUN_LINE)
    found = messages.methods_at(address=address)
    if not found:
        return None
    said, waiting = read(text), open_calls(by=by)
    # a telephone that goes from hand to hand is several workers': it answers for whoever was asked on it
    asked = asked_at(address=address, text=text, by=by)
    worker = asked.worker if asked else found[0].worker
    about = _about(worker, said.code, waiting, at)
    if not hear(carrier_id=carrier_id, word=said.word, worker=worker, subject=about, by=by, at=at):
        return ""
    if said.word in (Word.STOP, Word.START):
        methods.stop(methods=[one.pk for one in found], stopped=said.word == Word.STOP, by=by, at=at)
        for call in sorted(waiting):  # in one order, so that no two wait for each other
            go_on(handoff=call, by=by, at=at)
        return ""  # the carrier itself confirms these two
    return _answer(worker, about, said.word, by, at)


def by_key(*, message: UUID, word: Word, carrier_id: str, by: Acting, at: datetime) -> tuple[str, str]:
    """What a key pressed during a call does: (what is said back, its language)."""
    check(by, Permission.RUN_LINE)
    called = messages.page_of(message=message)
    if called is None:
        return "", "en"
    if not hear(carrier_id=carrier_id, word=word, worker=called.worker, subject=called.subject, by=by, at=at):
        return "", called.language
    return _answer(called.worker, called.subject, word, by, at), called.language


def _about(worker: UUID, code: str, waiting: list[UUID], at: datetime) -> UUID | None:
    """What a reply is about: by its code, otherwise the last call that waits, a test, or the last call."""
    found = messages.last_asked(worker=worker, template=PAGE, code=code) if code else None
    found = found or messages.last_asked(worker=worker, template=PAGE, code="", among=waiting)
    test = line_tests.waiting(worker=worker, at=at)
    if test and (code == reference(test) if code else found is None):
        return test
    return found or messages.last_asked(worker=worker, template=PAGE, code="")


def _answer(worker: UUID, about: UUID | None, word: Word, by: Acting, at: datetime) -> str:
    """Do what a worker answered, and say what came of it in their language."""
    who = Worker.objects.select_related("user").get(pk=worker)
    language = who.user.language
    if about and word != Word.OTHER and hear_test(test=about, worker=worker, by=by, at=at):
        return body("test-came", language)
    handoff = Handoff.objects.select_related("accepted_by").filter(pk=about).first() if about else None
    if handoff is None:
        return body("nothing-asked", language)
    code = reference(handoff.pk)
    if word in (Word.OTHER, Word.COME):
        return body("not-understood", language)
    if word in (Word.BUSY, Word.PASS):
        if handoff.state in COMING and handoff.accepted_by_id == worker:
            act_as(who=who, act=give_back, handoff=handoff, by=by, at=at)
        if handoff.state == State.REQUESTED:
            go_on(handoff=handoff.pk, by=by, at=at)
            return body("passed-on", language)
    if word == Word.YES:
        act_as(who=who, act=accept, handoff=handoff, by=by, at=at)
    # read again: another may have been quicker while this one waited. A "pass" from somebody who is there
    # already passes nothing on, and the answer says whose it still is
    now = Handoff.objects.select_related("accepted_by").get(pk=handoff.pk)
    if now.accepted_by is None:
        return body("over" if now.state in OVER else "nothing-asked", language, code=code)
    if now.accepted_by_id == worker:
        return body("over" if now.state in OVER else "yours", language, code=code)
    return body("taken", language, code=code, who=now.accepted_by.role)


def act_as(*, who: Worker, act: Callable[..., None], handoff: Handoff, by: Acting, at: datetime) -> None:
    """A worker's yes, or no after a yes, is their own act: it is done as them, in their own context.

    Whoever has left since they were asked cannot say it.
    """
    check(by, Permission.RUN_LINE)
    if (who.until is not None and who.until <= at) or not may(who.role, Permission.TAKE_HANDOFF):
        return
    try:
        with ground.opened(acting(who, at=by.at)) as self:
            act(handoff=handoff, by=self, at=at)
    except Refused:
        pass  # somebody was quicker, or it has ended: what is said back tells which
    finally:
        ground.enter(by)


def became(*, message: UUID, said: str, carrier_id: str, by: Acting, at: datetime) -> None:
    """The carrier tells what became of a page; one that reached nobody makes the escalation go on."""
    check(by, Permission.RUN_LINE)
    state, page = STATES.get(said), messages.page_of(message=message)
    if state is None or page is None:
        return
    note(message=message, state=state, carrier_id=carrier_id, by=by, at=at)
    if state in LOST and page.template == PAGE:
        go_on(handoff=page.subject, by=by, at=at)
    elif state in LOST and page.template in MESSAGES:
        safety.go_on(handoff=page.subject, template=page.template, by=by, at=at)
