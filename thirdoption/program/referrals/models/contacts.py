"""Contacts with their screening, offer and ending; and the receipt that stays with the sender."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.referrals.rules import (
    TRANSITIONS,
    Answer,
    Approval,
    ComplainantAnswer,
    Door,
    Ending,
    HeldStepKind,
    NotOfferedReason,
    SetAside,
    State,
)
from thirdoption.program.sites.models import Agency, PolicyVersion, Site
from thirdoption.program.sites.rules import Approver
from thirdoption.program.staff.models import Worker
from thirdoption.program.trail.models import Stateful, Status, follows, numbered


class Referral(Stateful):
    """What its author typed of one contact, how it was judged, and how it ended.

    It never makes, finds or updates a participant. `taken_by` wrote it down from its author's voice, by
    telephone. Protected: category legal.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    taken_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    door = models.CharField(max_length=20)
    place = models.CharField(max_length=200)
    occurred_at = models.DateTimeField()
    incident_number = models.CharField(max_length=40)
    conduct = models.CharField(max_length=60)
    what_happened = models.CharField(max_length=500, blank=True)
    drivers = ArrayField(models.CharField(max_length=20))
    complainant = models.CharField(max_length=20, blank=True)
    perceived_race = models.CharField(max_length=45, blank=True)
    facts = models.JSONField()
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=30)
    screening = models.JSONField()
    approval = models.CharField(max_length=20, blank=True)
    approver = models.CharField(max_length=20, blank=True)
    approved_by = models.CharField(max_length=80, blank=True)
    not_offered_reason = models.CharField(max_length=40, blank=True)
    ending = models.CharField(max_length=20, blank=True)
    set_aside = models.CharField(max_length=20, blank=True)
    returnable_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        triggers = follows(TRANSITIONS, "referrals_referralstatus")
        constraints = [
            one_of("state", State, "referral_state"),
            one_of("door", Door, "referral_door"),
            one_of("complainant", ["", *ComplainantAnswer], "referral_complainant"),
            one_of("answer", Answer, "referral_answer"),
            one_of("approval", ["", *Approval], "referral_approval"),
            one_of("approver", ["", *Approver], "referral_approver"),
            one_of("ending", ["", *Ending], "referral_ending"),
            one_of("set_aside", ["", *SetAside], "referral_set_aside"),
            one_of("not_offered_reason", ["", *NotOfferedReason], "referral_not_offered_reason"),
        ]
        indexes = [
            models.Index(fields=["author", "-recorded_at"], name="referral_of_author"),
            models.Index(fields=["site", "occurred_at"], name="referral_of_day"),
        ]


class ReferralStatus(Status):
    """One appended state of a referral."""

    thing = models.ForeignKey(Referral, on_delete=models.RESTRICT, related_name="statuses")

    class Meta:
        constraints = [numbered("referral_status_number"), one_of("state", State, "referral_status_state")]


class Receipt(Row):
    """What stays with the sender: that it was sent, once, and when the officer was free.

    `key` is made on the phone: the same key with the same body is the same submission (R-77). `referral` is
    what was sent: a referral, or a call of the line that has none. `freed_by`: the state of the hand-off that
    freed the officer; what comes after it is never written here.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField()
    body = models.CharField(max_length=64)
    referral = models.UUIDField()
    incident_number = models.CharField(max_length=40)
    of_call = models.BooleanField(default=False)
    sent_at = models.DateTimeField()
    handed_over_at = models.DateTimeField(null=True)
    freed_by = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "key"], name="sent_once")]
        indexes = [
            models.Index(fields=["author", "-sent_at"], name="receipt_of_author"),
            models.Index(fields=["referral"], name="receipt_of_referral"),
        ]


class Held(Row):
    """An item of somebody who has left or of an ended phone, still sealed: it waits for a supervisor.

    Protected: seen by the author's agency, added by whoever sends it. Nothing of it is dropped.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    sender = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField()
    body = models.CharField(max_length=64)
    envelope = models.TextField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "key", "body"], name="held_once")]


class HeldStep(Row):
    """What a supervisor did with a held item: `author` is who did it. Appended; nothing takes it back."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    held = models.ForeignKey(Held, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=10)
    reason = models.CharField(max_length=300, blank=True)
    referral = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("what", HeldStepKind, "held_step_what"),
            models.UniqueConstraint(fields=["held", "what"], name="held_step_once"),
            models.UniqueConstraint(
                fields=["held"],
                condition=models.Q(what__in=["taken", "refused"]),
                name="held_decided_once",
            ),
        ]
