"""What a draft would have answered to contacts that were judged by the policy in force: counts only.

The contacts come without ids, times, places and words: the codes that the officer gave, and how many contacts
gave the same. Small counts describe few people, so they leave here as "fewer than".
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from thirdoption.program.referrals.rules import interpreter
from thirdoption.program.referrals.rules.interpreter import Decision
from thirdoption.program.referrals.rules.screening import book_of
from thirdoption.program.sites.rules import Policy, UnknownSetting


@dataclass(frozen=True, slots=True)
class Move:
    """Contacts that would get another answer: from which, to which, by which rules, and how many.

    `contacts` is None where there are fewer than the threshold.
    """

    before: str
    after: str
    rules: tuple[str, ...]
    contacts: int | None


@dataclass(frozen=True, slots=True)
class Effect:
    """Of `contacts` in the months, `same` keep their answer and `moved` get another; `open` need more facts.

    `same`, `moved` and `open` are None where they would tell a number below `threshold`.
    """

    contacts: int
    threshold: int
    same: int | None
    moved: int | None
    open: int | None
    moves: tuple[Move, ...]

    def to_plain(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Effect":
        """The inverse of `to_plain`."""
        moves = tuple(Move(**{**one, "rules": tuple(one["rules"])}) for one in plain["moves"])
        return cls(**{**plain, "moves": moves})


FLOOR = 11


def threshold_of(policy: Policy) -> int:
    """The number below which a count of contacts is not told."""
    try:
        return max(FLOOR, policy.number("publication_threshold"))
    except UnknownSetting:
        return FLOOR


def effect_of(rows: Iterable[Mapping[str, Any]], *, old: Policy, new: Policy, threshold: int) -> Effect:
    """How many contacts would get another answer. A row has `facts` (codes) and `contacts` (how many)."""
    same = unclear = 0
    moves: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
    for row in rows:
        before = interpreter.decide(book_of(old), row["facts"])
        after = interpreter.decide(book_of(new), row["facts"])
        if after.answer == before.answer and not set(after.ask) - set(before.ask):
            same += row["contacts"]
        elif set(after.ask) - set(before.ask):
            unclear += row["contacts"]
        else:
            moves[before.answer, after.answer, _movers(before, after)] += row["contacts"]
    moved = sum(moves.values())
    if same + moved + unclear < threshold:  # too few to say anything about: also that all of them are alike
        return Effect(same + moved + unclear, threshold, None, None, None, ())
    shown = _protected({"same": same, "moved": moved, "open": unclear}, threshold)
    listed = _protected(dict(moves), threshold, whole=shown["moved"])
    return Effect(
        contacts=same + moved + unclear,
        threshold=threshold,
        **shown,
        moves=tuple(Move(*key, contacts=listed[key]) for key, _count in moves.most_common()),
    )


def _movers(before: Decision, after: Decision) -> tuple[str, ...]:
    """The rules that decided before or decide now, and say something else than the other time."""
    was = {one.rule: one.reason for one in before.reasons}
    now = {one.rule: one.reason for one in after.reasons}
    both = (before.answer, after.answer)
    deciding = [one.rule for one in (*after.reasons, *before.reasons) if one.answer in both]
    return tuple(dict.fromkeys(rule for rule in deciding if was.get(rule) != now.get(rule)))


def _protected(counts: Mapping[Any, int], threshold: int, *, whole: int | None = 0) -> dict[Any, int | None]:
    """Counts with those from 1 to below the threshold hidden, and one more where a sum would tell them.

    `whole` is what their sum is shown as; None where the sum is hidden too.
    """
    shown: dict[Any, int | None] = {
        key: None if 0 < count < threshold else count for key, count in counts.items()
    }
    hidden = [key for key, count in shown.items() if count is None]
    told = whole is not None and 0 < sum(counts[key] for key in hidden) < threshold
    rest = sorted((key for key, count in shown.items() if count), key=lambda key: counts[key])
    if told and rest:
        shown[rest[0]] = None
    return shown
