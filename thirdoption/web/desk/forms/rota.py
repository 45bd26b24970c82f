"""Asking for a swap or for cover, and planning the rota."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thirdoption.program.handoffs.rules.rota import Layer
from thirdoption.program.handoffs.rules.rota_requests import Stretch
from thirdoption.program.staff.models import Worker
from thirdoption.web.desk.presenters.words import LAYERS
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.fields import Choice
from thirdoption.web.kit.forms import Once

ANYBODY, NOBODY = "anybody", ""
WRITTEN = "%Y-%m-%dT%H:%M"


def moment(label: fields.Words) -> forms.DateTimeField:
    """A day and a time at the site."""
    return forms.DateTimeField(
        validators=[fields.check_year],
        label=label,
        widget=forms.DateTimeInput,
        error_messages={
            "required": _("Fill in this field."),
            "invalid": _("Write the day and time as year-month-day hour:minute."),
        },
    )


def _layers() -> list[tuple[str, Any]]:
    return [(code, str(LAYERS[code])) for code in Layer]


class Times(Once):
    """A stretch of a layer; times are typed and shown as the site's clock has them."""

    layer = fields.one(_("Which"), _layers, initial=Layer.FIRST)
    starts_at = moment(_("From"))
    ends_at = moment(_("To"))

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone = zone

    def _here(self, name: str) -> datetime:
        typed: datetime = self.cleaned_data[name]
        return typed.replace(tzinfo=self._zone).astimezone(UTC)

    def stretch(self) -> Stretch:
        """What was chosen, in UTC."""
        layer = Layer(self.cleaned_data["layer"])
        return Stretch(layer, self._here("starts_at"), self._here("ends_at"))


class Ask(Times):
    """A part of a turn of one's own, and whom to ask: everybody, or one colleague for something in return."""

    answer = fields.one(_("Who should take it"), list, initial=ANYBODY)

    def __init__(
        self, *args: Any, colleagues: Sequence[Worker], returns: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        """`returns`: turns of colleagues, as (code, words)."""
        super().__init__(*args, **kwargs)
        anybody = Choice(
            gettext("Anybody who is free"),
            gettext("Everybody is asked, and asked again until somebody says yes. The first has it."),
        )
        nothing = [
            (str(one.pk), gettext("%(name)s, nothing in return") % {"name": one.name}) for one in colleagues
        ]
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(ANYBODY, anybody), *nothing, *returns]

    def other(self) -> UUID | None:
        """The colleague who is asked, or None for everybody."""
        chosen = self.cleaned_data["answer"]
        return None if chosen == ANYBODY else UUID(chosen.partition(" ")[0])

    def takes(self) -> Stretch | None:
        """What is taken in return."""
        _who, _space, code = self.cleaned_data["answer"].partition(" ")
        return stretch_of(code) if code else None


def code_of(stretch: Stretch) -> str:
    """A stretch as one word of a form."""
    return f"{stretch.layer}|{stretch.starts_at.isoformat()}|{stretch.ends_at.isoformat()}"


def stretch_of(code: str) -> Stretch:
    """The inverse of `code_of`."""
    layer, start, end = code.split("|")
    return Stretch(Layer(layer), datetime.fromisoformat(start), datetime.fromisoformat(end))


class Change(Times):
    """Somebody answers instead of somebody, beside the others, or nobody does."""

    away = fields.one(_("Who does not answer then"), list, required=False, initial=NOBODY)
    worker = fields.one(_("Who answers"), list, required=False, initial=NOBODY)

    def __init__(self, *args: Any, team: Sequence[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(one.pk), one.name) for one in team]
        beside = Choice(gettext("Nobody is away"), gettext("Who answers comes beside the others."))
        gap = Choice(gettext("Nobody"), gettext("A gap: it is shown and warned about."))
        for name, nobody in (("away", beside), ("worker", gap)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(NOBODY, nobody), *people]

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        who = {
            name: UUID(self.cleaned_data[name]) if self.cleaned_data[name] else None
            for name in ("away", "worker")
        }
        chosen = self.stretch()
        times = {"layer": chosen.layer, "starts_at": chosen.starts_at, "ends_at": chosen.ends_at}
        return {**times, **who}


class Turns(forms.Form):
    """Workers in turn: from which day, handing over when, each for how long, in which order."""

    layer = fields.one(_("Which"), _layers, initial=Layer.FIRST)
    starts_on = fields.day(_("From this day on"), needed=_("Choose the first day."))
    hand_over = forms.TimeField(
        label=_("Hand-over, by the site's clock"),
        initial="09:00",
        widget=forms.TimeInput,
        error_messages={"required": _("Fill in this field."), "invalid": _("Write the time as 09:00.")},
    )
    days = fields.whole(_("Days of a turn"), 1, 366, hint=_("1 is daily, 7 is weekly."))
    most_hours = fields.whole(
        _("Warn above so many hours in 7 days"), 1, 168, hint=_("Leave it empty for no warning.")
    )

    def __init__(self, *args: Any, team: Sequence[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].required = True
        self.fields["days"].error_messages["required"] = gettext("Fill in this field.")
        for one in team:
            self.fields[f"place-{one.pk}"] = fields.whole(one.name, 1, 50)

    def places(self) -> list[forms.BoundField]:
        """The fields with each worker's place in the order."""
        return [self[name] for name in self.fields if name.startswith("place-")]

    def clean(self) -> dict[str, Any]:
        """No two workers have the same place."""
        given = self._given()
        if len({place for place, _ in given}) < len(given):
            self.add_error(None, gettext("Two people have the same place in the order."))
        return self.cleaned_data

    def _given(self) -> list[tuple[int, str]]:
        there = ((self.cleaned_data.get(one.name), one.name) for one in self.places())
        return sorted((place, name) for place, name in there if place)

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        named = ("starts_on", "hand_over", "days", "most_hours")
        order = [UUID(name.removeprefix("place-")) for _, name in self._given()]
        layer = Layer(self.cleaned_data["layer"])
        return {"layer": layer, "order": order, **{name: self.cleaned_data[name] for name in named}}
