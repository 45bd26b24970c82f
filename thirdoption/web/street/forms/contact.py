"""The form of a contact. Its codes come from the policy; what may be said at all, from the rules."""

import uuid
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _

from thirdoption.program.people.rules import Race
from thirdoption.program.referrals.rules import SOMETHING_ELSE, Age, ComplainantAnswer, YesNo
from thirdoption.program.referrals.rules.contact import INCIDENT_LIMIT, OLDEST, PLACE_LIMIT, WORDS_LIMIT
from thirdoption.program.sites.rules import Policy
from thirdoption.web.kit.fields import Choice
from thirdoption.web.street.forms.fields import MomentField, WordsField, labeled, radios, said


class ContactForm(forms.Form):
    """One contact. Each field is one of `Facts`, except the key and the perceived race."""

    def __init__(self, *args: Any, policy: Policy, zone: ZoneInfo, now: datetime) -> None:
        super().__init__(*args)
        self.now = now
        wrong = _("This page had lost its number and has a new one. Send it again.")
        errors = {"required": wrong, "invalid": wrong}
        self.fields["key"] = forms.UUIDField(widget=forms.HiddenInput, error_messages=errors)
        self.fields |= _what_happened(policy, zone, now) | _about_the_person(policy)

    def number(self) -> UUID:
        """The number of this submission: made once, and kept while the form is put right."""
        return getattr(self, "cleaned_data", {}).get("key") or uuid.uuid4()

    def clean_occurred_at(self) -> datetime:
        """Raises ValidationError for a day of which no policy may be on record any more."""
        moment: datetime = self.cleaned_data["occurred_at"]
        if moment < self.now - OLDEST:
            sentence = _("This is more than %(days)s days ago. Check the date, or call the program.")
            raise forms.ValidationError(sentence, params={"days": OLDEST.days})
        return moment

    def clean(self) -> dict[str, Any]:
        """Words belong to "something else" only: what the list says needs none."""
        found = super().clean() or {}
        conduct = found.get("conduct")
        if conduct and conduct != SOMETHING_ELSE:
            found["what_happened"] = ""
            self.errors.pop("what_happened", None)
        elif conduct and not found.get("what_happened", "-"):
            self.add_error("what_happened", _("Write what happened."))
        return found

    def facts(self) -> dict[str, Any]:
        """The plain values that `record_contact` takes."""
        rest = {
            name: value for name, value in self.cleaned_data.items() if name not in ("key", "perceived_race")
        }
        return {**rest, "door": "arrest_diversion"}


def _what_happened(policy: Policy, zone: ZoneInfo, now: datetime) -> dict[str, forms.Field]:
    conducts = [(code, said(conduct.label)) for code, conduct in policy.conducts.items()]
    other = Choice(said(policy.label(f"conduct.{SOMETHING_ELSE}")), _("A supervisor looks at it."))
    not_listed = _("Choose what happened from the list, or something else.")
    return {
        "place": WordsField(
            label=_("Place"),
            help_text=_("Street, corner or building."),
            limit=PLACE_LIMIT,
            error_messages={"required": _("Write the place.")},
        ),
        "occurred_at": MomentField(
            label=_("Date and time"),
            zone=zone,
            now=now,
            initial=now,
            error_messages={"required": _("Give the date and time of the contact.")},
        ),
        "incident_number": WordsField(
            label=_("Incident number"),
            help_text=_("As in your own system."),
            limit=INCIDENT_LIMIT,
            error_messages={"required": _("Write the incident number.")},
        ),
        "conduct": radios(
            _("What happened"),
            [*conducts, (SOMETHING_ELSE, other)],
            error_messages={"required": not_listed, "invalid_choice": not_listed},
        ),
        "what_happened": WordsField(
            label=_("What happened, in your words"),
            help_text=_("Only for something else. What you saw; no names."),
            limit=WORDS_LIMIT,
            required=False,
            widget=forms.Textarea(attrs={"rows": "3"}),
        ),
    }


def _about_the_person(policy: Policy) -> dict[str, forms.Field]:
    drivers = [(str(code), said(words.officer)) for code, words in policy.drivers.items()]
    several = _("Choose at least one.")
    fields: dict[str, forms.Field] = {
        "drivers": forms.MultipleChoiceField(
            label=_("What do you think drives it?"),
            help_text=_("Your impression, not a finding. Choose all that fit."),
            choices=drivers,
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": several,
                "invalid_choice": _("Choose from the answers shown."),
                "invalid_list": _("Choose from the answers shown."),
            },
        )
    }
    if policy.setting("complainant_rule").value != "not_asked":
        fields["complainant"] = radios(
            _("Does the complainant agree to a diversion?"),
            labeled(policy, "complainant", ComplainantAnswer),
            _("Write no name of theirs anywhere."),
        )
    fields["age"] = radios(_("How old is the person?"), labeled(policy, "age", Age))
    if (stop := policy.stops.get("family_offense")) is not None:
        fields["family_offense"] = radios(said(stop.question), labeled(policy, "yes_no", YesNo))
    fields["perceived_race"] = _perceived_race()
    return fields


def _perceived_race() -> forms.ChoiceField:
    races = {
        Race.AMERICAN_INDIAN: _("American Indian or Alaska Native"),
        Race.ASIAN: _("Asian"),
        Race.BLACK: _("Black or African American"),
        Race.HISPANIC: _("Hispanic or Latino"),
        Race.MIDDLE_EASTERN: _("Middle Eastern or North African"),
        Race.PACIFIC_ISLANDER: _("Native Hawaiian or Pacific Islander"),
        Race.WHITE: _("White"),
    }
    wrong = _("Choose from the list; “unknown” is an answer too.")
    return forms.ChoiceField(
        label=_("Race or ethnicity, as you perceive it"),
        help_text=_(
            "Asked to see whether the program is fair. It plays no part in the answer. Do not ask the person."
        ),
        choices=[
            ("", _("– Choose –")),
            *((str(code), label) for code, label in races.items()),
            ("unknown", _("Unknown")),
        ],
        error_messages={"required": wrong, "invalid_choice": wrong},
    )
