"""What is due for each hand-off until a human says yes, and when the engine last looked."""

from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.handoffs.models.handoff import Handoff
from thirdoption.program.handoffs.rules import Outcome, Step


class EscalationStep(Row):
    """Somebody is to be paged at a time; done when they were, or when there was nobody to page."""

    site = models.UUIDField()
    handoff = models.ForeignKey(Handoff, on_delete=models.RESTRICT, related_name="steps")
    number = models.IntegerField()
    step = models.CharField(max_length=12)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            one_of("step", Step, "escalation_step"),
            one_of("outcome", ["", *Outcome], "escalation_outcome"),
            models.UniqueConstraint(fields=["handoff", "number"], name="escalation_step_number"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(done_at__isnull=True), name="escalation_step_due"
            )
        ]


class Heartbeat(Row):
    """One row for each part of the engine: when it last beat, and how late it found what was due."""

    name = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()
    lag_ms = models.IntegerField()
    faults = models.IntegerField()
