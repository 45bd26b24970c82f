"""Giving somebody to another worker, room for more people, cover, and a worker who leaves."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thirdoption.program.care.rules.caseload import (
    LINE_LIMIT,
    MINUTES_LIMIT,
    MOST_EVER,
    SENSITIVE_LIMIT,
    WISH_LIMIT,
)
from thirdoption.program.care.rules.waitlist import TURN_LIMIT
from thirdoption.web.desk.presenters.words import IN_TOUCH
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.forms import Once

Team = Sequence[tuple[UUID, str]]
"""Workers as choices: the id, and the name with how many people."""


_CHOOSE = _("Choose one.")


def _worker(label: Any, needed: bool = True, wanting: Any = _CHOOSE) -> forms.ChoiceField:
    wrong = {"required": wanting, "invalid_choice": _("Choose from the list.")}
    return forms.ChoiceField(label=label, required=needed, error_messages=wrong)


def _offer(form: forms.Form, name: str, team: Team, first: str) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", first), *((str(pk), label) for pk, label in team)]


class HandOver(Once):
    """To whom, why, and what the next worker must know."""

    takes = _worker(_("Who works with them from now on"))
    why = fields.words(_("Why"), LINE_LIMIT, needed=_("Write why."), autocomplete="off")
    line = fields.words(
        _("What the next worker must know, in one line"),
        LINE_LIMIT,
        needed=_("Write one line."),
        hint=_("Would it hurt them if it were read aloud in court? Then leave it out, or write it below."),
        autocomplete="off",
    )
    sensitive = fields.words(
        _("Sensitive"),
        SENSITIVE_LIMIT,
        rows=3,
        autocomplete="off",
        hint=_("Stays with the people who work with this person. Type it: do not dictate here."),
    )
    wish = fields.words(
        _("What the person wishes"),
        WISH_LIMIT,
        hint=_("With whom they would like to work, and with whom not. Ask them."),
        autocomplete="off",
    )

    out_of_turn = fields.words(
        _("Why they go before those whose turn comes first"),
        TURN_LIMIT,
        needed=_("Write why this person goes before those whose turn comes first."),
        hint=_("It stays on the hand-over. A danger, a birth, a place that is free only today: say which."),
        autocomplete="off",
    )

    def __init__(self, *args: Any, team: Team, ahead: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "takes", team, gettext("Choose"))
        if not ahead:
            del self.fields["out_of_turn"]


class Room(Once):
    """What the policy group decided about more than 25 people."""

    up_to = fields.whole(_("Up to how many people"), 2, MOST_EVER)
    decided_on = fields.day(_("Decided on"), needed=_("Write the day."))
    until = fields.day(_("Until"), needed=_("Write the day."), hint=_("Within a year."))
    minutes = fields.words(
        _("Where the decision is written"),
        MINUTES_LIMIT,
        needed=_("Write where the decision is written."),
        hint=_("Such as: minutes of November 19, item 4. No name of a participant."),
        autocomplete="off",
    )

    def clean_up_to(self) -> int:
        """A number; without one there is no decision."""
        found: int | None = self.cleaned_data["up_to"]
        if found is None:
            raise forms.ValidationError(_("Fill in this field."))
        return found


class Cover(Once):
    """Who looks after the people of a colleague, from when, until when."""

    worker = _worker(_("Who covers"))
    first = fields.day(_("First day"), needed=_("Write the day."))
    last = fields.day(_("Last day"), needed=_("Write the day."))

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "worker", team, gettext("Choose"))


class Leave(forms.Form):
    """Who takes each person, who takes the shifts, and who covers: the last two where there are any."""

    everybody = _worker(_("Who takes their people"), needed=False)
    shifts = _worker(_("Who takes their shifts on the line"), wanting=_("Say who takes the shifts."))
    covers = _worker(_("Who covers instead of them"), wanting=_("Say who covers instead."))
    line = fields.words(
        _("What the next workers must know, in one line"),
        LINE_LIMIT,
        needed=_("Write one line."),
        autocomplete="off",
    )

    def __init__(
        self, *args: Any, team: Team, shifts: Team, people: Team, leaves: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "everybody", team, gettext("Choose"))
        _offer(self, "shifts", shifts, gettext("Choose"))
        _offer(self, "covers", team, gettext("Choose"))
        for name in {"shifts", "covers"} - set(leaves):
            self.fields[name].required = False
        self._people = people
        for pk, name in people:
            self.fields[f"person-{pk}"] = _worker(name, needed=False)
            _offer(self, f"person-{pk}", team, gettext("As said above"))

    def clean(self) -> dict[str, Any]:
        """Nobody is left without somebody; said with all else that is missing."""
        told = self.cleaned_data
        if not told.get("everybody") and not all(told.get(f"person-{pk}") for pk, _name in self._people):
            self.add_error(
                "everybody", gettext("Say for each person who takes them: nobody is left without somebody.")
            )
        return told

    @property
    def one_by_one(self) -> list[forms.BoundField]:
        """The fields of the people, each for whom somebody else may be chosen."""
        return [self[f"person-{pk}"] for pk, _name in self._people]

    def given(self) -> dict[UUID, UUID]:
        """For each person who takes them; whom nobody takes is missing."""
        told = self.cleaned_data
        taken = {pk: told[f"person-{pk}"] or told["everybody"] for pk, _name in self._people}
        return {pk: UUID(worker) for pk, worker in taken.items() if worker}


class Narrow(forms.Form):
    """How people are in touch."""

    state = forms.ChoiceField(
        label=_("In touch"),
        choices=lambda: [("", gettext("All")), *((code, str(one[0])) for code, one in IN_TOUCH.items())],
        required=False,
    )

    def chosen(self) -> str:
        """The state that was chosen; nothing for all."""
        return str(self.cleaned_data["state"]) if self.is_valid() else ""
