"""What is written on a person's page, and the intake."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thirdoption.program.care.rules import CHOSEN, TRANSITIONS, Engagement
from thirdoption.program.people.rules import RaceAsked
from thirdoption.web.desk.presenters.words import IN_TOUCH, RACES
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.fields import Choice
from thirdoption.web.kit.forms import Once, retype
from thirdoption.web.kit.needs import NEEDS

DECLINED = "declined"


def _plain(names: Any) -> fields.Choices:
    return lambda: [(code, str(name)) for code, name in names.items()]


def _needs() -> list[tuple[str, Any]]:
    return [(code, Choice(str(name), str(why))) for code, (name, why) in NEEDS.items()]


def _races() -> list[tuple[str, Any]]:
    return [*_plain(RACES)(), (DECLINED, str(_("They would rather not say")))]


class Narrow(forms.Form):
    """Part of a name."""

    name = fields.words(_("Find by name"), 120, autocomplete="off")


class Find(forms.Form):
    """What is known of somebody who is looked for."""

    name = fields.words(
        _("Who is it?"),
        120,
        needed=_("Type a part of a name, a date of birth, or where they stay."),
        hint=_("A name or how it begins, in any spelling; a date of birth; where they stay."),
        autocomplete="off",
    )


class Goal(Once):
    """A goal in the person's own words."""

    words = fields.words(
        _("A goal, in their words"),
        500,
        needed=_("Write what the person wants, in their words."),
        rows=2,
    )


class InTouch(forms.Form):
    """How the person and the program are in touch from now on."""

    to = fields.one(_("We are in touch like this"), list)
    note = fields.words(_("Note"), 300, hint=_("Where they were last seen, who told us."), autocomplete="off")
    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        max_value=10**6,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Load the page again, then save.")
        ),
    )

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (code, Choice(str(name), str(means)))
            for code, (name, _tone, means) in IN_TOUCH.items()
            if code in TRANSITIONS[Engagement(state)] & CHOSEN
        ]

    def clean_to(self) -> Engagement:
        """The state as its code."""
        return Engagement(self.cleaned_data["to"])

    def look_again(self, version: int) -> None:
        """What was typed stays, and is sent from the state that the page shows now."""
        retype(self, "version", str(version))


class Race(forms.Form):
    """Race and ethnicity as the person says it (Statistical Policy Directive 15, 2024): many, or declined."""

    race = fields.several(
        _("What is your race or ethnicity?"),
        _races,
        hint=_("Read it aloud. As many as apply. Tick nothing if you do not ask today."),
    )

    def clean_race(self) -> list[str]:
        """The answers; declined stands alone."""
        answers: list[str] = self.cleaned_data["race"]
        if DECLINED in answers and len(answers) > 1:
            raise forms.ValidationError(
                _("Either there are answers, or they would rather not say: untick one of the two.")
            )
        return answers

    def race_answers(self) -> dict[str, Any]:
        """`race` and `race_asked` as the action takes them: not asked is not the same as declined."""
        answers = self.cleaned_data["race"]
        if answers == [DECLINED]:
            return {"race": [], "race_asked": RaceAsked.DECLINED}
        asked = RaceAsked.ANSWERED if answers else RaceAsked.NOT_ASKED
        return {"race": answers, "race_asked": asked}

    @classmethod
    def of(cls, race: list[str], asked: str) -> "Race":
        """The form over what is known now."""
        return cls(initial={"race": [DECLINED] if asked == RaceAsked.DECLINED else race})


class Intake(Race, Once):
    """The first long talk, kept short: any question may be skipped."""

    needs = fields.several(_("What would help?"), _needs, hint=_("As many as they like, or none."))
    words = fields.words(_("In their own words"), 4000, rows=4, hint=_("What matters most to them now."))
    skipped = forms.BooleanField(label=_("We met, and they skipped every question."), required=False)

    def clean(self) -> dict[str, Any]:
        """An intake is a talk: with nothing said in it, somebody has to say that it took place."""
        found = super().clean() or {}
        if not self.errors and not any(found.get(name) for name in ("needs", "words", "race", "skipped")):
            self.add_error(
                "skipped", _("Nothing is filled in. If you met, tick this; if not, the intake is not done.")
            )
        return found
