"""Two policies over the same file: which arrests change their class, and by which rule."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from thirdoption.program.referrals.rules.replay.arrests import Arrest
from thirdoption.program.referrals.rules.replay.judging import Class, Judge, Judged
from thirdoption.program.sites.rules import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Arrests that are in class `one` under the first policy and in class `other` under the second.

    `rule` is the reason of the stricter one: what rules it out there, or what it depends on there alone.
    `of_other` says that the second policy is the stricter one.
    """

    one: Class
    other: Class
    rule: str
    of_other: bool
    count: int


def compare(one: Policy, other: Policy, arrests: Iterable[Arrest]) -> tuple[Move, ...]:
    """The arrests whose class differs, by rule, the most frequent first."""
    first, second = Judge(one), Judge(other)
    pairs = Counter((first.judge(arrest.charge), second.judge(arrest.charge)) for arrest in arrests)
    counts: Counter[tuple[Class, Class, str, bool]] = Counter()
    for (here, there), number in pairs.items():
        if here.kind is not there.kind:
            stricter_is_other = _weight(there) > _weight(here)
            strict, mild = (there, here) if stricter_is_other else (here, there)
            counts[here.kind, there.kind, _rule(strict, mild), stricter_is_other] += number
    return tuple(
        Move(one=here, other=there, rule=rule, of_other=of_other, count=count)
        for (here, there, rule, of_other), count in counts.most_common()
    )


def _weight(one: Judged) -> int:
    return list(Class).index(one.kind)


def _rule(strict: Judged, mild: Judged) -> str:
    """The first reason of the stricter answer that the milder one hasn't."""
    told = (*strict.why, *strict.unknown, *strict.asks, *strict.missing)
    known = {*mild.unknown, *mild.asks, *mild.missing}
    return next((code for code in told if code not in known), told[0])
