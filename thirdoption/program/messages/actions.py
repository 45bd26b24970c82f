"""Paging a worker."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from thirdoption.program.ground import later
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.messages.models import Message
from thirdoption.program.messages.rules import Channel


def page(*, to: UUID, template: str, subject: UUID, by: Acting, at: datetime) -> Message:
    """Page a worker about a thing; the message itself says only that there is a task."""
    channel = Channel.REHEARSAL if settings.REHEARSAL else Channel.IN_APP
    message = Message(
        site=by.site,
        worker=to,
        made_by=by.worker,
        template=template,
        subject=subject,
        channel=channel,
        made_at=at,
    )
    message.save(force_insert=True)
    later.run("deliver_message", by, message=message.pk)
    return message


def deliver(*, message: UUID, by: Acting, at: datetime) -> None:
    """Deliver a message. In a rehearsal nothing leaves: the inbox is this table."""
    if not Message.objects.filter(pk=message).update(delivered_at=at):
        raise hidden()
