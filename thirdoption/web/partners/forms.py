"""What the prosecutor's liaison fills in, and which of the list they want to see."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from thirdoption.program.ground.refusal import Refused
from thirdoption.program.ground.texts import cleaned
from thirdoption.program.matters.rules import State
from thirdoption.program.referrals.rules import check_no_identifiers
from thirdoption.web.kit.fields import Choice

REASON_LIMIT = 300


class DecisionForm(forms.Form):
    """The decision about one charge: what, why, and that it is meant."""

    def __init__(self, *args: Any, incident_number: str) -> None:
        super().__init__(*args)
        wrong = _("Choose what you decide.")
        meant = _("Yes, this is decided for incident %(number)s. It cannot be taken back on this page.")
        decline = Choice(_("Decline to prosecute"), _("The charge is not filed."))
        file = Choice(_("File the charge"), _("The charge goes to court."))
        self.fields |= {
            "to": forms.ChoiceField(
                label=_("Decision"),
                choices=[(str(State.DECLINED), decline), (str(State.FILED), file)],
                widget=forms.RadioSelect,
                error_messages={"required": wrong, "invalid_choice": wrong},
            ),
            "reason": forms.CharField(
                label=_("Reason"),
                help_text=_("It stays with the charge. Nothing about care, health or other cases."),
                widget=forms.Textarea(attrs={"rows": "3"}),
                error_messages={"required": _("Say why.")},
            ),
            "meant": forms.BooleanField(
                label=meant % {"number": incident_number},
                error_messages={"required": _("Confirm that this is decided.")},
            ),
        }
        self.fields["reason"].max_length = REASON_LIMIT  # type: ignore[attr-defined]  # for its count

    def clean_reason(self) -> str:
        """Raises ValidationError with the sentence of the program's rule."""
        try:
            text = cleaned(self.cleaned_data["reason"], field="reason", limit=REASON_LIMIT)
            check_no_identifiers(text, field="reason")
        except Refused as refused:
            raise forms.ValidationError(_(refused.sentence), params=refused.values) from refused
        return text

    def decision(self) -> dict[str, Any]:
        """The values that `decide` takes."""
        return {"to": State(self.cleaned_data["to"]), "reason": self.cleaned_data["reason"]}
