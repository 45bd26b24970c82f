"""What a provider answers: one choice, and what belongs to it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thirdoption.program.services.rules import TaskStatus
from thirdoption.program.services.rules.connections import NOTE_LIMIT
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.connections import REASONS

CHOICES: dict[TaskStatus, Any] = {
    TaskStatus.ACCEPTED: _("Yes, we can help"),
    TaskStatus.ON_HOLD: _("Not yet: they are on our wait-list"),
    TaskStatus.REJECTED: _("No, we cannot"),
    TaskStatus.IN_PROGRESS: _("We met"),
    TaskStatus.COMPLETED: _("It is done"),
    TaskStatus.FAILED: _("It did not come about: they did not come, or we cannot after all"),
}


class Answer(forms.Form):
    """Only what may be said from where it is; a day and a reason where one of the choices has them."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = fields.one(_("If you cannot: why?"), lambda: list(REASONS.items()), required=False)
    day = fields.day(_("Which day?"))
    note = fields.words(
        _("A word to whoever asked"),
        NOTE_LIMIT,
        hint=_("Such as whom to call. Nothing about health."),
        rows=2,
    )

    field_order = ["version", "to", "reason", "day", "note"]

    def __init__(self, *args: Any, may: Sequence[TaskStatus], version: int, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": version}
        super().__init__(*args, **kwargs)
        self.offer(may)

    def offer(self, may: Sequence[TaskStatus]) -> None:
        """Ask for one of these answers, and for a reason and a day where one of them has them."""
        self.fields["to"] = fields.one(_("Your answer"), lambda: [(one, CHOICES[one]) for one in may])
        days = [
            text
            for state, text in (
                (TaskStatus.ON_HOLD, _("Until when they wait.")),
                (TaskStatus.IN_PROGRESS, _("When you met.")),
            )
            if state in may
        ]
        if TaskStatus.REJECTED not in may:
            self.fields.pop("reason", None)
        if days:
            self.fields["day"].help_text = " ".join(str(one) for one in days)
        else:
            self.fields.pop("day", None)
        self.order_fields(self.field_order)
