"""How a person and the program are in touch, and with whom the person works."""

from django.db import models

from thirdoption.program.care.models.events import as_confirmed
from thirdoption.program.care.rules import TRANSITIONS, Engagement
from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.people.models import Person
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker
from thirdoption.program.trail.models import Stateful, Status, follows, numbered


class Participation(Stateful):
    """How a person and the program are in touch. Protected: category engagement."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.OneToOneField(Person, on_delete=models.RESTRICT, related_name="participation")
    since = models.DateTimeField()

    class Meta:
        triggers = follows(TRANSITIONS, "care_participationstatus")
        constraints = [one_of("state", Engagement, "participation_state")]


class ParticipationStatus(Status):
    """One appended state of a participation."""

    thing = models.ForeignKey(Participation, on_delete=models.RESTRICT, related_name="statuses")

    class Meta:
        triggers = [as_confirmed()]
        constraints = [
            numbered("participation_status_number"),
            one_of("state", Engagement, "participation_status_state"),
        ]


class CaseManager(Row):
    """Which worker a person works with, and since when. Protected: category engagement."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="case_managers")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(until__isnull=True), name="one_case_manager"
            )
        ]
        indexes = [models.Index(fields=["worker", "-since"], name="caseload_of_worker")]
