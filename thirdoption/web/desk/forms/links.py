"""What the program manager chooses to send a prosecutor's list by link."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules.links import DAYS, CodeBy
from thirdoption.web.kit import inputs as fields

_WAYS = {
    CodeBy.TELEPHONE: _("I read it to them on the telephone"),
    CodeBy.MESSAGE: _("It goes to the number that they have proven"),
}


def _days() -> list[tuple[str, Any]]:
    return [(str(many), ngettext("%(n)s day", "%(n)s days", many) % {"n": many}) for many in DAYS]


def _ways() -> list[tuple[str, Any]]:
    return [(code, str(name)) for code, name in _WAYS.items()]


class Send(forms.Form):
    """To whom, until when it has to be opened, and how its code goes."""

    recipient = fields.one(_("To whom"), list)
    days = fields.one(_("It can be opened for"), _days, initial=str(DAYS[1]))
    code_by = fields.one(
        _("How they get the code"),
        _ways,
        hint=_("Never by the same way as the link. Call a number that you know already."),
        initial=CodeBy.TELEPHONE,
    )

    def __init__(self, *args: Any, recipients: Sequence[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._recipients = {str(one.pk): one for one in recipients}
        names = [(pk, f"{one.name}, {one.agency.name}") for pk, one in self._recipients.items()]
        self.fields["recipient"].choices = names  # type: ignore[attr-defined]

    def sending(self) -> dict[str, Any]:
        """The values that `send_link` takes."""
        return {
            "recipient": self._recipients[self.cleaned_data["recipient"]],
            "days": int(self.cleaned_data["days"]),
            "code_by": CodeBy(self.cleaned_data["code_by"]),
        }
