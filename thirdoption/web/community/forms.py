"""What somebody without an account may say: short, in their own words, and no name is needed."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from thirdoption.program.referrals.rules import Age
from thirdoption.program.referrals.rules.community import (
    HOURS_LIMIT,
    PLACE_LIMIT,
    REACH_LIMIT,
    WHOM_LIMIT,
    WORDS_LIMIT,
    Asked,
    Relation,
)
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.forms import Once
from thirdoption.web.kit.needs import NEEDS

YES, NO = "yes", "no"
_RELATIONS = {
    Relation.NEIGHBOR: _("I live or pass by nearby"),
    Relation.BUSINESS: _("I have a business nearby, or work in one"),
    Relation.FAMILY: _("Family or a friend"),
    Relation.PROVIDER: _("I work with them: a clinic, a shelter, a school"),
    Relation.THEMSELVES: _("It is about me"),
    Relation.OTHER: _("Something else"),
}
_AGES = {
    Age.ADULT: _("18 or older"),
    Age.UNDER_18: _("Younger than 18"),
    Age.NOT_KNOWN: _("I cannot tell"),
}
_MAY_SAY = {NO: _("No, do not say who asked"), YES: _("Yes, you may say who asked")}


def _plain(names: Any) -> fields.Choices:
    return lambda: [(code, str(name)) for code, name in names.items()]


def _needs() -> list[tuple[str, Any]]:
    return [(code, str(name)) for code, (name, _why) in NEEDS.items()]


class Ask(Once):
    """One request to meet somebody."""

    relation = fields.one(_("Who are you to them?"), _plain(_RELATIONS))
    whom = fields.words(
        _("Whom should we look for?"),
        WHOM_LIMIT,
        needed=_("Tell us how we can know them: what they look like, what they wear, a nickname."),
        hint=_(
            "What they look like, what they wear, who is with them. A name or nickname if you know it; "
            "none is needed."
        ),
        rows=3,
    )
    place = fields.words(
        _("Where can we find them?"),
        PLACE_LIMIT,
        needed=_("Tell us where to look: a street, a corner, a building, a bench."),
        hint=_("A street and number, a corner, a park, a building."),
        autocomplete="off",
    )
    hours = fields.words(
        _("When are they there?"),
        HOURS_LIMIT,
        hint=_("Days and times of day, if you know."),
        autocomplete="off",
    )
    needs = fields.several(_("What would help?"), _needs, hint=_("As many as fit, or none: write it below."))
    words = fields.words(
        _("In your words"),
        WORDS_LIMIT,
        hint=_("What you see, and what you hope for. Leave out guesses about crimes or illnesses."),
        rows=3,
    )
    age = fields.one(_("How old do they seem?"), _plain(_AGES), initial=Age.NOT_KNOWN)
    reach = fields.words(
        _("How can we reach you?"),
        REACH_LIMIT,
        hint=_("Your name, and a phone number or an e-mail address. You may leave this empty."),
        autocomplete="off",
    )
    may_say = fields.one(_("May we tell them who asked?"), _plain(_MAY_SAY), initial=NO)

    def asked(self) -> Asked:
        """What was typed, as the program takes it, and in which language."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        typed |= {"needs": tuple(dict.fromkeys(typed["needs"])), "may_say": typed["may_say"] == YES}
        return Asked(**typed, language="es" if (get_language() or "").startswith("es") else "en")
