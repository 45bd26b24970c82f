"""What followed the answer, on the same page: only a phone that may be without signal asks it there."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from thirdoption.program.referrals.rules import Ending, NotOfferedReason, SetAside
from thirdoption.program.sites.rules import Policy
from thirdoption.web.kit.policy_fields import labeled, radios


class OutcomeForm(forms.Form):
    """The offer and how the contact ended, as fields; the phone seals what is chosen.

    It is only shown, never sent: what is required is so once the answer before it asks for it.
    """

    def __init__(self, *args: Any, policy: Policy, arrest: bool) -> None:
        super().__init__(*args)
        self.arrest = arrest
        said = [
            ("yes", _("The person said yes")),
            ("no", _("The person said no")),
            ("none", _("I am not offering this")),
        ]
        set_aside = [
            (str(SetAside.CUSTODIAL_ARREST), _("An arrest with custody")),
            (str(SetAside.TICKET), _("An appearance ticket")),
            (str(SetAside.VIOLATION), _("A violation")),
        ]
        endings = [code for code in Ending if code is not Ending.DIVERTED]
        hint = _("You can leave this open and go on when you have signal.")
        self.fields |= {
            "outcome": radios(_("What became of the offer?"), said, hint, required=False),
            "set_aside": radios(_("What do you set aside?"), set_aside),
            "returnable_on": forms.DateField(label=_("Return date of the ticket"), widget=forms.DateInput),
            "reason": radios(_("Why not?"), labeled(policy, "not_offered", NotOfferedReason)),
            "ending": radios(
                _("How did the contact end?"), labeled(policy, "ending", endings), required=False
            ),
        }
