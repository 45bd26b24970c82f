"""What was told of a person without their consent, on which ground of the law, and how little."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from thirdoption.program.care.models.base import OfPerson, by_another
from thirdoption.program.care.rules.told import (
    BY_ANOTHER,
    COUNTED,
    LOOK_FIRST,
    ORDER_LIMIT,
    RECIPIENT_LIMIT,
    TOLD_TRANSITIONS,
    WHAT_LIMIT,
    Ground,
    ToldState,
)
from thirdoption.program.ground.ids import one_of
from thirdoption.program.trail.models import Stateful, Status, follows, numbered


class Told(OfPerson, Stateful):
    """A telling without consent; once told it stands in the accounting (R-22). Protected: category care."""

    ground = models.CharField(max_length=12)
    recipient = models.CharField(max_length=RECIPIENT_LIMIT)
    facts = ArrayField(models.CharField(max_length=12))
    what = models.CharField(max_length=WHAT_LIMIT)
    court_order = models.CharField(max_length=ORDER_LIMIT, blank=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        triggers = follows(TOLD_TRANSITIONS, "care_toldstatus")
        constraints = [
            one_of("ground", Ground, "told_ground"),
            one_of("state", ToldState, "told_state"),
            models.CheckConstraint(
                condition=~Q(ground=Ground.COURT_ORDER) | ~Q(court_order=""), name="order_has_its_number"
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=False, state__in=COUNTED)
                | (Q(told_at__isnull=True) & ~Q(state__in=COUNTED)),
                name="told_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(ground__in=LOOK_FIRST) | ~Q(state__in=COUNTED) | Q(version__gte=2),
                name="looked_at_first",
            ),
        ]
        indexes = [models.Index(fields=["person", "-at"], name="told_of_person")]


class ToldStatus(Status):
    """One appended state of a telling."""

    thing = models.ForeignKey(Told, on_delete=models.RESTRICT, related_name="statuses")

    class Meta:
        triggers = [by_another("care_told", BY_ANOTHER)]
        constraints = [
            numbered("told_status_number"),
            one_of("state", ToldState, "told_status_state"),
        ]
