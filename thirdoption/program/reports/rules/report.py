"""One report: its tables, the few figures of its first page, its charts, and what is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from thirdoption.program.reports.rules.earlier import beside, is_full_year
from thirdoption.program.reports.rules.flow import (
    diversions_table,
    funnel_table,
    reasons_table,
    referrals_table,
)
from thirdoption.program.reports.rules.frames import Counts, Frame, Gap, gettext_noop
from thirdoption.program.reports.rules.headlines import Headline, headlines
from thirdoption.program.reports.rules.notes import Note, gap_notes, unknown_notes
from thirdoption.program.reports.rules.people import race_enrolled_table, race_stage_table
from thirdoption.program.reports.rules.periods import Period
from thirdoption.program.reports.rules.tables import Table
from thirdoption.program.reports.rules.times import times_table


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart: drawn from one table's published cells and nothing else."""

    id: str
    table: str
    title: str


FIGURES: Mapping[str, Figure] = {
    figure.id: figure
    for figure in (
        Figure("C01", "F02", gettext_noop("Diversions by month")),
        Figure("C02", "F03", gettext_noop("From referral to intake, all doors")),
    )
}


@dataclass(frozen=True, slots=True)
class Report:
    """What is frozen when two people release it. Holds no hidden number."""

    release_id: str
    version: str
    site_name: str
    made_up: bool
    period: Period
    data_cut: date
    launched: date
    tables: tuple[Table, ...]
    headlines: tuple[Headline, ...]
    not_known: tuple[Note, ...]
    figures: tuple[str, ...] = tuple(FIGURES)

    def table(self, id: str) -> Table:
        """The table with this id."""
        return next(table for table in self.tables if table.id == id)

    def to_plain(self) -> dict[str, Any]:
        """As JSON."""
        plain = {key: getattr(self, key) for key in ("release_id", "version", "site_name", "made_up")}
        return plain | {
            "period": self.period.to_plain(),
            "data_cut": self.data_cut.isoformat(),
            "launched": self.launched.isoformat(),
            "tables": [table.to_plain() for table in self.tables],
            "headlines": [headline.to_plain() for headline in self.headlines],
            "not_known": [note.to_plain() for note in self.not_known],
            "figures": list(self.figures),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Report:
        """Back from JSON."""
        return cls(
            **{
                **plain,
                "period": Period.from_plain(plain["period"]),
                "data_cut": date.fromisoformat(plain["data_cut"]),
                "launched": date.fromisoformat(plain["launched"]),
                "tables": tuple(Table.from_plain(table) for table in plain["tables"]),
                "headlines": tuple(Headline.from_plain(headline) for headline in plain["headlines"]),
                "not_known": tuple(Note.from_plain(note) for note in plain["not_known"]),
                "figures": tuple(plain["figures"]),
            }
        )


def build_report(
    counts: Counts,
    frame: Frame,
    *,
    release_id: str,
    version: str,
    site_name: str,
    made_up: bool,
    gaps: Sequence[Gap] = (),
    before: Mapping[str, Table] | None = None,
) -> Report:
    """The quarter's report from the drawn counts. Protected counts are hidden here; the input is not kept.

    `before`: the tables of the version that this one corrects, by id.
    """
    own_work = (
        referrals_table(counts["referrals"], frame),
        diversions_table(counts["diversions"], frame),
        funnel_table(counts["funnel"], frame),
        reasons_table(counts["reasons"], frame),
        times_table(counts["times"], frame),
    )
    people = (
        race_stage_table(counts["race_stages"], frame),
        race_enrolled_table(counts["race_enrolled"], frame),
    )
    full = is_full_year(frame)
    tables = (*own_work, *(beside(one, before or {}) for one in people if full))
    return Report(
        release_id=release_id,
        version=version,
        site_name=site_name,
        made_up=made_up,
        period=frame.period,
        data_cut=frame.data_cut,
        launched=frame.launched,
        tables=tables,
        headlines=headlines({table.id: table for table in tables}, frame),
        not_known=(*gap_notes(gaps), *unknown_notes(tables), *([] if full else [Note("people_later", {})])),
    )
