"""Places, the agencies that take part there, and the policy in force with its dates."""

import json
from typing import Any

from django.db import models

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.sites.rules.agencies import AgencyKind


class Site(Row):
    """One place that runs the program, under one public name; `code` begins the addresses of its reports.

    `lawyer_number` is whom people may call before they sign something, such as the public defender.
    """

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=120)
    program_name = models.CharField(max_length=120)
    zone = models.CharField(max_length=60)
    launched_on = models.DateField()
    made_up = models.BooleanField(default=False)
    line_number = models.CharField(max_length=30, blank=True)
    # whether who turns speech into text for its workers signed an agreement (42 CFR 2.11)
    dictation_agreed = models.BooleanField(default=False, db_default=False)
    lawyer_number = models.CharField(max_length=30, blank=True)
    # years after the last contact until who somebody was is destroyed (R-90; 7 as HMIS has it); 0: never
    keeps_years = models.IntegerField(default=7, db_default=7)

    def __str__(self) -> str:
        return self.name


class Agency(Row):
    """An organization that takes part at a site: what it is outranks what its workers do."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="agencies")
    code = models.SlugField(max_length=30)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)

    class Meta:
        constraints = [
            one_of("kind", AgencyKind, "agency_kind"),
            models.UniqueConstraint(
                fields=["site"], condition=models.Q(kind="operator"), name="one_operator_a_site"
            ),
            models.UniqueConstraint(fields=["site", "code"], name="agency_code"),
        ]

    def __str__(self) -> str:
        return self.name


class PolicyVersion(Row):
    """A policy as it was put in force: a contact is judged by the version of its date.

    `pack` is the policy's own id, `put_by` the worker who entered the decision (None: at set-up).
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="policies")
    pack = models.SlugField(max_length=60)
    version = models.CharField(max_length=40)
    in_force_from = models.DateField()
    decided_on = models.DateField()
    decision = models.CharField(max_length=300)
    put_by = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "in_force_from"], name="one_policy_a_day")]


class PolicyText(Row):
    """The whole policy of a version as JSON, the site's answers in it: no change of a pack changes it.

    It stands apart because each contact reads its version, and the text is read once by a process. It is text
    because the database's own JSON forgets in which order the conducts of a form stand.
    """

    version = models.OneToOneField(PolicyVersion, on_delete=models.PROTECT, related_name="text")
    written = models.TextField()

    @property
    def plain(self) -> dict[str, Any]:
        """The policy as plain values, in the order in which it was written."""
        plain: dict[str, Any] = json.loads(self.written)
        return plain


class ClosedDay(Row):
    """A day on which the court of a site is closed, besides weekends and its state's public holidays."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="closed_days")
    day = models.DateField()
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "day"], name="closed_once")]
