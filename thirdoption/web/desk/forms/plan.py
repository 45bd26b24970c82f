"""The plan: a goal in other words, a step, and what is said of either."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thirdoption.program.care.rules.plan import (
    NOTE_LIMIT,
    SAYABLE,
    STEP_LIMIT,
    WHO_LIMIT,
    WORDS_LIMIT,
    Said,
    Who,
)
from thirdoption.web.desk.presenters.plan import SAID, WHO
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.forms import Once


class Goal(Once):
    """A goal in the person's own words, or the words that take its place."""

    words = fields.words(
        _("A goal, in their words"),
        WORDS_LIMIT,
        needed=_("Write what the person wants, in their words."),
        rows=2,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_goal_%s", **kwargs})  # beside another form of such fields


class Step(Once):
    """What, who takes it, and by when if that helps."""

    words = fields.words(_("A step"), STEP_LIMIT, needed=_("Write what the step is."), autocomplete="off")
    who = fields.one(
        _("Who takes it"), lambda: [(code, str(name)) for code, name in WHO.items()], initial=Who.PERSON
    )
    name = fields.words(_("Their name"), WHO_LIMIT, hint=_("If it is not the person."), autocomplete="off")
    by_on = fields.day(_("By when"), hint=_("Only if a day helps."))

    def clean_by_on(self) -> date | None:
        """The day, if any."""
        found: date | None = self.cleaned_data["by_on"]
        return found


class Say(Once):
    """What is said of a goal or a step."""

    said = fields.one(_("How is it?"), list)
    note = fields.words(
        _("In a few words"),
        NOTE_LIMIT,
        hint=_("What got in the way: the bus, the form, the weather, a closed door."),
    )

    def __init__(self, *args: Any, of: str, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["said"]
        assert isinstance(field, forms.ChoiceField)
        there = [code for code in SAYABLE[of] if code != state or code == Said.IN_THE_WAY]
        field.choices = [(code, str(SAID[code][0])) for code in there]
