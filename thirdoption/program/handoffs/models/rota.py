"""Who is on call."""

from django.db import models

from thirdoption.program.ground.ids import Row
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker


class OnCall(Row):
    """A stretch of time in which a worker answers the line."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["site", "ends_at"], name="on_call_of_site")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="on_call_lasts"
            )
        ]
