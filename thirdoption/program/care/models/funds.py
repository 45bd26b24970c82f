"""Help with money for a person."""

from django.db import models
from django.db.models import Q

from thirdoption.program.care.models.base import OfPerson, by_another
from thirdoption.program.care.rules.funds import (
    ANSWERS,
    FUND_TRANSITIONS,
    MOST,
    PAYEE_LIMIT,
    WHY_LIMIT,
    WITH_MONEY,
    FundKind,
    FundState,
    Picture,
)
from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.trail.models import Stateful, Status, follows, numbered


class Fund(OfPerson, Stateful):
    """A request for money: what for, how much in cents, to whom, and why. Protected: category care."""

    kind = models.CharField(max_length=10)
    cents = models.IntegerField()
    payee = models.CharField(max_length=PAYEE_LIMIT)
    why = models.CharField(max_length=WHY_LIMIT)

    class Meta:
        triggers = follows(FUND_TRANSITIONS, "care_fundstatus")
        constraints = [
            one_of("kind", FundKind, "fund_kind"),
            one_of("state", FundState, "fund_state"),
            models.CheckConstraint(condition=Q(cents__gt=0, cents__lte=MOST), name="fund_cents"),
        ]
        indexes = [
            models.Index(fields=["person", "-at"], name="fund_of_person"),
            models.Index(fields=["site", "at"], name="fund_asked", condition=Q(state=FundState.ASKED)),
        ]


class FundStatus(Status):
    """One appended state of a request, with the cents that were paid or came back."""

    thing = models.ForeignKey(Fund, on_delete=models.RESTRICT, related_name="statuses")
    cents = models.IntegerField(null=True)

    class Meta:
        triggers = [by_another("care_fund", ANSWERS)]
        constraints = [
            numbered("fund_status_number"),
            one_of("state", FundState, "fund_status_state"),
            models.CheckConstraint(
                condition=Q(cents__gt=0, state__in=WITH_MONEY)
                | (Q(cents__isnull=True) & ~Q(state__in=WITH_MONEY)),
                name="fund_status_cents",
            ),
        ]


class FundReceipt(Row):
    """A receipt, sealed: what it is, how large in bytes, and who added it. Protected as its request."""

    thing = models.ForeignKey(Fund, on_delete=models.RESTRICT, related_name="receipts")
    at = models.DateTimeField()
    worker = models.UUIDField()
    organization = models.UUIDField()
    kind = models.CharField(max_length=4)
    size = models.IntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [one_of("kind", Picture, "receipt_kind")]
