"""Counts a policy over a file of arrests: the classes, by group, and what they hang on."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from thirdoption.program.referrals.rules.replay.arrests import Arrest, Coverage
from thirdoption.program.referrals.rules.replay.judging import Class, Judge, Judged
from thirdoption.program.sites.rules import Policy

ALL, UNREAD = "all arrests", "could not be read"
TABLES: Mapping[str, Callable[[Arrest], str]] = {
    "offense_group": lambda arrest: arrest.group,
    "race": lambda arrest: arrest.race,
    "place": lambda arrest: arrest.place,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The classes of one group; they add up to its arrests.

    `low` and `high`: how many are not ruled out with every unknown of the policy answered no, and yes.
    """

    label: str
    nothing: int = 0
    depends: int = 0
    ruled_out: int = 0
    unreadable: int = 0
    low: int = 0
    high: int = 0

    @property
    def arrests(self) -> int:
        """All of the group."""
        return self.nothing + self.depends + self.ruled_out + self.unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A rule, a fact or a setting, and the arrests for which it counts; one arrest may have several."""

    code: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Width:
    """A setting that the site has not made, and what it does to the range.

    `bears_on`: arrests for which it matters. `only_this_open`: the low end if every other unknown were
    answered yes. `no_other`: arrests that no other unknown could rule out, so that the answer to this one
    settles them.
    """

    code: str
    bears_on: int
    only_this_open: int
    no_other: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """A policy over a file of arrests."""

    policy: Policy
    coverage: Coverage
    tables: Mapping[str, tuple[Row, ...]]
    why: tuple[Reason, ...]
    missing: tuple[Reason, ...]
    unknown: tuple[Reason, ...]
    asks: tuple[Reason, ...]
    width: tuple[Width, ...]
    absent: tuple[str, ...]
    period: tuple[date, date] | None

    @property
    def total(self) -> Row:
        """The whole file, the rows that could not be read included."""
        return self.tables["all"][0]


def replay(policy: Policy, arrests: Iterable[Arrest], coverage: Coverage, *, unreadable: int = 0) -> Replayed:
    """The classes of every arrest under a policy; `unreadable` rows of the file are counted beside them."""
    judge = Judge(policy)
    pairs = [(arrest, judge.judge(arrest.charge)) for arrest in arrests]
    judged = _counted(one for _, one in pairs)
    days = [arrest.on for arrest, _ in pairs]
    open_ones = Counter({one: count for one, count in judged.items() if one.high})
    return Replayed(
        policy=policy,
        coverage=coverage,
        tables={"all": (_whole(pairs, unreadable),)}
        | {name: _table(pairs, of, unreadable) for name, of in TABLES.items()},
        why=_reasons(judged, lambda one: one.why),
        missing=_reasons(judged, lambda one: one.missing),
        unknown=_reasons(judged, lambda one: one.unknown),
        asks=_reasons(judged, lambda one: one.asks),
        width=_width(open_ones),
        absent=_absent(policy, judged),
        period=(min(days), max(days)) if days else None,
    )


def _counted(judged: Iterable[Judged]) -> Counter[Judged]:
    """How often each is there; equal charges share one object, so that none is compared twice."""
    kept: dict[int, Judged] = {}
    numbers = Counter(id(kept.setdefault(id(one), one)) for one in judged)
    found: Counter[Judged] = Counter()
    for key, number in numbers.items():
        found[kept[key]] += number
    return found


def _table(pairs: list[tuple[Arrest, Judged]], of: Callable[[Arrest], str], unread: int) -> tuple[Row, ...]:
    """A row for each group, the largest first; what could not be read belongs to no group."""
    cells: dict[str, Counter[str]] = {}
    for arrest, one in pairs:
        counts = cells.setdefault(of(arrest), Counter())
        counts[one.kind] += 1
        counts["low"] += one.low
        counts["high"] += one.high
    rows = [_row(label, counts) for label, counts in cells.items()]
    rows.sort(key=lambda row: (-row.arrests, row.label))
    return (*rows, Row(label=UNREAD, unreadable=unread)) if unread else tuple(rows)


def _whole(pairs: list[tuple[Arrest, Judged]], unread: int) -> Row:
    found = _table(pairs, lambda arrest: ALL, 0)
    return replace(found[0], unreadable=unread) if found else Row(label=ALL, unreadable=unread)


def _row(label: str, counts: Counter[str]) -> Row:
    return Row(
        label=label,
        nothing=counts[Class.NOTHING],
        depends=counts[Class.DEPENDS],
        ruled_out=counts[Class.RULED_OUT],
        low=counts["low"],
        high=counts["high"],
    )


def _reasons(judged: Counter[Judged], of: Callable[[Judged], tuple[str, ...]]) -> tuple[Reason, ...]:
    counts: Counter[str] = Counter()
    for one, number in judged.items():
        for code in of(one):
            counts[code] += number
    return tuple(Reason(code=code, count=count) for code, count in counts.most_common())


def _width(judged: Counter[Judged]) -> tuple[Width, ...]:
    """The settings that decide how wide the range is, the most telling first."""
    high = judged.total()
    codes = dict.fromkeys(code for one in judged if not one.low for code in (*one.swings, *one.unknown))
    found = []
    for code in codes:
        swung = sum(number for one, number in judged.items() if code in one.swings)
        settled = sum(number for one, number in judged.items() if one.swings == (code,))
        bears_on = sum(number for one, number in judged.items() if code in one.unknown)
        if swung:
            found.append(Width(code=code, bears_on=bears_on, only_this_open=high - swung, no_other=settled))
    return tuple(sorted(found, key=lambda one: (one.only_this_open, -one.no_other, one.code)))


def _absent(policy: Policy, judged: Counter[Judged]) -> tuple[str, ...]:
    """Codes of the policy's conducts that no arrest of the file can be: by their sections and NIBRS codes."""
    seen = {code for one in judged for code in one.conducts}
    return tuple(
        code for code, conduct in policy.conducts.items() if code not in seen and not conduct.no_offense
    )
