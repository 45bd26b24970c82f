"""The plan: steps of a goal, what is said of them, and what was copied into another record."""

from django.db import models
from django.db.models import Q

from thirdoption.program.care.models.base import OfPerson, of_the_same
from thirdoption.program.care.models.contacts import Contact, Goal
from thirdoption.program.care.rules.plan import NOTE_LIMIT, STEP_LIMIT, WHO_LIMIT, Copy, Said, Who
from thirdoption.program.ground.ids import Row, one_of


class PlanStep(Row):
    """A step towards a goal: what, who, and by when, if that helps. Protected as its goal.

    `name` says who it is where that is not the person: a worker, a provider, a friend.
    """

    thing = models.ForeignKey(Goal, on_delete=models.RESTRICT, related_name="steps")
    at = models.DateTimeField()
    worker = models.UUIDField()
    organization = models.UUIDField()
    words = models.CharField(max_length=STEP_LIMIT)
    who = models.CharField(max_length=10)
    name = models.CharField(max_length=WHO_LIMIT, blank=True)
    by_on = models.DateField(null=True)

    class Meta:
        constraints = [one_of("who", Who, "plan_step_who")]
        indexes = [models.Index(fields=["thing", "at"], name="step_of_goal")]


class PlanSaid(Row):
    """What was said of a goal, or of one of its steps: the last one counts. Protected as its goal."""

    thing = models.ForeignKey(Goal, on_delete=models.RESTRICT, related_name="said")
    step = models.ForeignKey(PlanStep, on_delete=models.RESTRICT, null=True, related_name="said")
    at = models.DateTimeField()
    worker = models.UUIDField()
    organization = models.UUIDField()
    said = models.CharField(max_length=12)
    note = models.CharField(max_length=NOTE_LIMIT, blank=True)

    class Meta:
        triggers = [of_the_same("step_id", "care_planstep", "thing_id")]
        constraints = [
            one_of("said", Said, "plan_said"),
            models.CheckConstraint(
                condition=~Q(said=Said.IN_THE_WAY) | ~Q(note=""), name="what_is_in_the_way"
            ),
        ]
        indexes = [models.Index(fields=["thing", "-at"], name="said_of_goal")]


class Copied(OfPerson):
    """That a contact, or the plan where `contact` is empty, was copied into another record. Category care."""

    contact = models.ForeignKey(Contact, on_delete=models.RESTRICT, null=True, related_name="copies")
    form = models.CharField(max_length=10)

    class Meta:
        triggers = [of_the_same("contact_id", "care_contact", "person_id")]
        constraints = [one_of("form", Copy, "copied_form")]
        indexes = [models.Index(fields=["person", "-at"], name="copied_of_person")]
