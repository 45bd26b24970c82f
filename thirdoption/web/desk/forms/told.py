"""What must be told without consent: on which ground, to whom, how little; and a word to it."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from thirdoption.program.care.rules.told import (
    ORDER_LIMIT,
    RECIPIENT_LIMIT,
    WHAT_LIMIT,
    Fact,
    Ground,
    ToldState,
)
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.forms import Once

GROUNDS: dict[str, Any] = {
    Ground.CHILD_ABUSE: _("A child may be abused or neglected"),
    Ground.ADULT_ABUSE: _("An older or dependent adult may be abused"),
    Ground.DANGER: _("Somebody is in danger"),
    Ground.MEDICAL: _("A medical emergency"),
    Ground.CRIME_HERE: _("A crime on our premises or against our staff"),
    Ground.COURT_ORDER: _("A court ordered it"),
    Ground.DEATH: _("A death, to the medical examiner"),
}
TO_WHOM: dict[str, Any] = {
    Ground.CHILD_ABUSE: _("The state's child abuse line, or child protective services. First reports only: "
        "no follow-up, and nothing for a court case without an order."),
    Ground.ADULT_ABUSE: _("Adult protective services. Federal rules for substance use records have no "
        "exception here: tell nothing that shows the person takes part."),
    Ground.DANGER: _("Who can keep harm away, and whoever is threatened. Tell nothing that shows the "
        "person takes part."),
    Ground.MEDICAL: _("The medical people who treat them now, and nobody else."),
    Ground.CRIME_HERE: _("The police, about this incident alone."),
    Ground.COURT_ORDER: _("Whom the order names, exactly what it names. A subpoena alone is no order: ask "
        "a lawyer."),
    Ground.DEATH: _("The medical examiner or coroner who asks into the cause of death."),
}  # fmt: skip
FACTS: dict[str, Any] = {
    Fact.NAME: _("Name"),
    Fact.BORN: _("Date of birth"),
    Fact.ADDRESS: _("Address"),
    Fact.WHEREABOUTS: _("Where they are or were last seen"),
    Fact.INCIDENT: _("What happened"),
    Fact.HEALTH: _("What the medical people need to treat them"),
    Fact.DEATH: _("When and how they were found"),
    Fact.ORDERED: _("What the order names"),
}
STATES: dict[str, tuple[Any, str]] = {
    ToldState.NOTED: (_("Nothing told yet: another worker looks first"), "waiting"),
    ToldState.AGREED: (_("Looked at: it may be told"), "info"),
    ToldState.TOLD: (_("Told; to be looked at by another worker"), "waiting"),
    ToldState.LOOKED: (_("Told, and looked at"), "good"),
    ToldState.NOT_TOLD: (_("Not told"), "quiet"),
}


def _plain(names: dict[str, Any]) -> fields.Choices:
    return lambda: [(str(code), str(name)) for code, name in names.items()]


class Telling(Once):
    """Why, to whom, what kinds of things, and in one line what was said."""

    ground = fields.one(_("Why must it be told?"), _plain(GROUNDS))
    recipient = fields.words(
        _("To whom"),
        RECIPIENT_LIMIT,
        needed=_("Write the office or person, and how they were reached."),
        hint=_("Name, office and telephone."),
        autocomplete="off",
    )
    facts = fields.several(_("What is told"), _plain(FACTS), hint=_("As little as the reason lets you."))
    what = fields.words(
        _("In one line, what is told"), WHAT_LIMIT, needed=_("Write what is told."), autocomplete="off"
    )
    court_order = fields.words(
        _("Court and number of its order"),
        ORDER_LIMIT,
        hint=_("For a court order alone."),
        autocomplete="off",
    )
    happened_at = forms.DateTimeField(
        validators=[fields.check_year],
        label=_("When"),
        required=False,
        help_text=_("Leave it empty for now."),
        widget=forms.DateTimeInput,
        error_messages={"invalid": _("Write the day and time as year-month-day hour:minute.")},
    )

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone = zone

    def clean_happened_at(self) -> datetime | None:
        """When it was told, typed as the site's clock has it; nothing for now."""
        typed: datetime | None = self.cleaned_data["happened_at"]
        return typed.replace(tzinfo=self._zone).astimezone(UTC) if typed else None


class Note(forms.Form):
    """A word to what is said."""

    note = fields.words(_("Note"), WHAT_LIMIT, autocomplete="off")
