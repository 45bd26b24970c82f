"""Held charges, and every change of their dates."""

import pgtrigger
from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.matters.rules import TABLES, TRANSITIONS, Change, ChargeModel, FiledHow, State
from thirdoption.program.matters.rules.other_cases import ASKS_LIMIT, COURT_LIMIT, CaseKind
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.models import Referral
from thirdoption.program.referrals.rules import SetAside
from thirdoption.program.sites.models import PolicyVersion, Site
from thirdoption.program.staff.models import Worker
from thirdoption.program.trail.models import Stateful, Status, follows, numbered


def _by_model() -> pgtrigger.Trigger:
    """The database keeps each charge to the table of its own model, and a model that holds none to none."""
    steps = ", ".join(
        f"('{model}', '{before}', '{after}')"
        for model, table in TABLES.items()
        for before, afters in table.items()
        for after in sorted(afters)
    )
    return pgtrigger.Trigger(
        name="by_its_model",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("state"),
        func=f"""
            IF (NEW.charge_model, OLD.state, NEW.state) NOT IN ({steps}) THEN
                RAISE EXCEPTION 'no step of a charge that is held in this way';
            END IF;
            RETURN NEW;
        """,
    )


class Matter(Stateful):
    """One charge that waits: what it is and until when. Nothing of care. Protected: category charge.

    `deadline_on` is the last day for the intake, `file_by` the last on which the charge may be filed,
    `void_on` the first on which it may be voided. The first of them and the ticket's `returnable_on` change
    by a DateChange alone, which the database copies here; `changes` counts them.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    referral = models.OneToOneField(Referral, on_delete=models.RESTRICT, related_name="matter")
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    incident_number = models.CharField(max_length=40)
    incident_on = models.DateField()
    offense = models.CharField(max_length=200)
    law = models.CharField(max_length=60)
    offense_class = models.CharField(max_length=20)
    offense_group = models.CharField(max_length=10)
    charge_model = models.CharField(max_length=40)
    set_aside = models.CharField(max_length=20)
    returnable_on = models.DateField(null=True)
    held_on = models.DateField()
    deadline_on = models.DateField()
    file_by = models.DateField(null=True)
    void_on = models.DateField(null=True)
    changes = models.IntegerField(default=0)
    decided_at = models.DateTimeField(null=True)
    filed_on = models.DateField(null=True)
    filed_how = models.CharField(max_length=20, blank=True)

    class Meta:
        triggers = [*follows(TRANSITIONS, "matters_matterstatus"), _by_model()]
        constraints = [
            one_of("state", State, "matter_state"),
            one_of("set_aside", SetAside, "matter_set_aside"),
            one_of("charge_model", [m for m in ChargeModel if TABLES[m]], "matter_charge_model"),
            one_of("filed_how", ["", *FiledHow], "matter_filed_how"),
            models.CheckConstraint(
                condition=models.Q(deadline_on__gte=models.F("held_on")), name="matter_deadline_after"
            ),
        ]
        indexes = [
            models.Index(
                fields=["site", "deadline_on", "id"],
                condition=models.Q(state__in=["held", "revived"]),
                name="matter_waiting",
            ),
            models.Index(fields=["site", "-decided_at"], name="matter_by_decision"),
        ]


class MatterStatus(Status):
    """One appended state of a held charge."""

    thing = models.ForeignKey(Matter, on_delete=models.RESTRICT, related_name="statuses")

    class Meta:
        constraints = [numbered("matter_status_number"), one_of("state", State, "matter_status_state")]


class DateChange(Row):
    """One change of a date of a charge: what it `becomes`, and who changed it. Protected: category clock.

    It becomes nothing where a ticket needs no date any more. `note` is what the prosecutor's office says of
    it. Why the program did it, and for how long, stands in DateReason.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, on_delete=models.RESTRICT, related_name="+")
    thing = models.ForeignKey(Matter, on_delete=models.RESTRICT, related_name="date_changes")
    number = models.IntegerField()
    kind = models.CharField(max_length=20)
    becomes = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    worker = models.UUIDField(null=True)
    organization = models.UUIDField()

    class Meta:
        constraints = [
            one_of("kind", Change, "date_change_kind"),
            numbered("date_change_number"),
            models.CheckConstraint(
                condition=models.Q(becomes__isnull=False)
                | models.Q(kind__in=[Change.TICKET_WITHDRAWN, Change.TICKET_ATTENDED]),
                name="date_change_names_a_day",
            ),
        ]


class DateReason(Row):
    """Why the program changed a date, for the program alone. Protected: category pause."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, on_delete=models.RESTRICT, related_name="+")
    change = models.OneToOneField(DateChange, on_delete=models.RESTRICT, related_name="reason")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()
    words = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="pause_ends_after"),
        ]


class OtherCase(Row):
    """Another case that a person told of or asked help with: not a held charge. Protected: category cases.

    It is the care team's alone. `asks` is what the prosecutor's liaison would be asked to coordinate: a line
    that says nothing of care, and that nobody is told before the person releases it.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="other_cases")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=12)
    court = models.CharField(max_length=COURT_LIMIT, blank=True)
    next_on = models.DateField(null=True)
    asks = models.CharField(max_length=ASKS_LIMIT, blank=True)

    class Meta:
        constraints = [one_of("kind", CaseKind, "other_case_kind")]
        indexes = [models.Index(fields=["person", "-at"], name="other_case_of_person")]
