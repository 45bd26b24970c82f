"""What is said of two records."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thirdoption.program.people.rules import Said
from thirdoption.web.kit import inputs as fields


class Say(forms.Form):
    """One person, not one, or apart again; and why."""

    said = forms.ChoiceField(
        choices=[(one, one) for one in Said],
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose one of the buttons.")),
    )
    why = fields.words(_("How you know"), 300, needed=_("Write how you know."), rows=2)
