"""What a site sets for its workers' safety."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thirdoption.program.handoffs.rules.safety import NAMED, Rule
from thirdoption.program.staff.rules import ROLES
from thirdoption.web.kit import inputs as fields


def _named() -> list[tuple[str, Any]]:
    return [("", _("Nobody else")), *((code, _(ROLES[code].name)) for code in NAMED)]


def _hour(label: fields.Words, hint: fields.Words = "") -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        help_text=hint,
        widget=forms.TimeInput(format="%H:%M"),
        error_messages={"invalid": _("Write the time as hour:minute, such as 22:00.")},
    )


class Safety(forms.Form):
    """After how long somebody is told, who is told last, and where two go."""

    minutes = fields.whole(
        _("Minutes until a worker is missed"),
        10,
        600,
        hint=_("From setting out, until they say “home safe” or make it longer. Empty is 60."),
    )
    named = fields.one(_("Who is told last, after a colleague and the supervisor"), _named, required=False)
    two_from = _hour(_("Two go from"), _("Leave both hours empty, and no hour asks for two."))
    two_until = _hour(_("until"))
    two_places = fields.words(
        _("Places to which two go"),
        4000,
        rows=4,
        hint=_("One a line: a part of the address is enough."),
    )

    @classmethod
    def of(cls, rule: Rule) -> "Safety":
        """The form with what holds now."""
        places = "\n".join(rule.two_places)
        return cls(initial={**vars(rule), "two_places": places})

    def rule(self) -> Rule:
        """What was typed."""
        said = self.cleaned_data
        lines = (" ".join(one.split()) for one in said["two_places"].splitlines())
        return Rule(
            minutes=said["minutes"] or Rule.minutes,
            named=said["named"],
            two_from=said["two_from"],
            two_until=said["two_until"],
            two_places=tuple(dict.fromkeys(one for one in lines if one)),
        )
