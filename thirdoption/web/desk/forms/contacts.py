"""Contacts: noting one, putting one right, narrowing the list, and taking it out as a file."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thirdoption.program.care.models import Contact as Row
from thirdoption.program.care.queries.contact_list import Narrowed
from thirdoption.program.care.rules import ContactKind, How
from thirdoption.program.care.rules.contacts import LINE_LIMIT, PLACE_LIMIT, SENSITIVE_LIMIT, WHY_LIMIT
from thirdoption.program.care.tables import AMENDABLE
from thirdoption.program.staff.models import Worker
from thirdoption.web.desk.presenters.words import HOW, KINDS
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.forms import Once, retype

WRITTEN = "%Y-%m-%dT%H:%M"


def _plain(names: Any) -> fields.Choices:
    return lambda: [(code, str(name)) for code, name in names.items()]


def _any(names: Any) -> fields.Choices:
    return lambda: [("", gettext("All")), *_plain(names)()]


class Contact(Once):
    """A contact made or tried: the line that may be shared, apart from what may not.

    A phone needs the line alone; when, where, how long and who else was there may be added.
    """

    kind = fields.one(_("Contact"), _plain(KINDS), initial=ContactKind.MADE)
    how = fields.one(_("How"), _plain(HOW), initial=How.IN_PERSON)
    line = fields.words(
        _("In one line"),
        LINE_LIMIT,
        needed=_("Write one line."),
        hint=_("Would it hurt them if it were read aloud in court? Then leave it out, or write it below."),
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
    place = fields.words(
        _("Where"),
        PLACE_LIMIT,
        hint=_("A kind of place or its name; nowhere that is secret."),
        autocomplete="off",
    )
    minutes = fields.whole(_("Minutes"), 0, 1440, hint=_("If it matters."))
    colleagues = fields.several(_("Who else of the team was there"), list)
    sensitive = fields.words(_("Sensitive"), SENSITIVE_LIMIT, rows=3, autocomplete="off")

    def __init__(
        self,
        *args: Any,
        zone: ZoneInfo,
        dictation: bool = False,
        team: list[Worker] | None = None,
        sought: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if sought:  # a slip would take them off the list of whom we look for
            self.fields["kind"].initial = None
        self._zone = zone
        stays = gettext("Stays with the people who work with this person.")
        self.fields["sensitive"].help_text = (
            stays if dictation else f"{stays} {gettext('Type it: do not dictate here.')}"
        )
        if not team:
            del self.fields["colleagues"]
            return
        field = self.fields["colleagues"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(one.pk), one.name) for one in team]

    def clean_happened_at(self) -> datetime | None:
        """When it was, typed as the site's clock has it; nothing for now."""
        typed: datetime | None = self.cleaned_data["happened_at"]
        return typed.replace(tzinfo=self._zone).astimezone(UTC) if typed else None

    def clean_colleagues(self) -> list[UUID]:
        """The workers who were chosen."""
        return [UUID(one) for one in self.cleaned_data["colleagues"]]


class Amend(Contact):
    """A contact as it should stand; `version` is what the writer saw."""

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        max_value=10**6,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Load the page again, then save.")
        ),
    )

    @classmethod
    def of(cls, contact: Row, zone: ZoneInfo, dictation: bool) -> "Amend":
        """The form as the contact stands."""
        values: dict[str, Any] = {name: getattr(contact, name) for name in AMENDABLE if name != "at"}
        when = contact.at.astimezone(zone).strftime(WRITTEN)
        initial = {**values, "happened_at": when, "version": contact.version}
        return cls(initial=initial, zone=zone, dictation=dictation)

    def clean_happened_at(self) -> datetime | None:
        """When it was; a contact that is put right keeps a time."""
        found = super().clean_happened_at()
        if found is None:
            raise forms.ValidationError(_("Fill in this field."))
        return found

    def look_again(self, version: int) -> None:
        """What was typed stays, and is sent from what the page shows now."""
        retype(self, "version", str(version))


class Narrow(forms.Form):
    """Which contacts of the list."""

    kind = forms.ChoiceField(label=_("Contact"), choices=_any(KINDS), required=False)
    how = forms.ChoiceField(label=_("How"), choices=_any(HOW), required=False)
    worker = forms.ChoiceField(label=_("Who"), required=False)
    since = fields.day(_("From"))
    until = fields.day(_("To"))
    words = fields.words(_("With these words"), 60, autocomplete="off")

    def __init__(self, *args: Any, workers: list[tuple[UUID, str]], **kwargs: Any) -> None:
        kwargs.setdefault("prefix", "of")
        super().__init__(*args, **kwargs)
        field = self.fields["worker"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("All")), *((str(pk), name) for pk, name in workers)]

    def chosen(self) -> Narrowed:
        """What was chosen; what cannot be read is as if it was not chosen."""
        if not self.is_bound:
            return Narrowed()
        self.is_valid()
        told = {name: value for name, value in self.cleaned_data.items() if value}
        if "worker" in told:
            told["worker"] = UUID(told["worker"])
        return Narrowed(**told)


class Export(forms.Form):
    """Why a list leaves as a file."""

    why = fields.words(
        _("What is the file for?"),
        WHY_LIMIT,
        hint=_("Without a name: it is kept with who took it."),
        needed=_("Write what the file is for."),
    )
