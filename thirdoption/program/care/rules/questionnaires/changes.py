"""Answers as they were given one after the other: what stands now, and what two wrote at once.

Each change of a question is a row that is never changed. `base` is the number of the row that its writer saw:
who saw an older one than stands has not seen somebody else's answer, and both are kept until one is chosen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from thirdoption.program.care.rules.questionnaires.answers import Given, Standing
from thirdoption.program.care.rules.questionnaires.reading import CHOICES, Item
from thirdoption.program.care.rules.texts import free_text
from thirdoption.program.ground.refusal import INVALID, Refused

TEXT_LIMIT = 2000
LINE_LIMIT = 200
MOST = 99_999
_LIST = "Choose from the list."


@dataclass(frozen=True)
class Change:
    """One answer, or where the question stands without one; nothing of both takes an answer back."""

    number: int
    link: str
    value: tuple[Any, ...]
    standing: str
    base: int
    aside: bool
    worker: UUID
    at: datetime

    @property
    def said(self) -> Sequence[Any] | Standing:
        """What the rules of the form read."""
        return Standing(self.standing) if self.standing else self.value


def standing_now(changes: Iterable[Change]) -> dict[str, Change]:
    """By linkId what counts: the newest that was not written past somebody else's."""
    ordered = sorted(changes, key=lambda one: one.number)
    return {one.link: one for one in ordered if not one.aside}


def beside(changes: Iterable[Change]) -> dict[str, Change]:
    """By linkId what was written past somebody else's answer, until one of both is chosen."""
    kept = list(changes)
    now = standing_now(kept)
    ordered = sorted(kept, key=lambda one: one.number)
    return {
        one.link: one for one in ordered if one.aside and one.number > getattr(now.get(one.link), "number", 0)
    }


def given(changes: Iterable[Change]) -> Given:
    """The answers as the logic of the form reads them."""
    return {link: one.said for link, one in standing_now(changes).items() if one.said}


def is_aside(
    changes: Iterable[Change], *, link: str, base: int, said: Sequence[Any] | Standing, worker: UUID
) -> bool:
    """Whether an answer says another thing than somebody else's which its writer had not seen."""
    now = standing_now(changes).get(link)
    return now is not None and now.number != base and now.worker != worker and now.said != said


def read(item: Item, typed: Sequence[str]) -> tuple[Any, ...]:
    """The values of an answer as FHIR types them; () takes it back.

    Raises Refused (invalid) with a sentence for what the question cannot have as an answer.
    """
    words = [word.strip() for word in typed if word.strip()]
    if len(words) > 1 and not item.body.get("repeats"):
        raise Refused(INVALID, "Choose one.", item.link)
    return tuple(_value(item, word) for word in words)


def _value(item: Item, word: str) -> Any:
    match item.kind:
        case kind if kind in CHOICES:
            return _chosen(item, word)
        case "boolean":
            if word not in {"true", "false"}:
                raise Refused(INVALID, _LIST, item.link)
            return word == "true"
        case "integer":
            return _number(item, word, whole=True)
        case "decimal":
            return _number(item, word, whole=False)
        case "date":
            try:
                return date.fromisoformat(word).isoformat()
            except ValueError:
                raise Refused(
                    INVALID, "Write the date as year-month-day, such as 2026-11-30.", item.link
                ) from None
    return free_text(word, field=item.link, limit=TEXT_LIMIT if item.kind == "text" else LINE_LIMIT)


def _chosen(item: Item, word: str) -> str:
    codes = {option["valueCoding"]["code"] for option in item.body.get("answerOption", [])}
    if word in codes:
        return word
    if item.kind != "open-choice":
        raise Refused(INVALID, _LIST, item.link)
    return free_text(word, field=item.link, limit=LINE_LIMIT)


def _number(item: Item, word: str, *, whole: bool) -> int | float:
    try:
        number = Decimal(word.replace(",", "").removeprefix("$"))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 <= number <= MOST or (whole and number != int(number)):
        raise Refused(INVALID, "Give a number from 0 to 99999.", item.link)
    return int(number) if whole else float(round(number, 2))
