"""Why an officer asks the prosecutor to take up a charge that was lodged."""

from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from thirdoption.web.kit.inputs import words


class TakeUpForm(forms.Form):
    """The reason, which the prosecutor reads; one form for each charge of the list."""

    reason = words(
        _("Why should it be taken up?"),
        300,
        needed=_("Say why."),
        hint=_("The prosecutor reads it. Facts about this charge only; no other cases, nothing of health."),
        rows=2,
    )

    def __init__(self, data: QueryDict | None = None, *, charge: UUID) -> None:
        super().__init__(data, auto_id=f"%s_{charge}")
        self.charge = charge
