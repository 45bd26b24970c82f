"""F01 to F04: referrals, diversions, the funnel and the reasons. The program's own work, published exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from thirdoption.program.reports.rules.frames import (
    DOORS,
    DiversionsRow,
    Frame,
    FunnelRow,
    ReasonsRow,
    ReferralsRow,
    check_codes,
    gettext_noop,
)
from thirdoption.program.reports.rules.periods import Period, Span, rolling_year
from thirdoption.program.reports.rules.tables import (
    NONE,
    Cell,
    Column,
    Kind,
    Row,
    Table,
    Unit,
    count,
    month,
    name,
    share,
    words,
)
from thirdoption.program.reports.rules.texts import assemble

STEPS: Mapping[str, str] = {
    "referred": gettext_noop("Referred"),
    "screened": gettext_noop("Screened"),
    "eligible": gettext_noop("Eligible"),
    "offered": gettext_noop("Offered"),
    "accepted": gettext_noop("Accepted"),
    "handed_over": gettext_noop("Handed over"),
    "intake_done": gettext_noop("Intake done"),
}
REASONS: Mapping[str, str] = {
    "ineligible_by_record": gettext_noop("A rule about earlier records ruled it out"),
    "excluded_offense": gettext_noop("The offense is not on the program's list"),
    "complainant_declined": gettext_noop("The complainant did not agree"),
    "not_approved": gettext_noop("A needed approval was not given"),
    "officer_decided_otherwise": gettext_noop("The officer decided otherwise"),
    "person_declined": gettext_noop("The person said no"),
    "nobody_answered_line": gettext_noop("Nobody answered the program's line"),
    "not_found_in_30_days": gettext_noop("We could not find the person within 30 days"),
    "no_capacity": gettext_noop("The program had no open place"),
    "other": gettext_noop("Another reason"),
}
MOST_AGENCY_COLUMNS = 5
NOT_RECORDED = gettext_noop("Agency not recorded")


def referrals_table(rows: Sequence[ReferralsRow], frame: Frame) -> Table:
    """F01: referrals of the quarter by door, agency and month."""
    months = frame.period.months()
    check_codes("F01", "door", (row["door"] for row in rows), DOORS)
    check_codes("F01", "month", (row["month"] for row in rows), months)
    check_codes("F01", "agency", (row["agency"] for row in rows if row["agency"]), frame.agency_names())
    columns = [Column(f"month:{number}", month(at)) for number, at in enumerate(months, start=1)]
    return assemble(
        "F01",
        frame,
        period=frame.period,
        columns=[*columns, Column("quarter", words(gettext_noop("Quarter")))],
        rows=_referral_rows(rows, frame, months),
        unknown_count=count(sum(row["referrals"] for row in rows if not row["agency"])),
    )


def _referral_rows(rows: Sequence[ReferralsRow], frame: Frame, months: Sequence[str]) -> Iterator[Row]:
    """Each door with its agencies, then all."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        counted[row["door"], row["agency"] or "", row["month"]] += row["referrals"]

    def line(door: str | None, agency: str | None) -> tuple[Cell, ...]:
        picked = [
            sum(
                n for (d, a, m), n in counted.items() if m == at and door in (None, d) and agency in (None, a)
            )
            for at in months
        ]
        return tuple(count(n) for n in [*picked, sum(picked)])

    for door, title in DOORS.items():
        yield Row(f"door:{door}", words(title), line(door, None), Kind.SECTION)
        for agency in frame.agencies:
            cells = line(door, agency.code)
            if door in agency.doors or cells[-1].value:
                yield Row(f"door:{door}/agency:{agency.code}", name(agency.name), cells, group=words(title))
        if line(door, "")[-1].value:
            unknown = f"door:{door}/agency:unknown"
            yield Row(unknown, words(NOT_RECORDED), line(door, ""), Kind.UNKNOWN, words(title))
    yield Row("total", words(gettext_noop("All referrals")), line(None, None), Kind.TOTAL)


def diversions_table(rows: Sequence[DiversionsRow], frame: Frame) -> Table:
    """F02: diversions of the last 12 months by month and agency, and their sum since launch."""
    period = _year_since_launch(frame)
    check_codes("F02", "agency", (row["agency"] for row in rows if row["agency"]), frame.agency_names())
    late = [row["month"] for row in rows if row["month"] > period.months()[-1]]
    if late:
        raise ValueError(f"F02: {late[0]} is after the quarter.")
    agencies, column_of = _agency_columns(rows, frame)
    counted: Counter[tuple[str, str]] = Counter()
    for row in rows:
        counted[row["month"], column_of[row["agency"] or ""]] += row["diversions"]
    everyone = Column("all", words(gettext_noop("All agencies")))
    cumulative = Column("cumulative", words(gettext_noop("Sum since launch")))
    return assemble(
        "F02",
        frame,
        period=period,
        columns=[*agencies, everyone, cumulative],
        rows=_diversion_rows(counted, [column.id for column in agencies], period, frame.period),
        unknown_count=count(sum(row["diversions"] for row in rows if not row["agency"])),
    )


def _diversion_rows(
    counted: Counter[tuple[str, str]], agencies: Sequence[str], period: Period, quarter: Period
) -> Iterator[Row]:
    """A row per month, then the sums."""

    def line(months: Sequence[str] | None, cumulative: Cell) -> tuple[Cell, ...]:
        picked = [
            sum(n for (at, to), n in counted.items() if to == agency and (months is None or at in months))
            for agency in agencies
        ]
        return (*(count(n) for n in picked), count(sum(picked)), cumulative)

    for at in period.months():
        so_far = sum(n for (earlier, _), n in counted.items() if earlier <= at)
        yield Row(f"month:{at}", month(at), line([at], count(so_far)))
    yield Row("total:quarter", words(gettext_noop("This quarter")), line(quarter.months(), NONE), Kind.TOTAL)
    yield Row(
        "total:months", words(gettext_noop("All months shown")), line(period.months(), NONE), Kind.TOTAL
    )
    yield Row("total:launch", words(gettext_noop("Since launch")), line(None, NONE), Kind.TOTAL)


def _year_since_launch(frame: Frame) -> Period:
    """The last 12 months, or as many as there are since launch."""
    year = rolling_year(frame.period)
    return year if frame.launched <= year.start else Period(Span.SINCE_LAUNCH, frame.launched, year.end)


def _agency_columns(rows: Sequence[DiversionsRow], frame: Frame) -> tuple[list[Column], dict[str, str]]:
    """The agencies that divert, as columns; the smaller ones together when there are many."""
    seen = Counter(row["agency"] or "" for row in rows if row["diversions"])
    able = [agency for agency in frame.agencies if "arrest_diversion" in agency.doors or seen[agency.code]]
    weight = {agency.code: 0 for agency in able}
    for row in rows:
        if row["agency"] in weight:
            weight[row["agency"]] += row["diversions"]
    most = len(able) if len(able) <= MOST_AGENCY_COLUMNS else MOST_AGENCY_COLUMNS - 1
    own = sorted(weight, key=lambda code: -weight[code])[:most]
    columns = [Column(f"agency:{agency.code}", name(agency.name)) for agency in able if agency.code in own]
    if len(own) < len(able):
        columns.append(Column("agency:others", words(gettext_noop("Other agencies"))))
    if seen[""]:
        columns.append(Column("agency:unknown", words(NOT_RECORDED)))
    column_of = {code: f"agency:{code}" if code in own else "agency:others" for code in frame.agency_names()}
    return columns, column_of | {"": "agency:unknown"}


def funnel_table(rows: Sequence[FunnelRow], frame: Frame) -> Table:
    """F03: how many of the quarter's referrals came how far, each step as a share of the one before."""
    check_codes("F03", "door", (row["door"] for row in rows), DOORS)
    check_codes("F03", "furthest", (row["furthest"] for row in rows), STEPS)
    order = list(STEPS)
    reached: Counter[tuple[str, str]] = Counter()
    for row in rows:
        for step in order[: order.index(row["furthest"]) + 1]:
            reached[row["door"], step] += row["referrals"]
            reached["all", step] += row["referrals"]
    columns: list[Column] = []
    for door, title in {"all": gettext_noop("All doors"), **DOORS}.items():
        columns.append(Column(f"{door}/count", words(gettext_noop("Count")), Unit.COUNT, words(title)))
        columns.append(
            Column(f"{door}/share", words(gettext_noop("Share of step before")), Unit.PERCENT, words(title))
        )
    made = []
    for number, (step, title) in enumerate(STEPS.items()):
        cells: list[Cell] = []
        for door in ("all", *DOORS):
            cells.append(count(reached[door, step]))
            cells.append(share(reached[door, step], reached[door, order[number - 1]]) if number else NONE)
        made.append(Row(f"step:{step}", words(title), tuple(cells)))
    still_open = count(sum(row["still_open"] for row in rows))
    return assemble("F03", frame, period=frame.period, columns=columns, rows=made, unknown_count=still_open)


def reasons_table(rows: Sequence[ReasonsRow], frame: Frame) -> Table:
    """F04: why the quarter's closed referrals did not come to an intake."""
    check_codes("F04", "reason", (row["reason"] for row in rows), {**REASONS, "unknown": ""})
    counted: Counter[str] = Counter()
    for row in rows:
        counted[row["reason"]] += row["referrals"]
    total = counted.total()

    def line(key: str, title: str, number: int, kind: Kind = Kind.ITEM) -> Row:
        return Row(key, words(title), (count(number), share(number, total)), kind)

    made = [line(f"reason:{key}", title, counted[key]) for key, title in REASONS.items()]
    made.append(line("reason:unknown", gettext_noop("Reason not recorded"), counted["unknown"], Kind.UNKNOWN))
    made.append(line("total", gettext_noop("All closed without an intake"), total, Kind.TOTAL))
    columns = [
        Column("count", words(gettext_noop("Referrals"))),
        Column("share", words(gettext_noop("Share of these")), Unit.PERCENT),
    ]
    unknown = count(counted["unknown"])
    return assemble("F04", frame, period=frame.period, columns=columns, rows=made, unknown_count=unknown)
