"""What the prosecutor's liaison fills in, and which of the list they want to see."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thirdoption.program.ground.refusal import Refused
from thirdoption.program.ground.texts import cleaned
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import FiledHow, State, ways
from thirdoption.program.referrals.rules import check_no_identifiers
from thirdoption.web.kit.fields import Choice
from thirdoption.web.kit.inputs import words

REASON_LIMIT = 300


class DecisionForm(forms.Form):
    """The decision about one charge: what, why, and that it is meant."""

    def __init__(self, *args: Any, matter: Matter) -> None:
        super().__init__(*args)
        wrong = _("Choose what you decide.")
        meant = _("Yes, this is decided for incident %(number)s. It cannot be taken back on this page.")
        self.fields |= {
            "to": forms.ChoiceField(
                label=_("Decision"),
                choices=_choices(matter),
                widget=forms.RadioSelect,
                error_messages={"required": wrong, "invalid_choice": wrong},
            ),
            "filed_on": forms.DateField(
                label=_("Filed on"),
                help_text=_("If it is filed: the day of the accusatory instrument. A warrant needs one."),
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}),
                error_messages={"invalid": _("Type a day.")},
            ),
            "filed_how": forms.ChoiceField(
                label=_("How the person hears of it"),
                help_text=_("If it is filed without a warrant."),
                choices=[
                    (FiledHow.SUMMONS, _("By a summons")),
                    (FiledHow.LETTER, _("By a letter to appear")),
                ],
                required=False,
                widget=forms.RadioSelect,
            ),
            "reason": forms.CharField(
                label=_("Reason"),
                help_text=_("It stays with the charge. Nothing about care, health or other cases."),
                widget=forms.Textarea(attrs={"rows": "3"}),
                error_messages={"required": _("Say why.")},
            ),
            "meant": forms.BooleanField(
                label=meant % {"number": matter.incident_number},
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
        return {
            "to": State(self.cleaned_data["to"]),
            "reason": self.cleaned_data["reason"],
            "filed_on": self.cleaned_data["filed_on"],
            "filed_how": self.cleaned_data["filed_how"],
        }


class CodeForm(forms.Form):
    """The code of a link."""

    code = words(
        gettext_lazy("Code"),
        20,
        needed=gettext_lazy("Type the six digits of your code."),
        hint=gettext_lazy("Six digits. They came to you by a message, or somebody read them to you."),
        inputmode="numeric",
        autocomplete="one-time-code",
    )

    def refuse(self) -> None:
        """The one sentence, whatever is amiss: the link, the code, or how often it was tried."""
        self.add_error(
            "code",
            _("This link and this code open nothing. Ask whoever sent you the link for another one."),
        )


def _filing() -> dict[str, forms.Field]:
    """What is asked where a charge is filed."""
    return {
        "filed_on": forms.DateField(
            label=_("Filed on"),
            help_text=_("If it is filed: the day of the accusatory instrument. A warrant needs one."),
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}),
            error_messages={"invalid": _("Type a day.")},
        ),
        "filed_how": forms.ChoiceField(
            label=_("How the person hears of it"),
            help_text=_("If it is filed without a warrant."),
            choices=[(FiledHow.SUMMONS, _("By a summons")), (FiledHow.LETTER, _("By a letter to appear"))],
            required=False,
            widget=forms.RadioSelect,
        ),
    }


def _choices(matter: Matter) -> list[tuple[str, Choice]]:
    """The decisions that a charge may have from here."""
    said = {
        State.DECLINED: Choice(_("Decline to prosecute"), _("The charge is not filed.")),
        State.BARRED: Choice(_("Barred by statute"), _("The intake is shown to you; the law bars filing.")),
        State.VOIDED: Choice(_("Void the charge"), _("The months have passed.")),
        State.LAPSED: Choice(_("Let it lapse"), _("The time for it has passed.")),
        State.FILED: Choice(_("File, with a summons or a letter"), _("The charge goes to court.")),
        State.WARRANT_ASKED: Choice(
            _("File, and ask the court for a warrant"), _("One at a time, on an instrument that is filed.")
        ),
    }
    steps = ways(matter.charge_model, matter.state)
    return [(str(state), choice) for state, choice in said.items() if state in steps]
