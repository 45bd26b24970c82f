"""What is said of a ticket, of a pause of the clock, and of a day on which the court is closed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thirdoption.program.matters.rules import Change
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.fields import Choice


def _tickets() -> list[tuple[str, Any]]:
    return [
        (Change.TICKET_ADJOURNED, Choice(str(_("Put off")), str(_("The court gave another day.")))),
        (Change.TICKET_WITHDRAWN, Choice(str(_("Withdrawn")), str(_("Nobody has to go there any more.")))),
        (Change.TICKET_ATTENDED, Choice(str(_("Attended")), str(_("The person went there.")))),
    ]


class Ticket(forms.Form):
    """What became of an appearance ticket."""

    kind = fields.one(_("What became of the ticket?"), _tickets)
    to = fields.day(_("New return date"), hint=_("Only if it is put off."))
    note = fields.words(
        _("Note"),
        300,
        hint=_("The prosecutor's office reads it too. Nothing about care, health or other cases."),
        autocomplete="off",
    )

    def clean_kind(self) -> Change:
        """The change as its code."""
        return Change(self.cleaned_data["kind"])


class Pause(forms.Form):
    """From when to when the clock stands, and why."""

    since = fields.day(
        _("From"), needed=_("Say from which day on the clock stands."), hint=_("Today or before.")
    )
    until = fields.day(
        _("To"), needed=_("Say until which day the clock stands."), hint=_("The last day of it.")
    )
    reason = fields.words(
        _("Why"),
        300,
        needed=_("Say why."),
        rows=3,
        hint=_("It stays with the program. The prosecutor's office reads the pause and the new date."),
    )


class ClosedDay(forms.Form):
    """A day on which the court is closed, besides weekends and public holidays."""

    day = fields.day(_("Day"), needed=_("Say on which day the court is closed."))
    name = fields.words(
        _("Why it is closed"), 80, needed=_("Say why the court is closed."), autocomplete="off"
    )
