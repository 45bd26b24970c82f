"""Each hand-off with its appended states, what both sides tell each other, and whether its page changed."""

from collections.abc import Iterable
from uuid import UUID

from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.handoffs.models.call import Call
from thirdoption.program.handoffs.rules import LATER, OPEN, TRANSITIONS, Note, State
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.models import Referral
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.models import Worker
from thirdoption.program.trail.models import Stateful, Status, follows, numbered


class Handoff(Stateful):
    """From the officer's call to the officer being free. Protected: category engagement.

    `subject` is what its grants name: the call where there was one, otherwise the referral. A call has no
    referral, so nothing of a charge can hang on it; a referral taken by telephone is added to it.
    `comes_first`: by the policy, before others while more wait than can be met.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    referral = models.OneToOneField(Referral, on_delete=models.RESTRICT, null=True, related_name="handoff")
    call = models.OneToOneField(Call, on_delete=models.RESTRICT, null=True, related_name="handoff")
    subject = models.UUIDField(unique=True)
    comes_first = models.BooleanField(default=False)
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
            ),
            models.Index(
                fields=["site", "requested_at"],
                condition=models.Q(state__in=sorted(map(str, LATER))),
                name="handoff_agreed",
            ),
        ]

    @property
    def asked(self) -> Call | Referral:
        """What asked for it: it says where, when and who."""
        found = self.call or self.referral
        assert found is not None
        return found


class HandoffStatus(Status):
    """One appended state of a hand-off."""

    thing = models.ForeignKey(Handoff, on_delete=models.RESTRICT, related_name="statuses")

    class Meta:
        constraints = [numbered("handoff_status_number"), one_of("state", State, "handoff_status_state")]


class HandoffNote(Row):
    """Something that officer or worker told the other with one tap; which side it was, its code says."""

    thing = models.ForeignKey(Handoff, on_delete=models.RESTRICT, related_name="notes")
    code = models.CharField(max_length=10)
    at = models.DateTimeField()
    worker = models.UUIDField()
    organization = models.UUIDField()

    class Meta:
        constraints = [one_of("code", Note, "handoff_note_code")]


class PulseQuerySet(models.QuerySet["Pulse"]):
    """What is done with pulses."""

    def beat(self, handoffs: Iterable[UUID]) -> None:
        """What the pages of these show has changed. In one order, so that no two wait for each other."""
        for one in sorted(handoffs):
            self.filter(handoff=one).update(number=models.F("number") + 1)

    def hold(self, handoff: UUID) -> None:
        """Have what is due for a hand-off in hand until the end: whoever else wants it waits here."""
        self.select_for_update(no_key=True).get(handoff=handoff)

    def take(self, handoffs: Iterable[UUID]) -> set[UUID]:
        """Those of them that nobody has in hand, in hand until the end: nobody is waited for."""
        free = self.select_for_update(skip_locked=True, no_key=True).filter(handoff__in=list(handoffs))
        return set(free.values_list("handoff", flat=True))


class Pulse(Row):
    """How often what a hand-off's live page shows has changed: all that a page that asks again has to read.

    Open: the ids of a hand-off, of what was sent and who sent it, and a number. Its two indexes hold all of
    it, for the two who ask: the officer by the referral or the call, a worker by the hand-off.

    It is also what is locked: whoever works at the steps that are due for a hand-off, of its escalation or of
    a worker's safety, holds its pulse. So no two ever hold some of its steps each and wait for the rest.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+", db_index=False)
    handoff = models.ForeignKey(Handoff, on_delete=models.RESTRICT, related_name="+", db_index=False)
    subject = models.UUIDField()
    author = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    number = models.IntegerField()

    objects = PulseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handoff"], include=["site", "number"], name="pulse_of_handoff"),
            models.UniqueConstraint(
                fields=["subject"], include=["author", "number"], name="pulse_of_subject"
            ),
        ]
