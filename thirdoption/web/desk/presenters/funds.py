"""Help with money, as a page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from thirdoption.program.care.queries.funds import Asked
from thirdoption.program.care.rules.funds import FundState
from thirdoption.program.ground.acting import Acting
from thirdoption.program.staff.rules import Permission, may
from thirdoption.web.desk.forms.funds import FOR, STATES, Amount, Note, Receipt
from thirdoption.web.desk.presenters.moments import Clock


@dataclass(frozen=True)
class Shown:
    """One request, and what this worker may do with it now."""

    pk: UUID
    person: UUID
    name: str
    what: str
    amount: str
    payee: str
    why: str
    asked: str
    worker: str
    state: str
    tone: str
    said: tuple[tuple[str, str, str, str], ...]
    paid: str
    returned: str
    may_answer: bool
    own: bool
    may_pay: bool
    may_return: bool
    may_cancel: bool
    receipts: tuple[UUID, ...]
    form: Any
    file: Any


WITH_RECEIPT = (FundState.APPROVED, FundState.PAID, FundState.RETURNED)


def dollars(cents: int) -> str:
    """$1,234.50."""
    return f"${cents // 100:,}.{cents % 100:02d}"


def lines(
    rows: Sequence[Asked], clock: Clock, by: Acting, tried: tuple[UUID, Any] | None = None
) -> list[Shown]:
    """Requests as lines; `tried` is the one whose form was refused, with that form."""
    return [_line(one, clock, by, tried[1] if tried and tried[0] == one.pk else None) for one in rows]


def _line(one: Asked, clock: Clock, by: Acting, tried: Any) -> Shown:
    state, tone = STATES[one.state]
    answers = one.state == FundState.ASKED and may(by.role, Permission.APPROVE_FUNDS)
    return Shown(
        pk=one.pk,
        person=one.person,
        name=one.name,
        what=str(FOR[one.kind]),
        amount=dollars(one.cents),
        payee=one.payee,
        why=one.why,
        asked=clock.short(one.at),
        worker=one.worker,
        state=str(state),
        tone=tone,
        said=tuple(
            (str(STATES[FundState(state)][0]), clock.short(at), who, note)
            for state, at, who, note in one.said
        ),
        paid=dollars(one.paid) if one.paid else "",
        returned=dollars(one.returned) if one.returned else "",
        may_answer=answers and one.worker_id != by.worker,
        own=answers and one.worker_id == by.worker,
        may_pay=one.state == FundState.APPROVED,
        may_return=one.state == FundState.PAID,
        may_cancel=one.state in (FundState.ASKED, FundState.APPROVED),
        receipts=one.receipts,
        form=tried if isinstance(tried, Note) else _form(one),
        file=(tried if isinstance(tried, Receipt) else Receipt(auto_id=f"id_file_{one.pk}_%s"))
        if one.state in WITH_RECEIPT
        else None,
    )


def _form(one: Asked) -> Note:
    """What is said next of a request: an amount where money moves, with what is left of it."""
    if one.state not in (FundState.APPROVED, FundState.PAID):
        return Note(auto_id=f"id_{one.pk}_%s")
    left = one.cents if one.state == FundState.APPROVED else one.paid
    return Amount(initial={"cents": f"{left / 100:.2f}"}, auto_id=f"id_{one.pk}_%s")
