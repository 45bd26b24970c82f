"""Sending a connection to its provider, writing down what they said, and asking again."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thirdoption.program.services.rules import TASK_TRANSITIONS, TaskStatus
from thirdoption.program.services.rules.connections import NOTE_LIMIT, Way
from thirdoption.web.desk.presenters.words import CONNECTIONS
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.connections import OUTCOMES, REASONS, WAYS


class SendLink(forms.Form):
    """How the link goes, and in which language."""

    way = fields.one(
        _("How do you ask them?"),
        lambda: list(WAYS.items()),
        initial=Way.EMAIL,
    )
    address = fields.words(
        _("The provider's e-mail address"), 254, hint=_("Only for e-mail."), type="email", autocomplete="off"
    )
    language = fields.one(
        _("Language of the message"), lambda: [("en", "English"), ("es", "Español")], initial="en"
    )


class Say(forms.Form):
    """Where it is now, as the provider told it by telephone."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    to = fields.one(_("What did they say?"), list)
    reason = fields.one(_("If they said no: why?"), lambda: list(REASONS.items()), required=False)
    day = fields.day(_("Which day?"), hint=_("Until when the wait-list, or when they met."))
    note = fields.words(_("A word about it"), NOTE_LIMIT)

    def __init__(self, *args: Any, state: str, version: int, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"version": version}, **kwargs})
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        to.choices = [(one, CONNECTIONS[one][0]) for one in _next(state)]


def _next(state: str) -> Sequence[TaskStatus]:
    may = TASK_TRANSITIONS[TaskStatus(state)] - {TaskStatus.ENTERED_IN_ERROR}
    return [one for one in TaskStatus if one in may]


class Again(forms.Form):
    """What the person says became of it."""

    days = forms.IntegerField(widget=forms.HiddenInput)
    outcome = fields.one(_("What does the person say?"), lambda: list(OUTCOMES.items()))
    note = fields.words(_("In their words"), NOTE_LIMIT)

    def __init__(self, *args: Any, days: int, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"days": days}, **kwargs})
