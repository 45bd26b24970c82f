"""The form of a contact. Its codes come from the policy; what may be said at all, from the rules."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _

from thirdoption.program.people.rules import Race
from thirdoption.program.referrals.rules import SOMETHING_ELSE, Facts, YesNo, still_asked
from thirdoption.program.referrals.rules.contact import INCIDENT_LIMIT, OLDEST, PLACE_LIMIT, WORDS_LIMIT
from thirdoption.program.sites.rules import Door, Policy
from thirdoption.web.kit.policy_fields import MomentField, WordsField
from thirdoption.web.kit.questions import AMOUNT, questions_of

# Who makes the offer is not asked on the form: the program knows it of its own workers.
OFFICER = {"officer_opted_in": YesNo.YES, "officer_trained": YesNo.YES}


class ContactForm(forms.Form):
    """One contact by one door. Each field is a fact, except the key and the perceived race.

    What the policy asks comes first, in the order that settles the answer soonest; only what can still
    change the answer has to be answered.
    """

    def __init__(self, *args: Any, policy: Policy, door: Door, zone: ZoneInfo, now: datetime) -> None:
        super().__init__(*args)
        self.policy, self.door, self.now = policy, door, now
        wrong = _("This page had lost its number and has a new one. Send it again.")
        errors = {"required": wrong, "invalid": wrong}
        self.fields["key"] = forms.UUIDField(widget=forms.HiddenInput, error_messages=errors)
        self.asked = still_asked({"door": door, **OFFICER}, policy)
        self.fields |= questions_of(policy, self.asked)
        self.fields |= _for_the_record(zone, now, arrest=door is Door.ARREST_DIVERSION)

    def number(self) -> UUID:
        """The number of this submission: made once, and kept while the form is put right."""
        return getattr(self, "cleaned_data", {}).get("key") or uuid.uuid4()

    def questions(self) -> list[forms.BoundField]:
        """What decides the answer, in order."""
        return [self[name] for name in self.asked]

    def clean_occurred_at(self) -> datetime:
        """Raises ValidationError for a day of which no policy may be on record any more."""
        moment: datetime = self.cleaned_data["occurred_at"]
        if moment < self.now - OLDEST:
            sentence = _("This is more than %(days)s days ago. Check the date, or call the program.")
            raise forms.ValidationError(sentence, params={"days": OLDEST.days})
        return moment

    def clean(self) -> dict[str, Any]:
        """What can still change the answer is needed; words belong to "something else" only."""
        found = super().clean() or {}
        given = {"door": self.door, **OFFICER} | {name: found[name] for name in self.asked if found.get(name)}
        asked = still_asked(given, self.policy)
        found |= {name: str(YesNo.NOT_KNOWN) for name in asked if name.startswith(AMOUNT)}
        self._need_only({"conduct", "drivers", *asked})
        conduct = found.get("conduct")
        if conduct and conduct != SOMETHING_ELSE:
            found["what_happened"] = ""
            self.errors.pop("what_happened", None)
        elif conduct and not found.get("what_happened", "-"):
            self.add_error("what_happened", _("Write what happened."))
        return found

    def _need_only(self, needed: Collection[str]) -> None:
        """What the other answers have settled may stay empty."""
        empty = [name for name, errors in self.errors.as_data().items() if errors[0].code == "required"]
        for name in empty:
            if name in self.asked and name not in needed:
                del self.errors[name]

    def facts(self) -> dict[str, Any]:
        """The plain values that `record_contact` takes."""
        said = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        own = {name: value for name, value in said.items() if name in Facts.__dataclass_fields__}
        more = {name: value for name, value in said.items() if name in self.asked and name not in own}
        return {**own, "more": more, "door": str(self.door)}


def _for_the_record(zone: ZoneInfo, now: datetime, *, arrest: bool) -> dict[str, forms.Field]:
    return {
        "what_happened": WordsField(
            label=_("What happened, in your words"),
            help_text=_("Only for something else. What you saw; no names."),
            limit=WORDS_LIMIT,
            required=False,
            widget=forms.Textarea(attrs={"rows": "3"}),
        ),
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
            required=arrest,
            error_messages={"required": _("Write the incident number.")},
        ),
        "perceived_race": _perceived_race(),
    }


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
