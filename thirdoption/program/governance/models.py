"""Policies that are being written, step by step, and what each would change."""

import json
from typing import Any

from django.db import models

from thirdoption.program.governance.rules import DraftState, EffectState, Step
from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.sites.models import PolicyVersion, Site
from thirdoption.program.staff.models import Worker


class PolicyDraft(Row):
    """A policy that is being written: one at most is open at a site. What it says is in its last step.

    `origin` is what it was begun from: `in_force`, `pack.albany` or `file`.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=80)
    state = models.CharField(max_length=20)
    started_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("state", DraftState, "draft_state"),
            models.UniqueConstraint(
                fields=["site"], condition=models.Q(state="open"), name="one_draft_a_site"
            ),
        ]


class DraftStep(Row):
    """What a draft says after one act of one editor: appended, so that each can be undone.

    `part` is what the act was about, such as `settings.intake_days`; empty for all of it.
    """

    draft = models.ForeignKey(PolicyDraft, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=20)
    part = models.CharField(max_length=120, blank=True)
    written = models.TextField()
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("what", Step, "draft_step_what"),
            models.UniqueConstraint(fields=["draft", "number"], name="draft_step_number"),
        ]

    @property
    def plain(self) -> dict[str, Any]:
        """What the draft says, as plain values in the order in which they were written."""
        plain: dict[str, Any] = json.loads(self.written)
        return plain


class PolicyEffect(Row):
    """What a step of a draft would have answered to past contacts, counted by a job; None until then."""

    draft = models.ForeignKey(PolicyDraft, on_delete=models.PROTECT, related_name="effects")
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    step = models.PositiveIntegerField()
    first_day = models.DateField()
    last_day = models.DateField()
    state = models.CharField(max_length=20)
    result = models.JSONField(null=True)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("state", EffectState, "effect_state"),
            models.UniqueConstraint(
                fields=["draft", "step"], condition=models.Q(state="counting"), name="counted_once"
            ),
        ]
