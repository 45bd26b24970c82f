"""Asking for a swap or for cover, whom it was asked of, its one answer; and addresses of calendars."""

import uuid

from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.handoffs.rules.rota import Layer
from thirdoption.program.handoffs.rules.rota_requests import Asked
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker


class ShiftRequest(Row):
    """A worker asks `other` to swap, or without `other` anybody to cover, in a stretch of their own.

    `takes_...` is what they would take in return. It is open until its answer is there.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    layer = models.CharField(max_length=10)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    takes_layer = models.CharField(max_length=10, blank=True)
    takes_starts_at = models.DateTimeField(null=True)
    takes_ends_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["site", "ends_at"], name="shift_request_of_site")]
        constraints = [
            one_of("layer", Layer, "shift_request_layer"),
            one_of("takes_layer", ["", *Layer], "shift_request_takes"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="shift_request_lasts"
            ),
        ]


class ShiftAnswer(Row):
    """How a request ended; a request has one, so of two who answer at once one is told."""

    request = models.OneToOneField(ShiftRequest, on_delete=models.PROTECT, related_name="answer")
    state = models.CharField(max_length=12)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [one_of("state", sorted(set(Asked) - {Asked.ASKED}), "shift_answer_state")]


class ShiftAsking(Row):
    """Whom a request was asked of, each time; `said_no` when that worker cannot."""

    request = models.ForeignKey(ShiftRequest, on_delete=models.PROTECT, related_name="askings")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    said_no = models.BooleanField()


class RotaFeed(Row):
    """A secret address of a calendar: of one worker's shifts, or of the team's. Deleted, it opens nothing."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    of_team = models.BooleanField()
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["worker", "of_team"], name="one_feed_of_a_kind")]
