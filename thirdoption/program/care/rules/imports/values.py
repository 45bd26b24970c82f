"""What the cells of a list say: names, days, yes or no, and how somebody is in touch."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from thirdoption.program.care.rules import ContactKind, Engagement, How
from thirdoption.program.care.rules.imports.columns import plain


class Order(StrEnum):
    """How a list writes days with slashes."""

    MONTH_FIRST = "month_first"
    DAY_FIRST = "day_first"


class Unclear(ValueError):
    """A cell that cannot be taken; it says why, in a sentence without what stood in the cell."""


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_SLASHES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})")
_SERIAL = re.compile(r"[1-9]\d{3,4}(?:\.\d+)?")
_NOT_A_DAY = "The date cannot be read. Write it as year-month-day."
_NOT_A_BIRTH = "The date of birth cannot be read. Write it as year-month-day."
_TOO_LONG = "How long it took cannot be read. Write minutes, from 0 to 1440."
_FIRST_DAY = date(1900, 3, 1)
_LENGTH = re.compile(r"(?:(\d+(?:\.\d+)?)h(?:(?:ou)?rs?)?)?(?:(\d+)(?:\.0+)?(?:m(?:in(?:ute)?s?)?)?)?")
_DAY_LONG = 1440
_GROWN = 18
_EXCEL_EPOCH = date(1899, 12, 30)


def orders(cells: Iterable[str]) -> tuple[set[Order], bool]:
    """Which orders some of these days prove, and whether others could be read both ways."""
    proven, both_ways = set(), False
    for cell in cells:
        found = _SLASHES.fullmatch(cell.strip())
        if not found:
            continue
        first, second = int(found[1]), int(found[2])
        if first > 12 >= second:
            proven.add(Order.DAY_FIRST)
        elif second > 12 >= first:
            proven.add(Order.MONTH_FIRST)
        elif first != second:
            both_ways = True
    return proven, both_ways


def day(cell: str, order: Order | None, *, birth: date | None = None) -> date | None:
    """A day: year first, with slashes in `order`, or a spreadsheet's number of days. Raises Unclear.

    `birth`: for a day of birth, today: 85 is 1985; a year of a child or of one of a hundred is not guessed.
    A number counts from 30 December 1899, which is right for every day from March 1900 on.
    """
    cell = cell.strip()
    if not cell:
        return None
    unread = Unclear(_NOT_A_BIRTH) if birth else Unclear(_NOT_A_DAY)
    try:
        if found := _ISO.fullmatch(cell):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _SLASHES.fullmatch(cell):
            return _slashed(int(found[1]), int(found[2]), found[3], order, birth)
        if _SERIAL.fullmatch(cell):
            return _EXCEL_EPOCH + timedelta(days=int(float(cell)))
    except Unclear:
        raise
    except ValueError as error:
        raise unread from error
    raise unread


def past(found: date | None, today: date, *, birth: bool = False) -> date | None:
    """A day that has been, since March 1900. Raises Unclear."""
    if found is None or _FIRST_DAY <= found <= today:
        return found
    if birth:
        raise Unclear("The date of birth is not in the past.")
    raise Unclear("The date is not in the past.")


def minutes(cell: str) -> int | None:
    """How long something took: "15", "15 min", "1 h" or "1.5 hours 5 min". Raises Unclear."""
    cell = "".join(cell.lower().split())
    found = _LENGTH.fullmatch(cell)
    if found is None:
        raise Unclear(_TOO_LONG)
    long = round(float(found[1] or 0) * 60 + int(found[2] or 0))
    if long > _DAY_LONG:
        raise Unclear(_TOO_LONG)
    return long if cell else None


def _slashed(first: int, second: int, year: str, order: Order | None, birth: date | None) -> date:
    if first > 12:
        order = Order.DAY_FIRST
    elif second > 12 or first == second:
        order = Order.MONTH_FIRST
    if order is None:
        raise Unclear("The date can be read in two ways. Say whether the month or the day comes first.")
    month, number = (first, second) if order == Order.MONTH_FIRST else (second, first)
    return date(int(year) if len(year) == 4 else _whole(int(year), birth), month, number)


def _whole(year: int, birth: date | None) -> int:
    """The year that two digits mean."""
    if birth is None or 2000 + year <= birth.year - _GROWN:
        return 2000 + year
    if year <= birth.year % 100:
        raise Unclear("The year of birth has two digits. Write all four.")
    return 1900 + year


def name(whole: str, first: str = "", last: str = "") -> str:
    """A name as it is said: "Doe, Jane" is Jane Doe, and a name in brackets stays behind it."""
    whole = " ".join(whole.split()) or " ".join(f"{first} {last}".split())
    outside, bracket, inside = whole.partition("(")
    if outside.count(",") == 1:
        family, given = (part.strip() for part in outside.split(","))
        outside = f"{given} {family}"
    return " ".join(f"{outside} {bracket}{inside}".split())


_YES = frozenset(
    [
        "yes",
        "y",
        "true",
        "x",
        "1",
        "si",
        "on",
        "file",
        "signed",
        "accepted",
        "enrolled",
        "agreed",
        "joined",
        "diverted",
        "made",
        "reached",
        "met",
    ]
)
_NO = frozenset(
    [
        "no",
        "n",
        "false",
        "0",
        "none",
        "not",
        "declined",
        "refused",
        "tried",
        "unreached",
        "unsigned",
        "pending",
        "arrested",
    ]
)


def yes(cell: str) -> bool | None:
    """Yes or no; None where nothing is said. Raises Unclear."""
    words = plain(cell).split()
    if not words:
        return True if cell.strip() in ("✓", "✔") else None
    if words[0] in _NO or "not" in words:
        return False
    if words[0] in _YES:
        return True
    raise Unclear("This is neither yes nor no.")


_IN_TOUCH = {
    Engagement.ACTIVE: "active open enrolled current yes y engaged",
    Engagement.LESS_ENGAGED: "less less_engaged sporadic low limited",
    Engagement.LOOKING_FOR: "looking mia missing lost in_the_wind wind unknown cannot",
    Engagement.SELF_SUPPORTING: "self self_supporting independent",
    Engagement.MOVED: "moved relocated",
    Engagement.STOPPED_FOR_NOW: "stopped inactive closed paused withdrew no n hold",
}
_DEATH = frozenset(["died", "dead", "deceased", "passed", "death"])
_BY_WORD = {word: state for state, words in _IN_TOUCH.items() for word in words.split()}


def engagement(cell: str) -> Engagement:
    """How a person is in touch; active where nothing is said. Raises Unclear for a word we do not know.

    And for a death: no list says it, a worker notes it and another confirms it (care.actions.events).
    """
    words = plain(cell)
    if not words:
        return Engagement.ACTIVE
    if words.split()[0] in _DEATH:
        raise Unclear(
            "A list cannot say that somebody died. Bring them along without it, then note the death."
        )
    for word in (words.replace(" ", "_"), words.split()[0]):
        if word in _BY_WORD:
            return _BY_WORD[word]
    raise Unclear("We do not know this word for how somebody is in touch.")


_WAYS = {
    How.IN_PERSON: "person in face f2f visit office street outreach home met field walk",
    How.PHONE: "phone call called tel telephone voicemail vm",
    How.TEXT: "text sms txt message texted",
}


def how(cell: str) -> How:
    """By what way; what we do not know is another way."""
    words = set(plain(cell).split())
    return next((way for way, known in _WAYS.items() if words & set(known.split())), How.OTHER)


_TRIED = frozenset(["tried", "attempt", "attempted", "voicemail", "vm", "lm", "unanswered"])


def made(cell: str, way: str) -> ContactKind:
    """Made, or tried: as the list says, or as a left message tells. Raises Unclear."""
    words = set(plain(f"{cell} {way}").split())
    if words & _TRIED or plain(cell).startswith(("no ", "did not", "not ")):
        return ContactKind.TRIED
    return ContactKind.TRIED if yes(cell) is False else ContactKind.MADE
