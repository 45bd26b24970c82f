"""How a worker can be reached. That there is a way is no secret; which number it is, is."""

from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.messages.rules import Kind
from thirdoption.program.messages.rules.push import MOST_LETTERS


class ContactMethodQuerySet(models.QuerySet["ContactMethod"]):
    """Which methods count."""

    def live(self) -> "ContactMethodQuerySet":
        """Those by which a worker is paged: verified, not ended, and not stopped by the worker's STOP."""
        return self.filter(verified_at__isnull=False, ended__isnull=True, stopped_at__isnull=True)


class ContactMethod(Row):
    """A way to reach a worker; it counts from its verification until it ends."""

    site = models.UUIDField()
    worker = models.UUIDField()
    kind = models.CharField(max_length=12)
    added = models.DateTimeField()
    asked_at = models.DateTimeField()
    tries = models.IntegerField()
    verified_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    objects = ContactMethodQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("kind", [Kind.SMS, Kind.VOICE, Kind.EMAIL, Kind.PUSH], "contact_method_kind"),
            models.CheckConstraint(condition=models.Q(tries__range=(0, 5)), name="contact_method_tries"),
        ]
        indexes = [models.Index(fields=["worker"], name="method_of_worker")]


class Address(Row):
    """The number or address of a contact method. Protected: its own worker's, and the program's.

    Of a browser it is where its push service takes messages, with the two keys that only it can open.
    """

    site = models.UUIDField()
    worker = models.UUIDField()
    method = models.OneToOneField(ContactMethod, on_delete=models.PROTECT, related_name="address")
    address = models.CharField(max_length=MOST_LETTERS)
    p256dh = models.CharField(max_length=90, blank=True)
    auth = models.CharField(max_length=30, blank=True)

    class Meta:
        indexes = [models.Index(fields=["address"], name="address_of_method")]
