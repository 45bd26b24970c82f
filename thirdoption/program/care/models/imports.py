"""What was brought along from a workbook, so that it can be taken back, and how columns were named."""

from django.db import models

from thirdoption.program.care.models.base import OfPerson
from thirdoption.program.care.rules.imports import Kind
from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.sites.models import Site


class Brought(OfPerson):
    """One row of a workbook that was taken. Protected: category care.

    `made`: whether it made the person. `release`: to whom one is on paper; it authorizes nothing until it is
    signed again. `source`: who referred, as the list said it.
    """

    batch = models.UUIDField()
    kind = models.CharField(max_length=10)
    line = models.IntegerField()
    made = models.BooleanField()
    contact = models.UUIDField(null=True)
    release = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [one_of("kind", Kind, "brought_kind")]
        indexes = [models.Index(fields=["site", "-at"], name="brought_lately")]


class SavedMap(Row):
    """Which column of a place's own list is what, by the heads; it holds no row of it."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10)
    columns = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("kind", Kind, "saved_map_kind"),
            models.UniqueConstraint(fields=["site", "name"], name="saved_map_by_name"),
        ]
