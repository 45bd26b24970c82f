"""Whether two entries of the directory, told by two sources, are one service: a score with its reasons.

Nothing is joined by it: a person says so, and can take it back.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import combinations
from uuid import UUID

from thirdoption.program.services.rules import folded

ENOUGH = 50
"""From this score on two entries are put before a person."""
_CLOSE = 0.82
_COMMON = frozenset(["the", "of", "and", "a", "for", "inc", "llc", "program", "services", "center", "at"])


class Verdict(StrEnum):
    """What a person said of two entries."""

    SAME = "same"
    DIFFERENT = "different"
    LATER = "later"


class Why(StrEnum):
    """What speaks for two entries being one, and how much (`WEIGHTS`)."""

    NAME = "name"
    NEARLY = "nearly"
    PHONE = "phone"
    STREET = "street"
    ORGANIZATION = "organization"


WEIGHTS = {Why.NAME: 40, Why.NEARLY: 25, Why.PHONE: 35, Why.STREET: 35, Why.ORGANIZATION: 10}


@dataclass(frozen=True)
class Entry:
    """What is compared of one service: `streets` are fingerprints of its addresses."""

    id: UUID
    source: str
    name: str
    organization: str
    phones: frozenset[str]
    streets: frozenset[str]


@dataclass(frozen=True)
class Pair:
    """Two entries of two sources that may be one, and why."""

    one: UUID
    other: UUID
    score: int
    reasons: tuple[Why, ...]


def pairs(entries: Iterable[Entry]) -> list[Pair]:
    """The pairs to put before a person, surest first. Compared is what shares a key."""
    shared: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in {*entry.phones, *entry.streets, " ".join(sorted(_words(entry.name)))}:
            shared[key].append(entry)
    found: dict[frozenset[UUID], Pair] = {}
    for group in shared.values():
        for one, other in combinations(sorted(group, key=lambda entry: str(entry.id)), 2):
            both = frozenset((one.id, other.id))
            if one.source != other.source and both not in found:
                reasons = tuple(_reasons(one, other))
                score = sum(WEIGHTS[why] for why in reasons)
                if score >= ENOUGH:
                    found[both] = Pair(one.id, other.id, min(score, 100), reasons)
    return sorted(found.values(), key=lambda pair: (-pair.score, str(pair.one), str(pair.other)))


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", folded(name))) - _COMMON


def _reasons(one: Entry, other: Entry) -> Iterator[Why]:
    if _words(one.name) == _words(other.name):
        yield Why.NAME
    elif SequenceMatcher(None, folded(one.name), folded(other.name)).ratio() >= _CLOSE:
        yield Why.NEARLY
    if one.phones & other.phones:
        yield Why.PHONE
    if one.streets & other.streets:
        yield Why.STREET
    if _words(one.organization) == _words(other.organization):
        yield Why.ORGANIZATION
