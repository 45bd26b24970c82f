"""The intake, and the one fact of it that may be confirmed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from thirdoption.program.care.models.base import OfPerson
from thirdoption.program.ground.ids import Row
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.models import Referral
from thirdoption.program.sites.models import Site


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
