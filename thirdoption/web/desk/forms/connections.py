"""Looking through the directory, and asking one provider."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thirdoption.program.ground import texts
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.referrals.rules import check_no_identifiers
from thirdoption.program.services.rules import NEED_LABELS
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.forms import said

USUAL_DAYS = 90
LONGEST_DAYS = 365


class Search(forms.Form):
    """By need, by words, by county."""

    need = forms.ChoiceField(
        label=_("Need"), required=False, error_messages={"invalid_choice": _("Choose from the list.")}
    )
    text = fields.words(_("Name or word"), 120, autocomplete="off")
    county = forms.ChoiceField(
        label=_("County"), required=False, error_messages={"invalid_choice": _("Choose from the list.")}
    )

    def __init__(self, *args: Any, counties: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        need, county = self.fields["need"], self.fields["county"]
        assert isinstance(need, forms.ChoiceField) and isinstance(county, forms.ChoiceField)
        need.choices = [("", _("Any need")), *((code, _(label)) for code, label in NEED_LABELS.items())]
        county.choices = [("", _("Any county")), *((name, name) for name in counties)]


class Ask(forms.Form):
    """What is asked of the provider, and until when they may be told."""

    asks = fields.words(
        _("What do we ask for?"),
        300,
        needed=_("Write what the provider is asked for."),
        hint=_("Only what they need to answer. The person will read it."),
        rows=2,
    )
    until = fields.day(
        _("They may be told until"),
        needed=_("Give the day on which this ends."),
        hint=_("90 days is usual, a year is the most. The person can end it earlier."),
    )
    language = fields.one(
        _("Language of the release"), lambda: [("en", "English"), ("es", "Español")], initial="en"
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"until": today + timedelta(days=USUAL_DAYS), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_asks(self) -> str:
        """What the action would refuse is said here, before the person reads and signs it."""
        try:
            asks = texts.cleaned(self.cleaned_data["asks"], field="asks", limit=300, required=True)
            check_no_identifiers(asks, field="asks")
        except Refused as refused:
            raise forms.ValidationError(said(refused)) from refused
        return asks

    def clean_until(self) -> date:
        """A day from tomorrow to a year ahead."""
        until: date = self.cleaned_data["until"]
        if not timedelta() < until - self._today <= timedelta(days=LONGEST_DAYS):
            raise forms.ValidationError(_("Choose a day from tomorrow to a year from now."))
        return until
