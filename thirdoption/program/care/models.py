"""Intake, the one fact that may be confirmed of it, engagement, caseload, goals and contacts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from thirdoption.program.care.rules import TRANSITIONS, ContactKind, Engagement, How
from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.models import Referral
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker
from thirdoption.program.trail.models import Stateful, Status, follows, numbered


class OfPerson(Row):
    """What is written of a participant by a worker."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="%(class)ss")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Intake(OfPerson):
    """The first long talk. Protected: category care.

    `referral` or `asked` is what it was for: `asked` is what the community asked, the hand-off of a call, or
    the person where nothing else is left. An intake whose charge was sealed names neither any more.
    """

    referral = models.OneToOneField(Referral, on_delete=models.RESTRICT, null=True, related_name="intake")
    asked = models.UUIDField(null=True)
    needs = ArrayField(models.CharField(max_length=20))
    words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asked"], name="one_intake_of_what_was_asked"),
            models.CheckConstraint(
                condition=models.Q(referral__isnull=True) | models.Q(asked__isnull=True),
                name="intake_for_one_thing",
            ),
        ]


class Confirmation(Row):
    """The only two facts of an intake that a release may carry: done, and its date.

    Protected: category confirmation, for this referral alone.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    referral = models.OneToOneField(Referral, on_delete=models.RESTRICT, related_name="confirmation")
    confirmed_on = models.DateField()


class Participation(Stateful):
    """How a person and the program are in touch. Protected: category engagement."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.OneToOneField(Person, on_delete=models.RESTRICT, related_name="participation")
    since = models.DateTimeField()

    class Meta:
        triggers = follows(TRANSITIONS, "care_participationstatus")
        constraints = [one_of("state", Engagement, "participation_state")]


class ParticipationStatus(Status):
    """One appended state of a participation."""

    thing = models.ForeignKey(Participation, on_delete=models.RESTRICT, related_name="statuses")

    class Meta:
        constraints = [
            numbered("participation_status_number"),
            one_of("state", Engagement, "participation_status_state"),
        ]


class CaseManager(Row):
    """Which worker a person works with, and since when. Protected: category engagement."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="case_managers")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(until__isnull=True), name="one_case_manager"
            )
        ]
        indexes = [models.Index(fields=["worker", "-since"], name="caseload_of_worker")]


class Goal(OfPerson):
    """What the person wants, in their own words. Protected: category care."""

    words = models.CharField(max_length=500)

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="goal_of_person")]


class Contact(OfPerson):
    """A contact made or tried: the line that may be shared, apart from what may not. Category care."""

    kind = models.CharField(max_length=10)
    how = models.CharField(max_length=10)
    minutes = models.IntegerField(null=True)
    line = models.CharField(max_length=200)
    sensitive = models.TextField(blank=True)

    class Meta:
        constraints = [
            one_of("kind", ContactKind, "contact_kind"),
            one_of("how", How, "contact_how"),
            models.CheckConstraint(
                condition=models.Q(minutes__isnull=True) | models.Q(minutes__gte=0, minutes__lte=1440),
                name="contact_minutes",
            ),
        ]
        indexes = [models.Index(fields=["person", "-at"], name="contact_of_person")]
