"""Who somebody is, how to reach them safely, and who may open their record."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from thirdoption.program.people.models import About as Said
from thirdoption.program.people.models import Way as Kept
from thirdoption.program.people.rules import BornHow, MayDo, RestrictedFor, WayKind
from thirdoption.web.desk.presenters.words import LANGUAGES
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.forms import Once, retype

BORN: dict[str, Any] = {
    BornHow.EXACT: _("This is the date"),
    BornHow.ABOUT: _("About then"),
    BornHow.UNKNOWN: _("Not known"),
}
WAYS: dict[str, Any] = {
    WayKind.PHONE: _("Phone"),
    WayKind.EMAIL: _("E-mail"),
    WayKind.PLACE: _("A place"),
    WayKind.THROUGH: _("Through somebody"),
    WayKind.SHELTER: _("A shelter"),
}
MAY: dict[str, Any] = {
    MayDo.CALL: _("Call, or come by"),
    MayDo.TEXT: _("Write or text"),
    MayDo.MESSAGE: _("Leave a message"),
    MayDo.SAY_WHO: _("Say who we are"),
}
BECAUSE: dict[str, Any] = {
    RestrictedFor.STAFF: _("They work with us, or did"),
    RestrictedFor.RELATIVE: _("A relative or friend of somebody who works with us"),
    RestrictedFor.VICTIM: _("Somebody who works with us was harmed by them, or harmed them"),
    RestrictedFor.SAFETY: _("Their safety: somebody looks for them"),
    RestrictedFor.OWN_WISH: _("They asked for it"),
}


def plain(names: Mapping[str, Any]) -> fields.Choices:
    """Codes and words as a list of choices."""
    return lambda: [(str(code), str(name)) for code, name in names.items()]


class About(forms.Form):
    """Who somebody is: what is shown of it stays on record when it changes."""

    base = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        max_value=10**6,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Load the page again, then save.")
        ),
    )
    name = fields.words(
        _("The name they use"), 120, needed=_("Write the name that they use."), autocomplete="off"
    )
    other_names = fields.words(
        _("Other names"),
        1300,
        rows=2,
        hint=_("One on each line. Search finds them by each."),
        autocomplete="off",
    )
    pronouns = fields.words(_("Pronouns"), 40, hint=_("As they say them."), autocomplete="off")
    language = fields.one(_("Letters and forms in"), plain(LANGUAGES))
    speaks = fields.words(_("Languages they speak"), 120, autocomplete="off")
    interpreter = forms.BooleanField(label=_("They need an interpreter"), required=False)
    date_of_birth = fields.day(_("Date of birth"))
    born_how = fields.one(_("How well it is known"), plain(BORN))
    where_to_find = fields.words(_("Where to find them"), 300, autocomplete="off")

    @classmethod
    def of(cls, row: Said, language: str) -> "About":
        """The form over what is known now."""
        known = {one: getattr(row, one) for one in cls.base_fields if one not in ("base", "language")}
        known["other_names"] = "\n".join(row.other_names)
        return cls(initial={**known, "base": row.number, "language": language})

    def clean_other_names(self) -> list[str]:
        """One name on each line."""
        return [one.strip() for one in self.cleaned_data["other_names"].splitlines() if one.strip()]

    def look_again(self, number: int) -> None:
        """What was typed stays, and is sent over what is known now."""
        retype(self, "base", str(number))


class Way(Once):
    """A way to reach somebody, and what they agreed to; what is not ticked is not agreed to."""

    kind = fields.one(_("What is it?"), plain(WAYS))
    words = fields.words(
        _("Number, address, place or name"), 200, needed=_("Write how they are reached."), autocomplete="off"
    )
    as_of = fields.day(_("Known since"))
    may = fields.several(
        _("What they said yes to"), plain(MAY), hint=_("What is not ticked is not agreed to.")
    )
    hours = fields.words(_("When"), 100, hint=_("After six, say, or on weekdays."), autocomplete="off")
    never = fields.words(
        _("Never when"), 200, hint=_("Who must not be there, or must not hear of it."), autocomplete="off"
    )

    @classmethod
    def of(cls, row: Kept) -> "Way":
        """The form over a way that is there."""
        names = ("kind", "words", "as_of", "may", "hours", "never")
        return cls(initial={one: getattr(row, one) for one in names})


class Why(forms.Form):
    """A reason, which goes on the trail."""

    why = fields.words(_("Why"), 300, needed=_("Write why: it goes on the trail."), autocomplete="off")


class Keep(Why):
    """Until when a record is kept, and why."""

    until = fields.day(_("Keep it until"), needed=_("Choose the day until which it is kept."))
    field_order = ("until", "why")


class Restrict(Why):
    """Who alone may open a record, why, and when that is looked at again."""

    workers = fields.several(_("Who may open this record"), list)
    because = fields.one(_("What is the reason?"), plain(BECAUSE))
    review_on = fields.day(_("Look at it again on"), needed=_("Choose the day of the next look."))
    field_order = ("workers", "because", "why", "review_on")

    def __init__(self, *args: Any, team: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["workers"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(pk), name) for pk, name in team]

    def clean_workers(self) -> list[UUID]:
        """Workers by their ids; at least one."""
        chosen = [UUID(one) for one in self.cleaned_data["workers"]]
        if not chosen:
            raise forms.ValidationError(_("Choose at least one worker."))
        return chosen
