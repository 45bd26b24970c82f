"""Fields of the officer's forms: words, a moment on the site's clock, answers to tap."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thirdoption.program.ground.refusal import Refused
from thirdoption.program.ground.texts import cleaned
from thirdoption.program.sites.rules import Policy, Text

_WRITTEN = ("%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M %p", "%d.%m.%Y %H:%M")


def said(text: Text) -> str:
    """A policy's sentence in the language of the page."""
    return text.say(get_language() or "en")


def labeled(policy: Policy, group: str, codes: Iterable[str]) -> list[tuple[str, str]]:
    """Codes with what the policy calls them."""
    return [(str(code), said(policy.label(f"{group}.{code}"))) for code in codes]


def radios(
    label: str, choices: Sequence[tuple[str, str]], hint: str = "", **options: Any
) -> forms.ChoiceField:
    """A question with a few answers to tap."""
    wrong = _("Choose one of the answers shown.")
    errors = {"required": wrong, "invalid_choice": wrong}
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages=errors | options.pop("error_messages", {}),
        **options,
    )


class WordsField(forms.CharField):
    """Typed words, as the program stores them (`ground.texts`)."""

    def __init__(self, *, limit: int, **options: Any) -> None:
        super().__init__(**options)
        self.max_length = limit  # for the count below a textarea; the rule itself is the program's

    def to_python(self, value: Any) -> str:
        """Raises ValidationError with the rule's own sentence."""
        try:
            return cleaned(super().to_python(value) or "", field="", limit=self.max_length or 0)
        except Refused as refused:
            raise forms.ValidationError(_(refused.sentence), params=refused.values) from refused


class MomentField(forms.DateTimeField):
    """A date and time on the site's own clock."""

    def __init__(self, *, zone: ZoneInfo, now: datetime, **options: Any) -> None:
        super().__init__(widget=forms.DateTimeInput, **options)
        self.zone, self.now = zone, now

    def prepare_value(self, value: Any) -> Any:
        """On the site's clock, to the minute; what was typed stays as it was typed."""
        return value.astimezone(self.zone).replace(tzinfo=None) if isinstance(value, datetime) else value

    def to_python(self, value: Any) -> datetime | None:
        """Raises ValidationError with a sentence for what is no time of this place."""
        written = (value or "").strip()
        if not written:
            return None
        naive = _read(written)
        if naive is None or not 1900 <= naive.year <= 9000:
            raise forms.ValidationError(_("Write the date and time like this: 2026-11-22 23:41."))
        first, second = (naive.replace(tzinfo=self.zone, fold=fold) for fold in (0, 1))
        if first.astimezone(UTC).astimezone(self.zone).replace(tzinfo=None) != naive:
            raise forms.ValidationError(_("The clocks were set forward that night: this time did not exist."))
        # when the clocks are set back an hour comes twice: the later one, unless it is still to come
        return second if second <= self.now else first


def _read(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written).replace(tzinfo=None)
    except ValueError:
        pass
    for pattern in _WRITTEN:
        try:
            return datetime.strptime(written, pattern)
        except ValueError:
            continue
    return None
