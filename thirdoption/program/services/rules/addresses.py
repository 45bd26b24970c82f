"""Fingerprints of an address that may not be known: alike for its other spellings, and found in free text.

A street counts by its number and by what is left of its words without directions, endings, rooms, vowels and
the order of letters. What is alike by chance is hidden too: that costs an address, the other a life (R-43).
"""

import hashlib
import re
from collections.abc import Collection, Iterator

from thirdoption.program.services.rules import PostalAddress, folded

_ENDING = re.compile(
    "street|st|str|avenue|ave|av|boulevard|blvd|road|rd|drive|dr|place|pl|lane|ln|la|court|ct|way|terrace|terr?"
    "|parkway|pkwy|square|sq|highway|hwy|route|rte?|circle|cir|turnpike|tpke|alley|extension|ext"
)
_DIRECTION = re.compile("(?:no?|north|so?|south)?(?:e|east|w|west)?")
_WRITTEN = {
    "one": "1",
    "first": "1",
    "two": "2",
    "second": "2",
    "three": "3",
    "third": "3",
    "four": "4",
    "fourth": "4",
    "five": "5",
    "fifth": "5",
    "six": "6",
    "sixth": "6",
    "seven": "7",
    "seventh": "7",
    "eight": "8",
    "eighth": "8",
    "nine": "9",
    "ninth": "9",
    "ten": "10",
    "tenth": "10",
    "eleven": "11",
    "twelve": "12",
}
_ROOM = re.compile(
    r"\b(?:suite|ste|room|rm|unit|apt|apartment|floor|fl|rear|bldg|building|lot)\b|#"
    r"|\b\d+(?:st|nd|rd|th)\s+(?:floor|fl)\b"
)
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 4
"""Words that a street's name may have in a text."""


def fingerprints(address: PostalAddress) -> frozenset[str]:
    """The digests of an address: of street and ZIP code, of street and city. One that is shared is enough."""
    places = [part for part in (address.postal_code[:5], folded(address.city)) if part]
    return frozenset(_digest(street, place) for street in _streets(address) for place in places)


def telltales(address: PostalAddress) -> frozenset[str]:
    """The digests by which the street is known in a text that names neither a city nor a ZIP code."""
    return frozenset(_digest(street, "") for street in _streets(address))


def tells(text: str, known: Collection[str]) -> bool:
    """Whether a text tells a street whose telltale is known."""
    return bool(known) and any(_digest(street, "") in known for street in _streets_in(text))


def _digest(street: str, place: str) -> str:
    return hashlib.sha256(f"{street}|{place}".encode()).hexdigest()


def _words(text: str) -> list[str]:
    bare = re.sub(r"['\u2019.]", "", folded(text))
    plain = [re.sub(r"^(\d+)(?:st|nd|rd|th)$", r"\1", word) for word in _WORD.findall(bare)]
    return [_WRITTEN.get(word, word) for word in plain]


def _streets(address: PostalAddress) -> Iterator[str]:
    """Each number of an address with its street, whichever line it stands on."""
    for line in (address.line_1, address.line_2):
        words = _words(_ROOM.split(folded(line))[0])
        numbers = [word for word in words if word[0].isdigit()]
        begins = next((place for place, word in enumerate(words) if word[0].isdigit()), len(words))
        name = words[begins:]
        while name and name[0][0].isdigit() and len(name) > 1 and not _ENDING.fullmatch(name[1]):
            name = name[1:]
        if core := _core(name):
            yield from {f"{number} {core}" for number in numbers if number != core or len(numbers) == 1}


def _streets_in(text: str) -> Iterator[str]:
    words = _words(text)
    for place, word in enumerate(words):
        if word[0].isdigit():
            for many in range(1, _LONGEST + 1):
                after = words[place + 1 : place + 1 + many]
                if len(after) == many and (core := _core(after)):
                    yield f"{word} {core}"


def _core(words: list[str]) -> str:
    """What is left of a street's name; all of it where nothing else is (North Street)."""
    named = [word for word in words if not _ENDING.fullmatch(word)]
    left = [word for word in named if not _DIRECTION.fullmatch(word)]
    left = left or named or words
    return " ".join(map(_skeleton, left))


def _skeleton(word: str) -> str:
    """A word without vowels, doubled letters and order: a slip of the keyboard does not make it another."""
    if word[0].isdigit():
        return word
    return word[0] + "".join(sorted(set(word[1:]) - set("aeiouy")))
