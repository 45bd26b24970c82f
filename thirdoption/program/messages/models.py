"""Messages to workers: a template and an id, never a name."""

from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.messages.rules import TEMPLATES, Channel


class Message(Row):
    """One message to one worker, from enqueued to delivered."""

    site = models.UUIDField()
    worker = models.UUIDField()
    template = models.CharField(max_length=40)
    made_by = models.UUIDField(null=True)
    subject = models.UUIDField()
    channel = models.CharField(max_length=12)
    made_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("channel", Channel, "message_channel"),
            one_of("template", TEMPLATES, "message_template"),
        ]
        indexes = [models.Index(fields=["worker", "-made_at"], name="message_of_worker")]
