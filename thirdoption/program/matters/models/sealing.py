"""What is left when a charge is sealed: tasks to agencies, a keyed digest, and of what is hidden its rows."""

from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.matters.rules.sealing import Basis, Strength
from thirdoption.program.referrals.models import Referral
from thirdoption.program.sites.models import Agency, Site
from thirdoption.program.staff.models import Worker


class LegalHold(Row):
    """While it lasts, this charge is neither severed nor destroyed; it opens nothing (R-88). `why` it ended.

    Protected: category pause, the operator's care alone.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, on_delete=models.RESTRICT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=models.Q(until__isnull=True), name="one_legal_hold"
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | ~models.Q(why=""),
                name="legal_hold_ends_with_a_reason",
            ),
        ]


class SealTask(Row):
    """An agency that was told of a charge is asked to close its own record, and says when it did (R-85).

    `notice` is the number on the paper that it got; no incident number and no name. Protected: seen by the
    operator's care and, but for a defender's, by the prosecutor's office.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    notice = models.CharField(max_length=12)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "agency"], name="seal_task_once"),
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | models.Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="seal_task_confirmed_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["site", "asked_at"],
                condition=models.Q(confirmed_at__isnull=True),
                name="seal_task_open",
            )
        ]


class Tombstone(Row):
    """A restored backup takes away again what this names: by a keyed digest, from which nothing can be read.

    Of what was destroyed it is all that is left; else also on which ground it was sealed. Protected: nobody.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    strength = models.CharField(max_length=10)
    basis = models.CharField(max_length=12, blank=True)
    order_number = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("strength", Strength, "tombstone_strength"),
            one_of("basis", ["", *Basis], "tombstone_basis"),
        ]


class HiddenRow(Row):
    """One row of a charge that is hidden, out of every role's reach until a court opens it.

    `place` is the table it goes back to; without one, `held` is what the charge added to the ledger of
    counts. Protected: nobody.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    referral = models.UUIDField()
    notice = models.CharField(max_length=12)
    place = models.CharField(max_length=63, blank=True)
    held = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["notice"], name="hidden_row_of_notice")]


class Unsealing(Row):
    """Somebody entered the order of a court that opens what is hidden; a second person enters it too (R-86).

    Protected: nobody.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    notice = models.CharField(max_length=12)
    order_number = models.CharField(max_length=40)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    opened = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "order_number", "worker"], name="unsealing_once_each")
        ]
