"""What touched a person's safety, and a death."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thirdoption.program.care.rules.events import (
    DOSES,
    PLACE_LIMIT,
    TOLD_LIMIT,
    WORDS_LIMIT,
    DeathState,
    EventKind,
    Gave,
)
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.forms import Once

KINDS: dict[str, Any] = {
    EventKind.OVERDOSE: _("An overdose that they survived"),
    EventKind.NALOXONE: _("Naloxone was given"),
    EventKind.VIOLENCE: _("Somebody hurt or threatened them"),
    EventKind.OTHER: _("Something else about their safety"),
}
GAVE: dict[str, Any] = {
    Gave.WORKER: _("One of us"),
    Gave.THEMSELVES: _("They themselves"),
    Gave.FRIEND: _("A friend or relative"),
    Gave.MEDICS: _("Medics"),
    Gave.POLICE: _("Police"),
    Gave.SOMEBODY: _("Somebody else, or not known"),
}
DEATHS: dict[str, tuple[Any, str]] = {
    DeathState.NOTED: (_("A death was noted: another worker looks at it"), "waiting"),
    DeathState.CONFIRMED: (_("Died; another worker confirmed it"), "quiet"),
    DeathState.TAKEN_BACK: (_("A death was noted in error, and taken back"), "quiet"),
}
_TODAY = _("Leave it empty for today.")


def _plain(names: dict[str, Any]) -> fields.Choices:
    return lambda: [(str(code), str(name)) for code, name in names.items()]


def _gave() -> list[tuple[str, Any]]:
    return [("", _("None was given, or not asked")), *_plain(GAVE)()]


class Event(Once):
    """What happened, when and where, what was done, and who was told."""

    kind = fields.one(_("What happened"), _plain(KINDS))
    mends = forms.UUIDField(required=False, widget=forms.HiddenInput)
    gave = fields.one(_("Who gave naloxone"), _gave, required=False, initial="")
    doses = fields.whole(_("How many doses"), 1, DOSES)
    day = fields.day(_("On which day"), hint=_TODAY)
    place = fields.words(_("Where"), PLACE_LIMIT, autocomplete="off")
    done = fields.words(
        _("What was done"), WORDS_LIMIT, needed=_("Write what was done, in a few words."), rows=3
    )
    told = fields.words(_("Who was told"), TOLD_LIMIT, autocomplete="off")


class Death(Once):
    """That a person died: since when, and who told us."""

    day = fields.day(_("On which day"), hint=_TODAY)
    about = forms.BooleanField(label=_("The day is not certain"), required=False)
    words = fields.words(_("Who told us"), TOLD_LIMIT, needed=_("Write who told us."), autocomplete="off")


class Why(forms.Form):
    """Why a death is taken back."""

    note = fields.words(_("Why it was an error"), TOLD_LIMIT, autocomplete="off")
