"""Held charges."""

from django.db import models

from thirdoption.program.ground.ids import one_of
from thirdoption.program.matters.rules import TRANSITIONS, State
from thirdoption.program.referrals.models import Referral
from thirdoption.program.referrals.rules import SetAside
from thirdoption.program.sites.models import Site
from thirdoption.program.trail.models import Stateful, Status, follows, numbered


class Matter(Stateful):
    """One charge that waits: what it is and until when. Nothing of care. Protected: category charge."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    referral = models.OneToOneField(Referral, on_delete=models.RESTRICT, related_name="matter")
    incident_number = models.CharField(max_length=40)
    offense = models.CharField(max_length=200)
    law = models.CharField(max_length=60)
    offense_class = models.CharField(max_length=20)
    charge_model = models.CharField(max_length=40)
    set_aside = models.CharField(max_length=20)
    returnable_on = models.DateField(null=True)
    held_on = models.DateField()
    deadline_on = models.DateField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        triggers = follows(TRANSITIONS, "matters_matterstatus")
        constraints = [
            one_of("state", State, "matter_state"),
            one_of("set_aside", SetAside, "matter_set_aside"),
            models.CheckConstraint(
                condition=models.Q(deadline_on__gte=models.F("held_on")), name="matter_deadline_after"
            ),
        ]
        indexes = [
            models.Index(
                fields=["site", "deadline_on", "id"],
                condition=models.Q(state="held"),
                name="matter_waiting",
            ),
            models.Index(fields=["site", "-decided_at"], name="matter_by_decision"),
        ]


class MatterStatus(Status):
    """One appended state of a held charge."""

    thing = models.ForeignKey(Matter, on_delete=models.RESTRICT, related_name="statuses")

    class Meta:
        constraints = [numbered("matter_status_number"), one_of("state", State, "matter_status_state")]
