"""Why a supervisor makes nothing of a held item."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thirdoption.web.kit.inputs import words


class RefuseForm(forms.Form):
    """The reason, which stays with the item."""

    reason = words(
        _("Why not"),
        300,
        needed=_("Say why."),
        hint=_("It stays with the item. Facts only."),
        rows=2,
    )
