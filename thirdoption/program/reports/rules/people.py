"""Tables that describe people, over 12 months, protected: race as perceived, and as people say it.

What an officer perceives and what people say of themselves are two measures; no table and no ratio mixes
them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from thirdoption.program.reports.rules.frames import (
    Frame,
    RaceEnrolledRow,
    RaceStageRow,
    check_codes,
    gettext_noop,
)
from thirdoption.program.reports.rules.periods import rolling_year
from thirdoption.program.reports.rules.suppression import merge_before_hiding, protect
from thirdoption.program.reports.rules.tables import (
    NONE,
    Cell,
    Column,
    Kind,
    Row,
    Table,
    Unit,
    count,
    share,
    words,
)
from thirdoption.program.reports.rules.texts import assemble

# The seven of the federal standard SPD-15 (2024), more than one, and not known.
RACES: Mapping[str, str] = {
    "american_indian": gettext_noop("American Indian or Alaska Native"),
    "asian": gettext_noop("Asian"),
    "black": gettext_noop("Black or African American"),
    "hispanic": gettext_noop("Hispanic or Latino"),
    "middle_eastern": gettext_noop("Middle Eastern or North African"),
    "pacific_islander": gettext_noop("Native Hawaiian or Pacific Islander"),
    "white": gettext_noop("White"),
    "several": gettext_noop("More than one group"),
    "other_groups": gettext_noop("All other groups together"),
    "except_white": gettext_noop("All groups except White, together"),
    "unknown": gettext_noop("Not recorded"),
}
MERGED = ("other_groups", "except_white")
Merge = Mapping[str, str]


def _merge_all_but(kept: Sequence[str], into: str) -> Merge:
    return {code: code if code in kept else into for code in RACES if code not in MERGED}


# Finest first. Unknown is never merged away: it is a row of its own.
LADDER: Sequence[Merge] = (
    {code: code for code in RACES if code not in MERGED},
    _merge_all_but(("black", "hispanic", "white", "unknown"), "other_groups"),
    _merge_all_but(("black", "white", "unknown"), "other_groups"),
    _merge_all_but(("white", "unknown"), "except_white"),
)
TOGETHER = gettext_noop(
    "Small groups are shown together, so that no number is small enough to point to a person."
)


def race_stage_table(rows: Sequence[RaceStageRow], frame: Frame) -> Table:
    """P01: referred, offered, accepted by officer-perceived race; each share is of the same group."""
    check_codes("P01", "race", (row["race"] for row in rows), LADDER[0])
    for row in rows:
        if not row["referred"] >= row["offered"] >= row["accepted"] >= 0:
            raise ValueError(f"P01: {row['race']} has more at a later step than at an earlier one.")

    def build(merge: Merge) -> Table:
        counted: Counter[tuple[str, int]] = Counter()
        for row in rows:
            for step, number in enumerate((row["referred"], row["offered"], row["accepted"])):
                counted[merge[row["race"]], step] += number
        numbers = {code: [counted[code, step] for step in range(3)] for code in _codes(merge)}
        return protect(_stages(numbers, frame, _remarks(merge)))

    return merge_before_hiding(LADDER, build)


def _stages(numbers: Mapping[str, Sequence[int]], frame: Frame, remarks: tuple[str, ...]) -> Table:
    def line(referred: int, offered: int, accepted: int) -> tuple[Cell, ...]:
        shares = share(offered, referred), share(accepted, offered)
        return count(referred), count(offered), shares[0], count(accepted), shares[1]

    made = [_row(code, line(*of)) for code, of in numbers.items()]
    sums = [sum(column) for column in zip(*numbers.values(), strict=True)]
    made.append(Row("total", words(gettext_noop("All referrals")), line(*sums), Kind.TOTAL))
    columns = [
        Column("referred", words(gettext_noop("Referred"))),
        Column("offered", words(gettext_noop("Offered"))),
        Column("offered/share", words(gettext_noop("Share of referred")), Unit.PERCENT),
        Column("accepted", words(gettext_noop("Accepted"))),
        Column("accepted/share", words(gettext_noop("Share of offered")), Unit.PERCENT),
    ]
    return assemble(
        "P01",
        frame,
        period=rolling_year(frame.period),
        columns=columns,
        rows=made,
        unknown_count=count(numbers["unknown"][0]),
        remarks=remarks,
    )


def race_enrolled_table(rows: Sequence[RaceEnrolledRow], frame: Frame) -> Table:
    """P01E: people with an intake in 12 months, by what they said about themselves."""
    check_codes("P01E", "race", (row["race"] for row in rows), LADDER[0])

    def build(merge: Merge) -> Table:
        counted: Counter[str] = Counter()
        for row in rows:
            counted[merge[row["race"]]] += row["enrolled"]
        total = counted.total()
        made = [_row(code, (count(counted[code]), share(counted[code], total))) for code in _codes(merge)]
        cells = (count(total), share(total, total) if total else NONE)
        made.append(Row("total", words(gettext_noop("All people with an intake")), cells, Kind.TOTAL))
        columns = [
            Column("enrolled", words(gettext_noop("People"))),
            Column("share", words(gettext_noop("Share of all")), Unit.PERCENT),
        ]
        whole = assemble(
            "P01E",
            frame,
            period=rolling_year(frame.period),
            columns=columns,
            rows=made,
            unknown_count=count(counted["unknown"]),
            remarks=_remarks(merge),
        )
        return protect(whole, of_total={"share"})

    return merge_before_hiding(LADDER, build)


def _codes(merge: Merge) -> list[str]:
    """The categories that a merge leaves, in the order of the standard."""
    return [code for code in RACES if code in set(merge.values())]


def _remarks(merge: Merge) -> tuple[str, ...]:
    return (TOGETHER,) if set(merge.values()) & set(MERGED) else ()


def _row(code: str, cells: tuple[Cell, ...]) -> Row:
    kind = Kind.UNKNOWN if code == "unknown" else Kind.ITEM
    return Row(f"race:{code}", words(RACES[code]), cells, kind)
