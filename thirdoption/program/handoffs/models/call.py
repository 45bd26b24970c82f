"""A call of the line without a referral: who asked, from where, and how."""

from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.handoffs.rules.calls import How
from thirdoption.program.sites.models import Agency, Site
from thirdoption.program.staff.models import Worker


class Call(Row):
    """Somebody asks the line to come, and says nothing of whom they are with. Protected: category engagement.

    No name, no offense, no telephone number. Who called without a badge is nobody by name, and what is told
    in the call is written down by whoever answers it, in a referral of its own.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    how = models.CharField(max_length=10)
    place = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("how", How, "call_how"),
            models.CheckConstraint(
                condition=models.Q(author__isnull=True, organization__isnull=True, how="phone")
                | models.Q(author__isnull=False, organization__isnull=False),
                name="call_of_nobody_is_by_phone",
            ),
        ]
        indexes = [models.Index(fields=["author", "-asked_at"], name="call_of_author")]
