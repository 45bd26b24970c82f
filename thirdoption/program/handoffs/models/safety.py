"""Who is out there since when, what is due until they are home safe, and what a site set for it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.handoffs.models.handoff import Handoff
from thirdoption.program.handoffs.rules import Outcome
from thirdoption.program.handoffs.rules.safety import NAMED
from thirdoption.program.handoffs.rules.safety import SafetyStep as Step
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker


class Outing(Row):
    """A worker is out for a hand-off from a moment on, until somebody says that they are home safe.

    `extended` counts how often it was made longer, so that a second tap is known for one; `told_at` is when
    somebody was told that they are late, and nothing has been heard since.
    """

    site = models.UUIDField()
    handoff = models.ForeignKey(Handoff, on_delete=models.RESTRICT, related_name="outings")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    extended = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField(null=True)
    home_at = models.DateTimeField(null=True)
    home_said_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handoff", "worker"], name="outing_once"),
            models.CheckConstraint(
                condition=models.Q(home_at__isnull=True)
                | models.Q(home_at__gte=models.F("began_at"), home_said_by__isnull=False),
                name="outing_ends_after_it_began",
            ),
        ]
        indexes = [
            models.Index(
                fields=["site", "began_at"], condition=models.Q(home_at__isnull=True), name="outing_open"
            ),
            models.Index(fields=["worker", "began_at"], name="outing_of_worker"),
        ]


class SafetyStep(Row):
    """Somebody is to be told of a worker, or asked to come along, at a time; done when they were."""

    site = models.UUIDField()
    handoff = models.ForeignKey(Handoff, on_delete=models.RESTRICT, related_name="safety_steps")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField()
    step = models.CharField(max_length=12)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            one_of("step", Step, "safety_step"),
            one_of("outcome", ["", *Outcome], "safety_outcome"),
            models.UniqueConstraint(fields=["handoff", "worker", "number"], name="safety_step_number"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(done_at__isnull=True), name="safety_step_due")
        ]


class SafetyRule(Row):
    """What a site set for its workers' safety, in order: the last one holds."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    minutes = models.PositiveSmallIntegerField()
    named = models.CharField(max_length=30, blank=True)
    two_from = models.TimeField(null=True)
    two_until = models.TimeField(null=True)
    two_places = ArrayField(models.CharField(max_length=120))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            one_of("named", ["", *NAMED], "safety_rule_named"),
            models.UniqueConstraint(fields=["site", "number"], name="safety_rule_number"),
        ]
