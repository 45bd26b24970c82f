"""Sending messages to workers, and noting what became of them and what was replied."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from thirdoption.program.ground import later
from thirdoption.program.ground.acting import Acting
from thirdoption.program.messages.models import ContactMethod, Delivery, Message, Reply
from thirdoption.program.messages.rules import Kind, State, Word
from thirdoption.program.messages.rules.texts import PAGES


@dataclass(frozen=True)
class To:
    """A worker to send to: by which of their methods, in which language."""

    worker: UUID
    language: str
    methods: tuple[ContactMethod, ...] = ()


def send(
    *,
    to: Iterable[To],
    template: str,
    subject: UUID,
    code: str = "",
    who: str = "",
    in_app: bool = True,
    by: Acting,
    at: datetime,
) -> list[Message]:
    """Send a message to workers by all the methods that are given, and show it in their own pages.

    It says only that there is a task. `by` is the program itself: nobody else may see a number.
    """
    made = [
        Message(
            site=by.site,
            worker=one.worker,
            made_by=by.worker,
            template=template,
            subject=subject,
            channel=method.kind if method else Kind.IN_APP,
            method=method,
            language=one.language,
            code=code,
            who=who,
            made_at=at,
        )
        for one in to
        for method in (*one.methods, *([None] if in_app else []))
    ]
    Message.objects.bulk_create(made)
    for message in made:
        if message.method_id:
            later.run("deliver_message" if template in PAGES else "deliver_notice", by, message=message.pk)
    return made


def note(
    *, message: UUID, state: State, carrier_id: str = "", why: str = "", by: Acting, at: datetime
) -> None:
    """Note what became of a message. The same said twice changes nothing."""
    row = Delivery(message_id=message, state=state, carrier_id=carrier_id[:64], why=why[:60], at=at)
    Delivery.objects.bulk_create([row], ignore_conflicts=True)


def hear(
    *, carrier_id: str, word: Word, worker: UUID | None, subject: UUID | None, by: Acting, at: datetime
) -> bool:
    """Note a reply; False when this very one came before, so that a replayed webhook changes nothing."""
    reply = Reply(site=by.site, worker=worker, subject=subject, word=word, carrier_id=carrier_id[:64], at=at)
    Reply.objects.bulk_create([reply], ignore_conflicts=True)
    return Reply.objects.filter(pk=reply.pk).exists()
