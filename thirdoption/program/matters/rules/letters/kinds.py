"""Letters and notices of a held charge: which kinds there are, who makes each, which facts each may carry."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from thirdoption.program.ground.refusal import CONFLICT, Refused
from thirdoption.program.matters.rules.clock import ticket_comes_first
from thirdoption.program.matters.rules.states import WAITING, State
from thirdoption.program.staff.rules import Permission


class Kind(StrEnum):
    """The letters and notices that there are."""

    HOLD = "hold_notice"
    PASSED = "date_passed_notice"
    DECLINED = "decline_confirmation"
    SEAL_AGENCY = "seal_notice_agency"
    SEAL_STATE = "seal_notice_state"
    INTAKE = "intake_notice"
    CERTIFICATE = "intake_certificate"
    ADJOURN = "adjourn_request"
    OWN_COPY = "own_copy"
    STATUS = "status_letter"


SEALING = frozenset({Kind.SEAL_AGENCY, Kind.SEAL_STATE})
OF_OFFICE = frozenset({Kind.HOLD, Kind.PASSED, Kind.DECLINED, *SEALING})
"""What stands in the prosecutor's file; everything else is the program's and the person's own."""
OWN = frozenset(set(Kind) - OF_OFFICE)
WITHOUT_CHARGE = frozenset({Kind.STATUS})
"""What needs no charge: it is of the person, by whichever door they came."""

MAKERS: Mapping[Kind, Permission] = {
    **dict.fromkeys(OF_OFFICE, Permission.DECIDE_MATTER),
    **dict.fromkeys(OWN, Permission.WRITE_CARE),
    Kind.INTAKE: Permission.TAKE_RELEASE,
}
"""Who may make a letter; the purpose is that of the role which has the permission."""

_CHARGE = ("incident_number", "incident_on", "offense", "law")
_DECLINED = (*_CHARGE, "decided_on", "office", "worker")
FACTS: Mapping[Kind, tuple[str, ...]] = {
    Kind.HOLD: ("made_on", "program", "office", *_CHARGE, "held_on", "deadline_on"),
    Kind.PASSED: ("made_on", "program", "office", *_CHARGE, "deadline_on"),
    Kind.DECLINED: ("made_on", "program", *_DECLINED),
    Kind.SEAL_AGENCY: ("made_on", "agency", *_DECLINED, "word"),
    Kind.SEAL_STATE: ("made_on", *_DECLINED, "word"),
    Kind.INTAKE: ("made_on", "program", "office", *_CHARGE, "confirmed_on", "signed_on"),
    Kind.CERTIFICATE: ("made_on", "program", "name", "incident_number", "confirmed_on"),
    Kind.ADJOURN: ("made_on", "name", "incident_number", "returnable_on", "deadline_on"),
    Kind.OWN_COPY: (
        *("made_on", "program", "name", "line", "lawyer", "office"),
        *(*_CHARGE, "deadline_on", "returnable_on"),
    ),
    Kind.STATUS: ("made_on", "program", "name", "since", "worker"),
}
"""Every fact that a letter may carry: nothing else is in its data, in its text or on its page (R-36)."""

NEEDED: Mapping[Kind, tuple[str, ...]] = {
    Kind.HOLD: ("incident_number", "offense", "deadline_on"),
    Kind.PASSED: ("incident_number", "offense", "deadline_on"),
    Kind.DECLINED: ("incident_number", "offense", "decided_on"),
    **dict.fromkeys(SEALING, ("incident_number", "incident_on", "offense", "decided_on")),
    Kind.INTAKE: ("incident_number", "confirmed_on"),
    Kind.CERTIFICATE: ("incident_number", "confirmed_on"),
    Kind.ADJOURN: ("name", "incident_number", "returnable_on", "deadline_on"),
    Kind.OWN_COPY: ("lawyer", "offense", "incident_number", "deadline_on", "office"),
    Kind.STATUS: ("name", "since"),
}
"""The blanks that a site's own text keeps, besides its legal notice."""


def check_ready(
    kind: Kind,
    *,
    state: str = "",
    today: date,
    deadline_on: date | None = None,
    returnable_on: date | None = None,
    confirmed: bool = False,
) -> None:
    """Raise Refused (conflict) for a letter that would not be true, or is of no use, now.

    `confirmed`: whether the one who makes it may know that the intake is done.
    """
    waits = state in WAITING
    if kind not in WITHOUT_CHARGE and deadline_on is None:
        raise Refused(CONFLICT, "There is no charge for this letter.", "kind")
    if kind in (Kind.HOLD, Kind.OWN_COPY) and not waits:
        raise Refused(CONFLICT, "This charge does not wait any more.", "kind")
    if kind is Kind.PASSED:
        if not waits or deadline_on is None or today <= deadline_on:
            raise Refused(
                CONFLICT, "This notice is for a charge that waits and whose date has passed.", "kind"
            )
        if confirmed:
            raise Refused(CONFLICT, "The intake is confirmed: this notice would not be true.", "kind")
    if (kind is Kind.DECLINED or kind in SEALING) and state != State.DECLINED:
        raise Refused(CONFLICT, "This letter is for a charge that is declined.", "kind")
    if kind in (Kind.INTAKE, Kind.CERTIFICATE) and not confirmed:
        raise Refused(CONFLICT, "The intake is not done yet.", "kind")
    if kind is Kind.ADJOURN and not (waits and ticket_comes_first(returnable_on, deadline_on)):
        raise Refused(
            CONFLICT, "This request is for a ticket that is returnable before the clock ends.", "kind"
        )


def check_facts(kind: Kind, facts: Mapping[str, object]) -> None:
    """Raise ValueError unless a letter carries exactly the facts of its kind (R-36)."""
    if set(facts) != set(FACTS[kind]):
        differ = ", ".join(sorted(set(facts) ^ set(FACTS[kind])))
        raise ValueError(f"{kind}: not the facts of this letter: {differ}")


def ready(kinds: Iterable[Kind], **known: Any) -> list[Kind]:
    """Of these kinds, in their order, those that can be written now; `known` is what `check_ready` asks."""
    found = []
    for kind in Kind:
        if kind in set(kinds):
            try:
                check_ready(kind, **known)
            except Refused:
                continue
            found.append(kind)
    return found
