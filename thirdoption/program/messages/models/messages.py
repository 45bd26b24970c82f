"""Messages to workers: a template and an id, never a name; what became of each, and what was replied."""

from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.messages.models.methods import ContactMethod
from thirdoption.program.messages.rules import TEMPLATES, Kind, State, Word


class Message(Row):
    """One message to one worker by one channel. Protected."""

    site = models.UUIDField()
    worker = models.UUIDField()
    template = models.CharField(max_length=40)
    made_by = models.UUIDField(null=True)
    subject = models.UUIDField()
    channel = models.CharField(max_length=12)
    method = models.ForeignKey(ContactMethod, on_delete=models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=5)
    code = models.CharField(max_length=8, blank=True)
    who = models.CharField(max_length=30, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("channel", Kind, "message_channel"),
            one_of("template", TEMPLATES, "message_template"),
        ]
        indexes = [
            models.Index(fields=["worker", "-made_at"], name="message_of_worker"),
            models.Index(fields=["subject"], name="message_of_subject"),
        ]


class Delivery(Row):
    """Something that became of a message, appended; the same said twice is one row."""

    message = models.ForeignKey(Message, on_delete=models.RESTRICT, related_name="deliveries")
    state = models.CharField(max_length=12)
    carrier_id = models.CharField(max_length=64, blank=True)
    why = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("state", State, "delivery_state"),
            models.UniqueConstraint(fields=["message", "state", "carrier_id"], name="delivery_once"),
        ]


class Reply(Row):
    """A word or a key that came in. Its text is not kept, nor the number of somebody unknown."""

    site = models.UUIDField(null=True)
    worker = models.UUIDField(null=True)
    subject = models.UUIDField(null=True)
    word = models.CharField(max_length=10)
    carrier_id = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [one_of("word", Word, "reply_word")]
        indexes = [models.Index(fields=["subject"], name="reply_to_subject")]
