"""That the clocks of a night were looked at."""

from django.db import models

from thirdoption.program.ground.ids import Row
from thirdoption.program.sites.models import Site


class ClockRun(Row):
    """One night's reminders at a site: how many charges, to how many workers, and how many were nobody's.

    One row a day, so that a night run twice sends once, and one that was missed is made up by the next.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    at = models.DateTimeField()
    charges = models.IntegerField()
    workers = models.IntegerField()
    nobodys = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "day"], name="clock_run_once_a_day")]
