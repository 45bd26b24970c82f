"""Signing by typed name."""

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.forms import Once, retype


class Sign(Once):
    """The person's typed name is their signature, under the text that was shown and no other (R-13)."""

    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    signed_name = fields.words(
        _("Type your name to say yes"),
        120,
        needed=_("Type your name to sign. Without it nothing is told."),
        autocomplete="off",
    )

    def __init__(self, data: Any = None, *, text: str) -> None:
        super().__init__(data)
        self.digest = hashlib.sha256(text.encode()).hexdigest()
        self.fields["shown"].initial = self.digest

    def clean(self) -> dict[str, Any]:
        """What the action takes. In conflict when the text is another by now, such as after an update."""
        found = super().clean() or {}
        if found.pop("shown", "") not in ("", self.digest):
            self.add_error(None, _("The text has changed since it was shown. Read it again before you sign."))
            self.conflict = True
            self.renumber()
            retype(self, "shown", self.digest)
        return found
