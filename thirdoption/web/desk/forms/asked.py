"""What a care worker says of whom the community asks for: who looks, how it goes, why it is closed."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thirdoption.program.referrals.actions.community import NOTE_LIMIT
from thirdoption.program.referrals.rules.community import (
    ASKED_TRANSITIONS,
    AskedState,
    ClosedBecause,
    Part,
)
from thirdoption.program.staff.models import Worker
from thirdoption.web.desk.presenters.words import CLOSED_BECAUSE, PARTS, SAYINGS
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.fields import Choice

ALL = "all"


class Narrow(forms.Form):
    """Which part of the list."""

    part = forms.ChoiceField(
        label=_("Which requests"),
        choices=lambda: [*((code, str(name)) for code, name in PARTS.items()), (ALL, gettext("All"))],
        required=False,
    )

    def chosen(self) -> Part | None:
        """The part, the waiting ones at first; None for all. What is no part is none that was chosen."""
        part = self.cleaned_data["part"] if self.is_valid() else ""
        return None if part == ALL else Part(part or Part.WAITING)


class Take(forms.Form):
    """Who looks for the person."""

    worker = fields.one(_("Who looks for them"), list)

    def __init__(self, *args: Any, team: list[Worker], mine: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._team = {str(worker.pk): worker for worker in team}
        field = self.fields["worker"]
        assert isinstance(field, forms.ChoiceField)
        you = gettext("%(name)s (you)")
        first = sorted(team, key=lambda one: one.pk != mine)
        field.choices = [
            (str(one.pk), you % {"name": one.name} if one.pk == mine else one.name) for one in first
        ]
        field.initial = str(mine)

    def clean_worker(self) -> Worker:
        """The worker who was chosen."""
        return self._team[self.cleaned_data["worker"]]


def _note() -> forms.CharField:
    hint = _(
        "A place, a time, what to bring. Would it hurt them if it were read aloud in court? Leave it out."
    )
    return fields.words(_("Note"), NOTE_LIMIT, hint=hint, rows=2)


class Say(forms.Form):
    """How it goes."""

    to = fields.one(_("How did it go?"), list)
    note = _note()

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (code, Choice(str(name), str(means)))
            for code, (name, means) in SAYINGS.items()
            if code in ASKED_TRANSITIONS[AskedState(state)]
        ]

    def clean_to(self) -> AskedState:
        """The state as its code."""
        return AskedState(self.cleaned_data["to"])


class Close(forms.Form):
    """Why nobody looks any more."""

    because = fields.one(
        _("Why"),
        lambda: [(code, Choice(str(name), str(then))) for code, (name, then) in CLOSED_BECAUSE.items()],
    )
    note = _note()

    def clean_because(self) -> ClosedBecause:
        """The reason as its code."""
        return ClosedBecause(self.cleaned_data["because"])
