"""What the community asks, and how it went on."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models

from thirdoption.program.ground.ids import one_of
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.rules import Age
from thirdoption.program.referrals.rules.community import (
    ASKED_TRANSITIONS,
    AskedState,
    ClosedBecause,
    Relation,
)
from thirdoption.program.sites.models import Agency, PolicyVersion, Site
from thirdoption.program.staff.models import Worker
from thirdoption.program.trail.models import Stateful, Status, follows, numbered


class CommunityReferral(Stateful):
    """What somebody without an account typed. Protected: category asked, for the operator's care alone.

    Its author reads nothing back. The id is made from `key` and `body`, so that the same words under the same
    key are one row, and other words under that key none: no question has to be asked to know which it is.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField()
    body = models.CharField(max_length=64)
    relation = models.CharField(max_length=20)
    whom = models.CharField(max_length=500)
    place = models.CharField(max_length=200)
    hours = models.CharField(max_length=200, blank=True)
    needs = ArrayField(models.CharField(max_length=20))
    words = models.CharField(max_length=500, blank=True)
    age = models.CharField(max_length=20)
    reach = models.CharField(max_length=120, blank=True)
    may_say = models.BooleanField()
    language = models.CharField(max_length=5)
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    taken_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="asked_for")
    closed_because = models.CharField(max_length=20, blank=True)

    class Meta:
        triggers = follows(ASKED_TRANSITIONS, "referrals_communityreferralstatus")
        constraints = [
            one_of("state", AskedState, "asked_state"),
            one_of("relation", Relation, "asked_relation"),
            one_of("age", Age, "asked_age"),
            one_of("closed_because", ["", *ClosedBecause], "asked_closed_because"),
            models.CheckConstraint(
                condition=models.Q(state="takes_part", person__isnull=False)
                | ~models.Q(state="takes_part") & models.Q(person__isnull=True),
                name="who_takes_part_is_a_person",
            ),
            ExclusionConstraint(
                name="asked_in_other_words",
                expressions=[("key", RangeOperators.EQUAL), ("body", RangeOperators.NOT_EQUAL)],
            ),
        ]
        indexes = [models.Index(fields=["site", "state", "asked_at"], name="asked_of_site")]


class CommunityReferralStatus(Status):
    """One appended state of what was asked."""

    thing = models.ForeignKey(CommunityReferral, on_delete=models.RESTRICT, related_name="statuses")

    class Meta:
        constraints = [numbered("asked_status_number"), one_of("state", AskedState, "asked_status_state")]
