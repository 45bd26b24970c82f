"""The rota as it was said: turns from a day on, and what was changed in them; the rest follows."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.handoffs.models.rota_requests import ShiftRequest
from thirdoption.program.handoffs.rules.rota import Layer
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker


class Said(Row):
    """Something said of a layer at a site, in order: where two differ, the later one holds."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    layer = models.CharField(max_length=10)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


class Rotation(Said):
    """Workers in turn from a moment on, until a later rotation begins; an empty order ends the layer.

    `most_hours`: in seven days; above it the planner is warned. `order` has workers' ids.
    """

    begins_at = models.DateTimeField()
    hand_over = models.TimeField()
    days = models.PositiveSmallIntegerField()
    order = ArrayField(models.UUIDField())
    most_hours = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            one_of("layer", Layer, "rotation_layer"),
            models.UniqueConstraint(fields=["site", "number"], name="rotation_number"),
            models.CheckConstraint(condition=models.Q(days__gte=1, days__lte=366), name="rotation_days"),
        ]


class Override(Said):
    """For a time `worker` answers instead of `away`, or beside the others; `request` led to it, if any."""

    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    away = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    request = models.ForeignKey(ShiftRequest, on_delete=models.PROTECT, null=True, related_name="changes")

    class Meta:
        indexes = [models.Index(fields=["site", "ends_at"], name="override_of_site")]
        constraints = [
            one_of("layer", Layer, "override_layer"),
            models.UniqueConstraint(fields=["site", "number"], name="override_number"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="override_lasts"
            ),
        ]
