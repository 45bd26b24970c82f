"""A test of the line at the beginning of a shift: whoever comes on call is paged, and has to answer."""

from django.db import models

from thirdoption.program.ground.ids import Row
from thirdoption.program.staff.models import Worker


class LineTest(Row):
    """One test of how one worker is reached; open until it was answered or somebody was told."""

    site = models.UUIDField()
    worker = models.ForeignKey(Worker, on_delete=models.RESTRICT, related_name="+")
    shift_at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["worker", "shift_at"], name="line_test_of_shift")]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(answered_at__isnull=True, told_at__isnull=True),
                name="line_test_due",
            )
        ]
