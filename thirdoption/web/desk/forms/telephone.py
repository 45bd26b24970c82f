"""What an officer says by telephone: five answers, and what else the policy asks by them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from thirdoption.program.referrals.rules import Facts, SetAside, YesNo, still_asked
from thirdoption.program.referrals.rules.contact import INCIDENT_LIMIT, PLACE_LIMIT
from thirdoption.program.referrals.rules.terms import SOMETHING_ELSE
from thirdoption.program.sites.rules import Door, Policy
from thirdoption.program.staff.models import Worker
from thirdoption.web.kit.forms import Once
from thirdoption.web.kit.policy_fields import WordsField, radios
from thirdoption.web.kit.questions import AMOUNT, questions_of

# What the program knows of its own officers is not asked.
OFFICER = {"officer_opted_in": YesNo.YES, "officer_trained": YesNo.YES}
DECIDED: Mapping[str, tuple[Door, bool, SetAside]] = {
    "custody": (Door.ARREST_DIVERSION, True, SetAside.CUSTODIAL_ARREST),
    "violation": (Door.ARREST_DIVERSION, True, SetAside.VIOLATION),
    "arrest_open": (Door.ARREST_DIVERSION, False, SetAside.CUSTODIAL_ARREST),
    "social": (Door.SOCIAL_CONTACT, True, SetAside.CUSTODIAL_ARREST),
    "social_open": (Door.SOCIAL_CONTACT, False, SetAside.CUSTODIAL_ARREST),
}
"""What an officer decided: by which door, whether the person said yes, and what is set aside."""


class Telephone(Once):
    """Who calls, where, what happened, what they decided, and the incident number of a charge."""

    def __init__(self, *args: Any, policy: Policy, officers: Iterable[Worker], **options: Any) -> None:
        super().__init__(*args, **options)
        self.policy = policy
        named = [(str(one.pk), f"{one.name}, {one.agency.name}") for one in officers]
        conduct = questions_of(policy, ["conduct"])["conduct"]
        conduct.required = False
        self.fields |= {
            "officer": forms.ChoiceField(
                label=_("Who calls"),
                choices=[("", _("– Choose –")), *named],
                error_messages={
                    "required": _("Choose who calls."),
                    "invalid_choice": _("Choose from the list."),
                },
            ),
            "place": WordsField(
                label=_("Place"),
                help_text=_("Street, corner or building."),
                limit=PLACE_LIMIT,
                error_messages={"required": _("Write the place.")},
            ),
            "conduct": conduct,
            "decided": radios(_("What did the officer decide?"), _decisions()),
            "incident_number": WordsField(
                label=_("Incident number"),
                help_text=_("Only where there is a charge. As in the officer's own system."),
                limit=INCIDENT_LIMIT,
                required=False,
            ),
        }
        self.more = [name for name in _asked(policy) if name != "conduct"]
        for name, field in questions_of(policy, self.more).items():
            field.required = False
            self.fields[name] = field

    def five(self) -> list[forms.BoundField]:
        """The five answers."""
        return [self[name] for name in ("officer", "place", "conduct", "decided", "incident_number")]

    def others(self) -> list[forms.BoundField]:
        """What else the policy asks; only what can still change the answer has to be answered."""
        return [self[name] for name in self.more]

    def clean(self) -> dict[str, Any]:
        """What can still change the answer is needed, and an incident number with a charge."""
        found = super().clean() or {}
        if "decided" not in found:
            return found
        door = DECIDED[found["decided"]][0]
        given = {"door": door, **OFFICER} | {name: found[name] for name in self.more if found.get(name)}
        if found.get("conduct"):
            given["conduct"] = found["conduct"]
        for name in still_asked(given, self.policy):
            if name.startswith(AMOUNT):
                found[name] = str(YesNo.NOT_KNOWN)
            elif not found.get(name) and name not in self.errors:
                self.add_error(name, _("The policy asks this. Ask the officer."))
        if door is Door.ARREST_DIVERSION and not found.get("incident_number"):
            self.add_error("incident_number", _("Write the incident number."))
        if door is Door.ARREST_DIVERSION and found.get("conduct") == SOMETHING_ELSE:
            self.add_error("conduct", _("The officer writes this in their own words, on their own page."))
        return found

    def facts(self, at: datetime) -> dict[str, Any]:
        """The plain values of a contact; it is of the moment of the call."""
        said = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}
        door = DECIDED[said["decided"]][0]
        asked = set(_asked_at(door, self.policy)) | {"place", "incident_number"}
        own = {
            name: value
            for name, value in said.items()
            if name in Facts.__dataclass_fields__ and name in asked
        }
        more = {name: value for name, value in said.items() if name in asked and name not in own}
        return {**own, "more": more, "door": str(door), "occurred_at": at.isoformat()}


def _decisions() -> list[tuple[str, str]]:
    return [
        ("custody", _("An arrest with custody is set aside; the person said yes")),
        ("violation", _("A violation is set aside; the person said yes")),
        ("arrest_open", _("Asks whether an arrest may be set aside; nothing offered yet")),
        ("social", _("No arrest to make; the person said yes")),
        ("social_open", _("No arrest to make; nothing offered yet")),
    ]


def _asked_at(door: Door, policy: Policy) -> tuple[str, ...]:
    return still_asked({"door": door, **OFFICER}, policy)


def _asked(policy: Policy) -> list[str]:
    """What any of the officer's doors asks."""
    doors = (Door.ARREST_DIVERSION, Door.SOCIAL_CONTACT)
    return list(dict.fromkeys(name for door in doors for name in _asked_at(door, policy)))
