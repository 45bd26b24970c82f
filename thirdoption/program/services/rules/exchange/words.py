"""What a list says in words of its own: what a service is for, and when it is open."""

import re
from datetime import time

from thirdoption.program.services.rules import Need, folded
from thirdoption.program.services.rules.hours import DAYS, Hours
from thirdoption.program.services.rules.hsds import need_of_term

_NEEDS = (
    (r"food|pantry|meal|soup|grocer|kitchen|comida", Need.FOOD),
    (r"shelter|\bbeds?\b|drop-in|refugio", Need.SHELTER),
    (r"hous|\brent|apartment|vivienda", Need.HOUSING),
    (r"warm(ing)? (center|room|place)", Need.WARMTH),
    (r"naloxone|narcan", Need.NALOXONE),
    (r"benefit|snap\b|medicaid|cash assistance", Need.BENEFITS),
    (r"\bids?\b|identification|birth certificate", Need.ID_DOCUMENTS),
    (r"employ|\bjobs?\b|\bwork(force)?\b", Need.EMPLOYMENT),
    (r"education|\bged\b|school|literacy|\besl\b", Need.EDUCATION),
    (r"transport|\brides?\b|bus pass", Need.TRANSPORTATION),
    (r"legal|lawyer|attorney", Need.LEGAL),
    (r"crisis|hotline|emergency line", Need.CRISIS),
    (r"medical|health (center|care|clinic)|clinic\b|dental|doctor", Need.HEALTH),
)
_DAYS = {name: place for place, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_DAY = r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?"
_TIME = r"(\d{1,2})(?::(\d\d))? ?(a\.?m\.?|p\.?m\.?)?"
_SPAN = re.compile(rf"{_DAY}(?: ?(?:-|to|through) ?{_DAY})?:? ?{_TIME} ?(?:-|to) ?{_TIME}")
_ALWAYS = re.compile(r"24 ?/ ?7|24 hours|around the clock|always")
_DAILY = re.compile(r"^(daily|every ?day|7 days a week)\b")


def needs_in(*told: str) -> tuple[Need, ...]:
    """The needs that words tell of, by the first of them that tells any; else "other"."""
    for text in told:
        plain = folded(text)
        found = [need for words, need in _NEEDS if re.search(words, plain)]
        other = need_of_term("", text)
        if other and other not in found:
            found.append(other)
        if found:
            return tuple(found)
    return (Need.OTHER,)


def hours_in(text: str) -> tuple[Hours, ...]:
    """Weekly hours, where every part can be read; none where any cannot: half of them would mislead."""
    plain = re.sub(r"[\u2013\u2014]", "-", folded(text))
    if not plain:
        return ()
    if _ALWAYS.fullmatch(plain):
        return (Hours(DAYS, time(), time()),)
    plain = _DAILY.sub("mon-sun", plain)
    found = []
    for part in re.split(r"[;,]", plain):
        span = _SPAN.fullmatch(part.strip())
        opens, closes = (_clock(*span.groups()[at : at + 3]) for at in (2, 5)) if span else (None, None)
        if span is None or opens is None or closes is None:
            return ()
        found.append(Hours(_days(span[1], span[2]), opens, closes))
    return tuple(found)


def _days(first: str, last: str | None) -> tuple[str, ...]:
    begins, ends = _DAYS[first], _DAYS[last or first]
    many = (ends - begins) % 7 + 1
    return tuple(sorted((DAYS[(begins + step) % 7] for step in range(many)), key=DAYS.index))


def _clock(hour: str, minute: str | None, half: str | None) -> time | None:
    """A time with a.m. or p.m.; without either only where it cannot be mistaken."""
    number = int(hour)
    if half:
        if not 1 <= number <= 12:
            return None
        number = number % 12 + (12 if half.startswith("p") else 0)
    elif number <= 12 and minute is None:
        return None
    return time(number % 24, int(minute or 0)) if number <= 24 and int(minute or 0) < 60 else None
