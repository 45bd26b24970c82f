"""A person connected to a provider, under a release, until the loop is closed."""

from django.db import models

from thirdoption.program.ground.ids import one_of
from thirdoption.program.people.models import Person
from thirdoption.program.services.models.directory import Service
from thirdoption.program.services.rules import TASK_TRANSITIONS, TaskStatus
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

    class Meta:
        constraints = [
            numbered("connection_status_number"),
            one_of("state", TaskStatus, "connection_status_state"),
        ]
