"""Days and times as a language writes them: Django's formats, read once instead of for each date.

Django's own formatting looks the format up and goes through it letter by letter, each time; a list
of a caseload has forty dates.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from django.utils import dates as names
from django.utils.dateformat import DateFormat
from django.utils.dateformat import format as as_django
from django.utils.formats import get_format
from django.utils.translation import get_language

Piece = Callable[[Any], str]

_PLAIN: dict[str, Piece] = {
    "j": lambda day: str(day.day),
    "d": lambda day: f"{day.day:02}",
    "Y": lambda day: f"{day.year:04}",
    "m": lambda day: f"{day.month:02}",
    "G": lambda moment: str(moment.hour),
    "H": lambda moment: f"{moment.hour:02}",
    "i": lambda moment: f"{moment.minute:02}",
}


def written(moment: date | datetime, how: str) -> str:
    """What Django's `date_format` answers; `how` is a format or the name of one."""
    pieces = _pieces(how, get_language())
    if pieces is None:
        return as_django(moment, get_format(how))
    return "".join([piece if isinstance(piece, str) else piece(moment) for piece in pieces])


def in_words(values: Mapping[str, Any]) -> dict[str, Any]:
    """What fills a sentence, its days as the language writes them."""
    return {
        name: written(one, "DATE_FORMAT") if isinstance(one, date) else one for name, one in values.items()
    }


@cache
def _pieces(how: str, language: str | None) -> tuple[str | Piece, ...] | None:
    """A format taken apart, in the language that is on; None when it has a letter that is not known here."""
    letters = iter(str(get_format(how)))
    found: list[str | Piece] = []
    for letter in letters:
        if letter == "\\":
            found.append(next(letters, ""))
        elif letter in _PLAIN:
            found.append(_PLAIN[letter])
        elif letter in _WORDS:
            found.append(_WORDS[letter]())
        elif letter.isalpha():
            return None
        else:
            found.append(letter)
    return tuple(found)


def _months(words: Any, change: Callable[[str], str] = str) -> Piece:
    said = {number: change(str(word)) for number, word in words.items()}
    return lambda day: said[day.month]


def _weekdays() -> Piece:
    said = {number: str(word) for number, word in names.WEEKDAYS.items()}
    return lambda day: said[day.weekday()]


def _twelve_hours() -> Piece:
    """9 p.m., 9:40 p.m., midnight and noon."""
    day = datetime(2000, 1, 1)
    midnight, noon = (DateFormat(day.replace(hour=hour)).P() for hour in (0, 12))
    before, after = (DateFormat(day.replace(hour=hour)).a() for hour in (0, 12))

    def said(moment: datetime) -> str:
        if moment.minute == 0 and moment.hour in (0, 12):
            return noon if moment.hour else midnight
        minutes = f":{moment.minute:02}" if moment.minute else ""
        return f"{moment.hour % 12 or 12}{minutes} {after if moment.hour > 11 else before}"

    return said


_WORDS: dict[str, Callable[[], Piece]] = {
    "F": lambda: _months(names.MONTHS),
    "N": lambda: _months(names.MONTHS_AP),
    "M": lambda: _months(names.MONTHS_3, str.title),
    "l": _weekdays,
    "P": _twelve_hours,
}
