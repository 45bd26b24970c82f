"""A person connected to a provider, under a release, until the loop is closed."""

from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.people.models import Person
from thirdoption.program.services.models.directory import Service
from thirdoption.program.services.rules import TASK_TRANSITIONS, TaskStatus
from thirdoption.program.services.rules.connections import FOLLOW_UPS, NOTE_LIMIT, Outcome, Reason, Way
from thirdoption.program.sharing.models import Release
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker
from thirdoption.program.trail.models import Stateful, Status, follows, numbered


class Connection(Stateful):
    """What a provider is asked to do for a person. Protected: category care."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="connections")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.RESTRICT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    asks = models.CharField(max_length=300)
    made_at = models.DateTimeField()

    class Meta:
        triggers = follows(TASK_TRANSITIONS, "services_connectionstatus")
        constraints = [one_of("state", TaskStatus, "connection_state")]
        indexes = [models.Index(fields=["person", "-made_at"], name="connection_of_person")]


class ConnectionStatus(Status):
    """One appended state of a connection."""

    thing = models.ForeignKey(Connection, on_delete=models.RESTRICT, related_name="statuses")

    # why not, until when they wait, or when they met: as the state has it
    reason = models.CharField(max_length=20, blank=True, default="")
    day = models.DateField(null=True)

    class Meta:
        constraints = [
            numbered("connection_status_number"),
            one_of("state", TaskStatus, "connection_status_state"),
            one_of("reason", ["", *Reason], "connection_status_reason"),
        ]


class ProviderLink(Row):
    """The way by which one provider answers one connection, without an account.

    Of its token only a digest is kept, of its code nothing.
    """

    thing = models.ForeignKey(Connection, on_delete=models.RESTRICT, related_name="links")
    worker = models.UUIDField()
    organization = models.UUIDField()
    way = models.CharField(max_length=10)
    address = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=5)
    token = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    open_until = models.DateTimeField()
    sent = models.CharField(max_length=20, blank=True)
    reminded_at = models.DateTimeField(null=True)
    tries = models.IntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("way", Way, "provider_link_way"),
            models.UniqueConstraint(
                fields=["thing"], condition=models.Q(ended_at__isnull=True), name="one_provider_link"
            ),
        ]


class FollowUp(Row):
    """What became of a connection, asked of the person again 7, 30 and 90 days later."""

    thing = models.ForeignKey(Connection, on_delete=models.RESTRICT, related_name="follow_ups")
    worker = models.UUIDField()
    organization = models.UUIDField()
    days = models.IntegerField()
    outcome = models.CharField(max_length=20)
    note = models.CharField(max_length=NOTE_LIMIT, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("outcome", Outcome, "follow_up_outcome"),
            models.CheckConstraint(condition=models.Q(days__in=FOLLOW_UPS), name="follow_up_days"),
            models.UniqueConstraint(fields=["thing", "days"], name="follow_up_once"),
        ]
