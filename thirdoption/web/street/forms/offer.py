"""The forms after the answer: what the person said, why no offer was made, how the contact ended."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from thirdoption.program.ground.refusal import Refused
from thirdoption.program.referrals.models import Referral
from thirdoption.program.referrals.rules import Approval, Door, Ending, NotOfferedReason, SetAside
from thirdoption.program.referrals.rules.contact import check_return_date
from thirdoption.program.sites.queries import local_day
from thirdoption.program.sites.rules import Policy
from thirdoption.web.kit.policy_fields import WordsField, labeled, radios


class OfferForm(forms.Form):
    """What the person said to the offer; after a yes, what the officer set aside."""

    def __init__(self, *args: Any, referral: Referral, policy: Policy) -> None:
        super().__init__(*args)
        self.contact_on = local_day(referral.site, referral.occurred_at)
        answers = [("yes", _("The person said yes")), ("no", _("The person said no"))]
        choices = [
            (str(SetAside.CUSTODIAL_ARREST), _("An arrest with custody")),
            (str(SetAside.TICKET), _("An appearance ticket")),
            (str(SetAside.VIOLATION), _("A violation")),
        ]
        wrong = {"invalid": _("Write the return date like this: 2026-12-10.")}
        no_answer = dict.fromkeys(("required", "invalid_choice"), _("Say whether the person said yes or no."))
        self.arrest = referral.door == Door.ARREST_DIVERSION
        self.fields["answer"] = radios(_("What did the person say?"), answers, error_messages=no_answer)
        if not self.arrest:
            return
        self.fields |= {
            "set_aside": radios(_("If yes, what do you set aside?"), choices, required=False),
            "returnable_on": forms.DateField(
                label=_("Return date of the ticket"),
                required=False,
                widget=forms.DateInput,
                error_messages=wrong,
            ),
        }

    def clean_returnable_on(self) -> date | None:
        """Raises ValidationError for a date that no ticket of this contact can have."""
        day: date | None = self.cleaned_data["returnable_on"]
        try:
            if day is not None:
                check_return_date(day, self.contact_on)
        except Refused as refused:
            raise forms.ValidationError(_(refused.sentence)) from refused
        return day

    def clean(self) -> dict[str, Any]:
        """After a no nothing is set aside; a return date belongs to a ticket only."""
        found = super().clean() or {}
        if found.get("answer") == "no":
            for name in ("set_aside", "returnable_on"):
                self.errors.pop(name, None)
        elif self.arrest and "set_aside" in found and not found["set_aside"]:
            self.add_error("set_aside", _("Choose what you set aside."))
        if found.get("set_aside") != SetAside.TICKET:
            found["returnable_on"] = None
            self.errors.pop("returnable_on", None)
        return found

    def said(self) -> dict[str, Any]:
        """The values that `offer` takes."""
        if self.cleaned_data["answer"] == "no" or not self.arrest:
            return {"accepted": self.cleaned_data["answer"] == "yes"}
        return {
            "accepted": True,
            "set_aside": SetAside(self.cleaned_data["set_aside"]),
            "returnable_on": self.cleaned_data["returnable_on"],
        }


def _endings(policy: Policy) -> forms.ChoiceField:
    codes = [code for code in Ending if code is not Ending.DIVERTED]
    return radios(_("How did the contact end?"), labeled(policy, "ending", codes))


class ApprovalForm(forms.Form):
    """What whoever has to approve said, and who that was."""

    def __init__(self, *args: Any, policy: Policy, approvers: Sequence[str]) -> None:
        super().__init__(*args)
        self.auto_id = "approval_%s"
        named = labeled(policy, "approver", approvers)
        said = labeled(policy, "approval", Approval)
        self.fields |= {
            "approver": radios(_("Whom did you ask?"), named, initial=named[0][0] if named else None),
            "approved_by": WordsField(
                label=_("Their name or number"), help_text=_("Of your own agency or the program."), limit=80,
                required=False,
            ),
            "said": radios(_("What did they say?"), said),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Somebody who said something has a name."""
        found = super().clean() or {}
        if found.get("said") in (Approval.APPROVED, Approval.REFUSED) and not found.get("approved_by", "-"):
            self.add_error("approved_by", _("Write who said so."))
        return found


class NoOfferForm(forms.Form):
    """Why no offer was made, and how the contact ended."""

    def __init__(self, *args: Any, policy: Policy) -> None:
        super().__init__(*args)
        self.auto_id = "no_offer_%s"  # its questions stand on the same page as the offer's
        reasons = labeled(policy, "not_offered", NotOfferedReason)
        self.fields |= {"reason": radios(_("Why not?"), reasons), "ending": _endings(policy)}


class EndingForm(forms.Form):
    """How a contact ended whose offer the person declined."""

    def __init__(self, *args: Any, policy: Policy) -> None:
        super().__init__(*args)
        self.fields |= {"ending": _endings(policy)}
