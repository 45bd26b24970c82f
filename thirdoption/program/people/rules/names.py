"""Whether two may be one person: how a name sounds, how alike two are, and by which keys somebody is found.

Spelling, sound, the order of a name's parts and a slip in a birth date are forgiven. A key is equal or
it isn't, so that an index serves under row-level security; what it finds is compared then.
"""

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

SHORTEST, LONGEST, PLACES = 2, 6, 12
"""Letters by which a name is found while it is typed, and words that are kept of where somebody stays."""
_DATES = re.compile(r"\b(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})\b")
_LETTERS = re.compile(r"[^a-z]+")
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("^kn|^gn", "n"),
        ("^wr", "r"),
        ("ph", "f"),
        ("gh", ""),
        ("sch|tch|ch|sh", "x"),
        ("ck|qu|q", "k"),
        ("c(?=[eiy])", "s"),
        ("c", "k"),
        ("dg|j(?=[aeiou])", "g"),
        ("z", "s"),
        ("v", "b"),
        ("^[aeiouyh]+", "a"),
        ("(?<=.)[aeiouyhw]+", ""),
        (r"(.)\1+", r"\1"),
        ("m", "n"),
    )
)
_SHORT = (
    "alejandro alex|alexander alex sandy|alfred al fred|andrew andy drew|anthony tony|antonio tony|"
    "barbara barb|"
    "benjamin ben|beverly bev|catherine cathy kate kathy|charles charlie chuck|christina chris tina|"
    "christine chris|christopher chris|cynthia cindy|daniel dan danny|david dave|deborah deb debbie|"
    "donald don|dorothy dot|douglas doug|edward ed eddie ted|elizabeth beth betty liz|eugene gene|"
    "florence flo|francis frank|francisco paco|frederick fred|gerald jerry|gregory greg|guadalupe lupe|"
    "harold hal harry|ignacio nacho|isabella bella|jacob jake|jacqueline jackie|james jim jimmy|"
    "jeffrey jeff|jennifer jen jenny|jesus chuy|john jack johnny|jonathan jon|jose pepe|joseph joe joey|"
    "joshua josh|katherine kate kathy katie|kathleen kathy|kenneth ken kenny|kimberly kim|lawrence larry|"
    "leonard len|manuel manny|margaret maggie meg peg peggy|maria mary|matthew matt|melissa mel|"
    "michael mike mikey|nancy nan|nathaniel nate|nicholas nick|pamela pam|patricia pat patty|patrick pat|"
    "peter pete|philip phil|randall randy|raymond ray|"
    "rebecca becky|richard dick rich rick|robert bob bobby rob|"
    "ronald ron|samantha sam|samuel sam|sandra sandy|stephanie steph|stephen steve|steven steve|susan sue|"
    "suzanne sue|teresa terri|theodore ted|theresa terri|thomas tom tommy|timothy tim|victoria vicky|"
    "vincent vince|walter walt|william bill billy will|zachary zach"
)
_CALLED: dict[str, frozenset[str]] = {}
for _line in _SHORT.split("|"):
    _full, *_rest = _line.split()
    for _one in (_full, *_rest):
        _CALLED[_one] = _CALLED.get(_one, frozenset()) | {_full}


class Alike(StrEnum):
    """How alike two names, or two birth dates, are."""

    SAME = "same"
    NEAR = "near"
    PART = "part"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Called:
    """What is compared: all names that somebody goes by, and the birth date."""

    names: tuple[str, ...]
    born: date | None = None


@dataclass(frozen=True)
class Likeness:
    """How alike the names and the birth dates of two are."""

    names: Alike
    born: Alike

    @property
    def warns(self) -> bool:
        """Whether somebody should look before making a new person."""
        return self.names in _WARNS[self.born]


_ALIKE = frozenset({Alike.SAME, Alike.NEAR})
_WARNS: dict[Alike, frozenset[Alike]] = {
    Alike.SAME: _ALIKE | {Alike.PART},
    Alike.NEAR: _ALIKE,
    Alike.UNKNOWN: _ALIKE,
    Alike.OTHER: frozenset(),
}
_NEAR_WORD = 0.85


def words(name: str) -> tuple[str, ...]:
    """The parts of a name, without accents, in small letters: "Núñez-Ortiz, Ana" is nunez, ortiz, ana."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    return tuple(part for part in _LETTERS.split(plain) if part)


def sound(word: str) -> str:
    """How a word begins and which consonants follow, as English and Spanish ears hear it."""
    for pattern, heard in _SOUNDS:
        word = pattern.sub(heard, word)
    return word[:5]


def jaro_winkler(a: str, b: str) -> float:
    """Likeness of two words from 0 to 1 (Winkler 1990): letters in common, swaps, and a common beginning."""
    if a == b:
        return 1.0
    reach = max(len(a), len(b)) // 2 - 1
    taken = [False] * len(b)
    common = []
    for place, letter in enumerate(a):
        for at in range(max(0, place - reach), min(len(b), place + reach + 1)):
            if b[at] == letter and not taken[at]:
                taken[at] = True
                common.append(letter)
                break
    if not common:
        return 0.0
    theirs = [letter for letter, used in zip(b, taken, strict=True) if used]
    swaps = sum(x != y for x, y in zip(common, theirs, strict=True)) / 2
    many = len(common)
    jaro = (many / len(a) + many / len(b) + (many - swaps) / many) / 3
    prefix = 0
    for x, y in zip(a[:4], b[:4], strict=False):
        if x != y:
            break
        prefix += 1
    return jaro + prefix * 0.1 * (1 - jaro)


def full(word: str) -> frozenset[str]:
    """The names that a short one may stand for, and itself."""
    return _CALLED.get(word, frozenset()) | {word}


def near(a: str, b: str) -> bool:
    """Whether two parts of a name may be the same: by spelling, sound, short name or initial."""
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return bool(full(a) & full(b)) or sound(a) == sound(b) or jaro_winkler(a, b) >= _NEAR_WORD


def alike_names(a: Iterable[str], b: Iterable[str]) -> Alike:
    """The most alike that one name of each is; the order of their parts does not matter."""
    found = [_alike(words(one), words(other)) for one in a for other in b]
    return min(found, key=list(Alike).index, default=Alike.UNKNOWN)


def _alike(a: tuple[str, ...], b: tuple[str, ...]) -> Alike:
    if not a or not b:
        return Alike.UNKNOWN
    if sorted(a) == sorted(b):
        return Alike.SAME if len(a) > 1 else Alike.PART
    left, shared = list(b), 0
    for part in a:
        other = next((one for one in left if one == part), None) or next(
            (one for one in left if near(one, part)), None
        )
        if other:
            left.remove(other)
            shared += 1
    return Alike.NEAR if shared > 1 else Alike.PART if shared else Alike.OTHER


def alike_births(a: date | None, b: date | None) -> Alike:
    """Near is a slip of one: day and month the other way round, or one of the three otherwise."""
    if a is None or b is None:
        return Alike.UNKNOWN
    if a == b:
        return Alike.SAME
    swapped = (a.year, a.month, a.day) == (b.year, b.day, b.month)
    agree = (a.year == b.year) + (a.month == b.month) + (a.day == b.day)
    return Alike.NEAR if swapped or agree == 2 else Alike.OTHER


def likeness(a: Called, b: Called) -> Likeness:
    """How alike two are."""
    return Likeness(alike_names(a.names, b.names), alike_births(a.born, b.born))


def _pairs(known: Called) -> set[str]:
    """Two parts of one name together: as they sound, and as they begin."""
    keys = set()
    for name in known.names:
        for a, b in combinations(words(name), 2):
            keys |= {_pair("n", sound(one), sound(other)) for one in full(a) for other in full(b)}
            keys.add(_pair("p", a[:3], b[:3]))
    return keys


def _pair(kind: str, a: str, b: str) -> str:
    return f"{kind}:{'|'.join(sorted((a, b)))}"


def find_keys(known: Called) -> frozenset[str]:
    """The keys under which somebody is looked for before they are made a second time."""
    keys = _pairs(known)
    if known.born:
        keys.add(f"d:{known.born}")
        if known.born.day <= 12:
            keys.add(f"d:{known.born.replace(month=known.born.day, day=known.born.month)}")
    return frozenset(keys)


def kept_keys(known: Called, where: str = "") -> frozenset[str]:
    """The keys that are kept of somebody; `where` is where they stay, in words."""
    keys = _pairs(known)
    if known.born:
        keys.add(f"d:{known.born}")
    for part in {part for name in known.names for part in words(name)}:
        keys |= {f"t:{part[:long]}" for long in range(SHORTEST, min(len(part), LONGEST) + 1)}
        keys |= {f"s:{sound(one)}" for one in full(part)}
    keys |= {f"w:{word}" for word in _places(where)}
    return frozenset(keys)


def _places(where: str) -> list[str]:
    return [word for word in words(where) if len(word) >= 4][:PLACES]


def typed_keys(typed: str) -> list[frozenset[str]]:
    """What is typed while somebody is looked for, word by word: the keys of which one has to be there.

    A word of fewer than two letters finds nobody and is left out; a date is a birth date.
    """
    found = []
    rest = typed
    for written in _DATES.findall(typed):
        rest = rest.replace(written, " ")
        found.append(frozenset(f"d:{day}" for day in read_dates(written)))
    for word in words(rest):
        if len(word) >= SHORTEST:
            keys = {f"t:{word[:LONGEST]}", f"w:{word}"}
            if len(word) >= 4:
                keys |= {f"s:{sound(one)}" for one in full(word)}
            found.append(frozenset(keys))
    return [one for one in found if one]


def read_dates(written: str) -> list[date]:
    """The days that a written date may mean: 2001-02-03, or 2/3/2001 with the month first or second."""
    numbers = [int(one) for one in re.split(r"[-/.]", written)]
    year_first = numbers[0] > 31
    year, orders = (numbers[0], [numbers[1:]]) if year_first else (numbers[2], [numbers[:2], numbers[1::-1]])
    found = []
    for month, day in orders:
        if 1 <= month <= 12 and 1 <= day <= 31:
            with suppress(ValueError):
                found.append(date(year, month, day))
    return list(dict.fromkeys(found))
