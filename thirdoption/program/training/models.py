"""Who attended which course."""

from django.db import models

from thirdoption.program.ground.ids import Row
from thirdoption.program.staff.models import Worker


class Attendance(Row):
    """One worker at one course on one day."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="attendances")
    course = models.CharField(max_length=120)
    attended_on = models.DateField()
    counts_until = models.DateField()
    recorded_by = models.UUIDField(null=True)
