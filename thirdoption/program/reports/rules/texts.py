"""What each table says about itself: definition, population, numerator, denominator, unknowns (law 8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from thirdoption.program.reports.rules.frames import Frame, gettext_noop
from thirdoption.program.reports.rules.periods import Period
from thirdoption.program.reports.rules.tables import Cell, Column, Row, Table, Tier


@dataclass(frozen=True, slots=True)
class Text:
    """English msgids; the names are those of `Table`."""

    title: str
    stub: str
    definition: str
    population: str
    numerator: str
    denominator: str
    unknown: str
    tier: Tier = Tier.WORK


TEXTS: Mapping[str, Text] = {
    "F01": Text(
        title=gettext_noop("Referrals received"),
        stub=gettext_noop("Door and agency"),
        definition=gettext_noop(
            "A referral is one event: an officer, or somebody in the community, asks the program to meet a "
            "person. A person who is referred twice counts twice. The month is that of the event, not of "
            "its entry."
        ),
        population=gettext_noop("All referrals of the quarter, through every door"),
        numerator=gettext_noop("Referrals"),
        denominator=gettext_noop("None: these are counts"),
        unknown=gettext_noop("Referrals without a recorded agency"),
    ),
    "F02": Text(
        title=gettext_noop("Diversions"),
        stub=gettext_noop("Month"),
        definition=gettext_noop(
            "A diversion is a lawful arrest or charge that was set aside because the person accepted the "
            "program's offer. A diversion whose record was sealed later stays in the count."
        ),
        population=gettext_noop("Referrals through the door arrest diversion"),
        numerator=gettext_noop("Diversions"),
        denominator=gettext_noop(
            "None: these are counts. How many arrests could have been diverted is not known here"
        ),
        unknown=gettext_noop("Diversions without a recorded agency"),
    ),
    "F03": Text(
        title=gettext_noop("From referral to intake"),
        stub=gettext_noop("Step"),
        definition=gettext_noop(
            "Each referral of the quarter counts at every step up to the furthest one it had reached at "
            "the data cut. Later steps may still follow."
        ),
        population=gettext_noop("All referrals of the quarter"),
        numerator=gettext_noop("Referrals that reached the step"),
        denominator=gettext_noop("Referrals that reached the step before it"),
        unknown=gettext_noop("Referrals still open at the data cut, which may go further"),
    ),
    "F04": Text(
        title=gettext_noop("Why referrals did not come to an intake"),
        stub=gettext_noop("Main reason"),
        definition=gettext_noop(
            "Each referral that was closed without an intake counts once, under its main reason. "
            "Referrals that are still open are not in this table."
        ),
        population=gettext_noop("Referrals of the quarter that were closed without an intake"),
        numerator=gettext_noop("Referrals with this main reason"),
        denominator=gettext_noop(
            "All referrals of the quarter closed without an intake, unknown reasons included"
        ),
        unknown=gettext_noop("Closed referrals without a recorded reason"),
    ),
    "F05": Text(
        title=gettext_noop("How long people waited"),
        stub=gettext_noop("Door"),
        definition=gettext_noop(
            "From the referral to the first contact with a care worker, and to the intake. Referrals that "
            "are not yet reached count as waiting longer than all others; none is dropped. 9 of 10 waited "
            "no longer than the 90th percentile. A median is given from 5 referrals on, a 90th percentile "
            "from 10."
        ),
        population=gettext_noop("Referrals of the quarter in which the person accepted"),
        numerator=gettext_noop("Minutes, or days; for the last column, intakes done within 30 days"),
        denominator=gettext_noop("Accepted referrals; for the last column, those whose 30 days are over"),
        unknown=gettext_noop("Accepted referrals without a first contact at the data cut"),
    ),
    "P01": Text(
        title=gettext_noop("Race at each step, as the officer perceived it"),
        stub=gettext_noop("Race or ethnicity"),
        definition=gettext_noop(
            "What the referring person wrote down about the race or ethnicity of the person referred, at "
            "the steps referral, offer and acceptance. Nobody was asked. It is never set against what "
            "people say themselves."
        ),
        population=gettext_noop("All referrals of the 12 months that end with the quarter"),
        numerator=gettext_noop("Referrals in the group that reached the step"),
        denominator=gettext_noop("Referrals in the same group that reached the step before it"),
        unknown=gettext_noop("Referrals without a recorded race"),
        tier=Tier.PEOPLE,
    ),
    "P01E": Text(
        title=gettext_noop("Race of people with an intake, in their own words"),
        stub=gettext_noop("Race or ethnicity"),
        definition=gettext_noop(
            "What people said about themselves at intake. They may skip the question. "
            "It is a different measure from the officer's impression and makes no ratio with it."
        ),
        population=gettext_noop("People with an intake in the 12 months that end with the quarter"),
        numerator=gettext_noop("People in the group"),
        denominator=gettext_noop("All people with an intake in these 12 months, unknown included"),
        unknown=gettext_noop("People who skipped the question or were not asked"),
        tier=Tier.PEOPLE,
    ),
}


def assemble(
    id: str,
    frame: Frame,
    *,
    period: Period,
    columns: Iterable[Column],
    rows: Iterable[Row],
    unknown_count: Cell,
    remarks: tuple[str, ...] = (),
) -> Table:
    """A table from its drawn parts and the texts kept here."""
    text = TEXTS[id]
    return Table(
        id=id,
        title=text.title,
        stub=text.stub,
        definition=text.definition,
        population=text.population,
        numerator=text.numerator,
        denominator=text.denominator,
        unknown=text.unknown,
        unknown_count=unknown_count,
        period=period,
        data_cut=frame.data_cut,
        source=frame.source,
        tier=text.tier,
        columns=tuple(columns),
        rows=tuple(rows),
        remarks=remarks,
    )
