"""A held charge as a table of states: one table for each of the six ways in which places hold a charge.

The ways were found at real programs (docs/explanation/held-charges.md). The policy in force at the contact
chooses one. Every step is somebody's act: no clock and no intake moves a charge.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused


class ChargeModel(StrEnum):
    """How a place holds a charge while the intake is open."""

    NO_REPORT = "no_report"
    HELD_BY_PROSECUTOR = "held_by_prosecutor"
    LODGED = "lodged_officer_may_revive"
    STATUTORY_BAR = "statutory_bar"
    VOID_AFTER_MONTHS = "void_after_months"
    RE_OFFENSE_ONLY = "re_offense_only"


class State(StrEnum):
    """Where a held charge is."""

    HELD = "held"
    REVIVED = "revived"
    DECLINED = "declined"
    BARRED = "barred"
    VOIDED = "voided"
    LAPSED = "lapsed"
    FILED = "filed"
    WARRANT_ASKED = "warrant_asked"


class FiledHow(StrEnum):
    """How a person hears of a charge that is filed, where no warrant is asked for."""

    SUMMONS = "summons"
    LETTER = "letter"


_DECIDED = frozenset({State.DECLINED, State.FILED, State.WARRANT_ASKED})
Table = Mapping[State, frozenset[State]]
TABLES: Mapping[ChargeModel, Table] = {
    ChargeModel.NO_REPORT: {},
    ChargeModel.HELD_BY_PROSECUTOR: {State.HELD: _DECIDED},
    ChargeModel.LODGED: {
        State.HELD: frozenset({State.REVIVED, State.DECLINED}),
        State.REVIVED: _DECIDED,
    },
    ChargeModel.STATUTORY_BAR: {State.HELD: _DECIDED | {State.BARRED}},
    ChargeModel.VOID_AFTER_MONTHS: {State.HELD: _DECIDED | {State.VOIDED}},
    ChargeModel.RE_OFFENSE_ONLY: {State.HELD: _DECIDED | {State.LAPSED}},
}
"""What may follow what, by model. Without a report there is no charge, so there is nothing to move."""

WAITING = frozenset({State.HELD, State.REVIVED})
"""The states in which somebody still has to decide."""
BY_OFFICER = frozenset({State.REVIVED})
FILINGS = frozenset({State.FILED, State.WARRANT_ASKED})
IN_BULK = frozenset({State.DECLINED})
"""Decisions that may be made about many charges at once: never one that brings a person to court."""


def transitions() -> dict[State, frozenset[State]]:
    """Every step that some model has."""
    found: dict[State, frozenset[State]] = {state: frozenset() for state in State}
    for table in TABLES.values():
        for before, after in table.items():
            found[before] |= after
    return found


TRANSITIONS = transitions()


def table_of(model: str) -> Table:
    """The steps of a model; those of a charge held by the prosecutor where the site has set none."""
    known = ChargeModel(model) if model in set(ChargeModel) else ChargeModel.HELD_BY_PROSECUTOR
    return TABLES[known]


def ways(model: str, state: str) -> frozenset[State]:
    """Where a charge may go from here."""
    return table_of(model).get(State(state), frozenset())


def check_step(
    *,
    model: str,
    to: State,
    today: date,
    deadline_on: date,
    file_by: date | None,
    void_on: date | None,
    filed_on: date | None = None,
) -> None:
    """Raise Refused (conflict) for a step whose day has not come, or has passed.

    Whether the table has the step at all is asked where it is made. `file_by` is the last day on which the
    charge may be filed, `void_on` the first on which it may be voided; None where the site has set none. What
    counts of a filing is its own day, `filed_on`: it may be written down later.
    """
    filed = filed_on or today
    if to in FILINGS and file_by is not None and filed > file_by:
        raise Refused(
            CONFLICT,
            "This charge is time-barred: it could be filed until %(day)s. You can decline it.",
            "to",
            day=file_by,
        )
    if to is State.REVIVED and today <= deadline_on:
        raise Refused(
            CONFLICT, "The clock runs until %(day)s. Until then nobody revives it.", "to", day=deadline_on
        )
    if to is State.VOIDED and (void_on is None or today < void_on):
        if void_on is None:
            raise Refused(CONFLICT, "This site has not set after how many months a charge is void.", "to")
        raise Refused(CONFLICT, "This charge may be voided from %(day)s on.", "to", day=void_on)
    if to is State.LAPSED and today <= deadline_on:
        raise Refused(CONFLICT, "This charge lapses after %(day)s.", "to", day=deadline_on)
    if to in FILINGS and model == ChargeModel.RE_OFFENSE_ONLY and filed > deadline_on:
        raise Refused(
            CONFLICT,
            "Here a charge follows a new offense until %(day)s only. You can let it lapse.",
            "to",
            day=deadline_on,
        )


def check_bar(*, model: str, to: State, confirmed: bool) -> None:
    """Raise Refused (conflict) where a statute bars a charge after an intake, and this one says otherwise.

    `confirmed` is whether an intake is shown to whoever decides: what was not released bars nothing here.
    """
    if model != ChargeModel.STATUTORY_BAR:
        return
    if to is State.BARRED and not confirmed:
        raise Refused(CONFLICT, "No intake is shown to you, and an intake is what bars this charge.", "to")
    if to in FILINGS and confirmed:
        raise Refused(CONFLICT, "The intake is shown to you: the law bars filing this charge.", "to")


def check_bulk(to: State, charges: int) -> None:
    """Raise Refused (invalid) for a decision about several charges that has to be made one at a time."""
    if charges > 1 and to not in IN_BULK:
        raise Refused(INVALID, "Decide this about one charge at a time.", "to")
    if charges < 1:
        raise Refused(INVALID, "Choose at least one charge.", "charges")
