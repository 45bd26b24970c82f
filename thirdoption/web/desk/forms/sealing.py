"""Sealing a charge at once, and a legal hold."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thirdoption.program.matters.models import LegalHold, Matter
from thirdoption.program.matters.rules.sealing import Strength
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.fields import Choice


class Finding(forms.Form):
    """A charge that is not among the newest decisions, by its incident number."""

    number = fields.words(gettext_lazy("Incident number"), 40, autocomplete="off")


class _OfCharge(forms.Form):
    """A form about one of these charges."""

    def __init__(self, *args: Any, charges: Sequence[Matter]) -> None:
        super().__init__(*args)
        self.auto_id = f"{type(self).__name__}_%s".lower()
        self.charges = {str(one.pk): one for one in charges}
        choices = [(pk, f"{one.incident_number} · {one.offense}") for pk, one in self.charges.items()]
        self.fields = {"charge": fields.one(_("Charge"), lambda: choices), **self.fields}

    def matter(self) -> Matter:
        """The charge that was chosen."""
        return self.charges[self.cleaned_data["charge"]]


class Sealing(_OfCharge):
    """How far, and by which order if there is one."""

    def __init__(self, *args: Any, charges: Sequence[Matter], word: str) -> None:
        super().__init__(*args, charges=charges)
        self.fields |= {
            "strength": fields.one(_("How far"), _strengths),
            "order_number": fields.words(
                _("Number of the court's order"),
                40,
                hint=_(
                    "Without one this is your own act, and only a charge that ended without filing is sealed."
                ),
            ),
            "meant": forms.BooleanField(
                label=_("Yes, this charge is %(word)s now. The notices are printed.") % {"word": word},
                error_messages={"required": _("Confirm that this is meant.")},
            ),
        }


def _strengths() -> list[tuple[str, Any]]:
    return [
        (Strength.HIDE, Choice(_("Hide it"), _("Nobody sees it; a court may have it opened again."))),
        (
            Strength.SEVER,
            Choice(_("Sever it"), _("It is deleted. What was written of the person's care stays.")),
        ),
        (Strength.DESTROY, Choice(_("Destroy it"), _("The same, and not even the ground of it is kept."))),
    ]


class Holding(_OfCharge):
    """A legal hold, and why."""

    def __init__(self, *args: Any, charges: Sequence[Matter]) -> None:
        super().__init__(*args, charges=charges)
        self.fields["reason"] = fields.words(_("Reason of the hold"), 300, needed=_("Say why."))


class Ending(forms.Form):
    """The end of a legal hold, and why."""

    def __init__(self, *args: Any, holds: Sequence[LegalHold], charges: Sequence[Matter]) -> None:
        super().__init__(*args)
        self.auto_id = "end_%s"
        numbers = {one.referral_id: one.incident_number for one in charges}
        self.holds = {str(one.pk): one for one in holds}
        choices = [(pk, f"{numbers[one.referral_id]} · {one.reason}") for pk, one in self.holds.items()]
        self.fields["hold"] = fields.one(_("Legal hold"), lambda: choices)
        self.fields["why"] = fields.words(_("Why it ends"), 300, needed=_("Say why."))
