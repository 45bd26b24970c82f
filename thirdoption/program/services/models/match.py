"""Which entries of the directory, told by two sources, are one service."""

from django.db import models
from django.db.models import F, Q

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.services.models.directory import Service
from thirdoption.program.services.rules.matching import Verdict


class ServiceMatch(Row):
    """What a person said of two entries. Both keep facts, source and day; of the same, `shown` is listed.

    Taken back, the row is deleted: the trail has both acts.
    """

    shown = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="stands_for")
    other = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="stands_behind")
    verdict = models.CharField(max_length=10)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("verdict", Verdict, "match_verdict_known"),
            models.UniqueConstraint(fields=["shown", "other"], name="match_said_once"),
            models.UniqueConstraint(
                fields=["other"], condition=Q(verdict="same"), name="match_behind_one_service"
            ),
            models.CheckConstraint(condition=~Q(shown=F("other")), name="match_of_two"),
        ]
