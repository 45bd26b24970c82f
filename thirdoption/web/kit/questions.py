"""What a policy asks an officer, as fields: each fact of its rulebook has one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from thirdoption.program.referrals.rules import SOMETHING_ELSE, YesNo
from thirdoption.program.referrals.rules.contact import MOST
from thirdoption.program.referrals.rules.rulebook import questions
from thirdoption.program.sites.rules import Policy
from thirdoption.web.kit.fields import Choice
from thirdoption.web.kit.policy_fields import labeled, radios, said

AMOUNT = "amount_"
_YES_NO = tuple(map(str, YesNo))


def questions_of(policy: Policy, facts: Iterable[str]) -> dict[str, forms.Field]:
    """A field for each of these facts, in their order; what is asked is needed while it is asked."""
    return {fact: _question(policy, fact) for fact in facts}


def _question(policy: Policy, fact: str) -> forms.Field:
    if fact == "conduct":
        return _conduct(policy)
    if fact == "drivers":
        return _drivers(policy)
    label = said(policy.question(fact))
    if fact.startswith(AMOUNT):
        return _amount(label)
    answers = questions(policy)[fact]
    group = "yes_no" if answers == _YES_NO else fact
    return radios(label, labeled(policy, group, answers), _hints().get(fact, ""))


def _hints() -> dict[str, str]:
    return {
        "complainant": _("Write no name of theirs anywhere."),
        "agency_check": _("In your own system. Say only how it came out, never what it shows."),
    }


def _conduct(policy: Policy) -> forms.Field:
    conducts = [(code, said(conduct.label)) for code, conduct in policy.conducts.items()]
    other = Choice(said(policy.label(f"conduct.{SOMETHING_ELSE}")), _("A supervisor looks at it."))
    not_listed = _("Choose what happened from the list, or something else.")
    return radios(
        said(policy.question("conduct")),
        [*conducts, (SOMETHING_ELSE, other)],
        error_messages={"required": not_listed, "invalid_choice": not_listed},
    )


def _drivers(policy: Policy) -> forms.Field:
    shown = _("Choose from the answers shown.")
    return forms.MultipleChoiceField(
        label=said(policy.question("drivers")),
        help_text=_("Your impression, not a finding. Choose all that fit."),
        choices=[(str(code), said(words.officer)) for code, words in policy.drivers.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one."),
            "invalid_choice": shown,
            "invalid_list": shown,
        },
    )


def _amount(label: str) -> forms.Field:
    wrong: dict[str, Any] = dict.fromkeys(
        ("invalid", "min_value", "max_value"), _("Write a number, such as 0.5; or leave this empty.")
    )
    return forms.FloatField(
        label=label,
        help_text=_("Your estimate. Leave this empty if you do not know."),
        min_value=0,
        max_value=MOST,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages=wrong,
    )
