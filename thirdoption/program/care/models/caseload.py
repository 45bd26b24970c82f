"""Who has how many people, and what the next worker must know: hand-overs, cover, and room for more."""

from django.db import models
from django.db.models import F, Q

from thirdoption.program.care.models.base import OfPerson
from thirdoption.program.care.rules.caseload import LINE_LIMIT, MINUTES_LIMIT, MOST_EVER, WISH_LIMIT
from thirdoption.program.care.rules.waitlist import TURN_LIMIT
from thirdoption.program.ground.ids import Row
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker


class HandOver(OfPerson):
    """A person goes from one worker to another; `worker` says so. Protected: category care.

    `gave` is empty for somebody whom nobody had; `out_of_turn` says why they went before others who wait.
    `line` may be shared, `sensitive` stays with the care team; `wish` is the person's own, about whom they
    work with.
    """

    gave = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    takes = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=LINE_LIMIT)
    line = models.CharField(max_length=LINE_LIMIT)
    sensitive = models.TextField(blank=True)
    wish = models.CharField(max_length=WISH_LIMIT, blank=True)
    out_of_turn = models.CharField(max_length=TURN_LIMIT, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["takes", "-at"], name="hand_over_to_worker"),
            models.Index(fields=["person", "-at"], name="hand_over_of_person"),
        ]


class HandOverRead(Row):
    """That the next worker read a hand-over, once. Protected as the hand-over."""

    thing = models.OneToOneField(HandOver, on_delete=models.RESTRICT, related_name="was_read")
    at = models.DateTimeField()
    worker = models.UUIDField()
    organization = models.UUIDField()


class Room(Row):
    """A decision of the policy group: a worker may work with more people, up to a number, until a day.

    `minutes` says where the decision is written; it names no participant.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    up_to = models.PositiveSmallIntegerField()
    decided_on = models.DateField()
    until = models.DateField()
    minutes = models.CharField(max_length=MINUTES_LIMIT)
    noted_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(up_to__gt=1, up_to__lte=MOST_EVER), name="room_up_to"),
            models.CheckConstraint(condition=Q(until__gte=F("decided_on")), name="room_ends"),
        ]
        indexes = [models.Index(fields=["worker", "-until"], name="room_of_worker")]


class Cover(Row):
    """For a time `worker` looks after the people of `away`; it ends by itself."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    away = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    made_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="cover_lasts"),
            models.CheckConstraint(condition=~Q(away=F("worker")), name="cover_by_another"),
        ]
        indexes = [models.Index(fields=["worker", "ends_at"], name="cover_by_worker")]
