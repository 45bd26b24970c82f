"""Each hand-off with its appended states."""

from django.db import models

from thirdoption.program.ground.ids import one_of
from thirdoption.program.handoffs.models.call import Call
from thirdoption.program.handoffs.rules import OPEN, TRANSITIONS, State
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.models import Referral
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker
from thirdoption.program.trail.models import Stateful, Status, follows, numbered


class Handoff(Stateful):
    """From the officer's call to the officer being free. Protected: category engagement.

    `subject` is what its grants name: the call where there was one, otherwise the referral. A call has no
    referral, so nothing of a charge can hang on it; a referral taken by telephone is added to it.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    referral = models.OneToOneField(Referral, on_delete=models.RESTRICT, null=True, related_name="handoff")
    call = models.OneToOneField(Call, on_delete=models.RESTRICT, null=True, related_name="handoff")
    subject = models.UUIDField(unique=True)
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="handoffs")
    accepted_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField()
    handed_over_at = models.DateTimeField(null=True)

    class Meta:
        triggers = follows(TRANSITIONS, "handoffs_handoffstatus")
        constraints = [
            one_of("state", State, "handoff_state"),
            models.CheckConstraint(
                condition=models.Q(state="handed_over", handed_over_at__isnull=False, person__isnull=False)
                | ~models.Q(state="handed_over") & models.Q(handed_over_at__isnull=True),
                name="handed_over_has_time_and_person",
            ),
            models.CheckConstraint(
                condition=models.Q(call__isnull=False, subject=models.F("call"))
                | models.Q(call__isnull=True, referral__isnull=False, subject=models.F("referral")),
                name="handoff_subject_is_what_was_asked",
            ),
        ]
        indexes = [
            models.Index(
                fields=["site", "requested_at"],
                condition=models.Q(state__in=sorted(map(str, OPEN))),
                name="handoff_open",
            )
        ]


class HandoffStatus(Status):
    """One appended state of a hand-off."""

    thing = models.ForeignKey(Handoff, on_delete=models.RESTRICT, related_name="statuses")

    class Meta:
        constraints = [numbered("handoff_status_number"), one_of("state", State, "handoff_status_state")]
