"""How a worker can be reached: a number or an address, and the code that proves it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thirdoption.program.messages.rules import Kind
from thirdoption.program.messages.rules.push import MOST_LETTERS
from thirdoption.web.desk.presenters.line import KINDS, TYPED
from thirdoption.web.kit import inputs as fields


def _kinds() -> list[tuple[str, Any]]:
    return [(kind, str(name)) for kind, name in KINDS.items() if kind in TYPED]


class Method(forms.Form):
    """A way to reach oneself."""

    kind = fields.one(_("How"), _kinds, initial=Kind.SMS)
    address = fields.words(
        _("Number or address"),
        200,
        needed=_("Write the number or the address."),
        hint=_("Only you and the line itself know it. Colleagues and partners never see it."),
        autocomplete="off",
    )


class Phone(forms.Form):
    """This browser, as its own script fills it in; nobody types it."""

    address = forms.CharField(max_length=MOST_LETTERS, widget=forms.HiddenInput)
    p256dh = forms.CharField(max_length=90, widget=forms.HiddenInput)
    auth = forms.CharField(max_length=30, widget=forms.HiddenInput)


class Code(forms.Form):
    """The code that came there."""

    code = fields.words(
        _("Code"),
        10,
        needed=_("Write the six digits."),
        inputmode="numeric",
        autocomplete="one-time-code",
    )
