"""Help with money: asking, answering, paying, and what came back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from thirdoption.program.care.models import Fund, FundReceipt
from thirdoption.program.care.rules.funds import (
    FUND_TRANSITIONS,
    MOST,
    PAYEE_LIMIT,
    WHY_LIMIT,
    FundKind,
    FundState,
    check_cents,
    kind_of,
)
from thirdoption.program.care.rules.second_look import check_another
from thirdoption.program.care.rules.texts import free_text
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import INVALID, Refused
from thirdoption.program.ground.sealed import seal
from thirdoption.program.people.models import Person
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import add_once, move, number, record

_MOVED = "Somebody changed this while you looked at it. Load the page again."


def ask_funds(
    *,
    person: Person,
    kind: str,
    cents: int,
    payee: str,
    why: str,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Fund:
    """Ask for money for a person, in cents, paid to `payee`; somebody else answers."""
    check(by, Permission.WRITE_CARE)
    if kind not in set(FundKind):
        raise Refused(INVALID, "Choose from the list.", "kind")
    check_cents(cents, MOST)
    fund = Fund(
        pk=number(by=by, key=key),
        site_id=by.site,
        person=person,
        worker_id=by.hand,
        at=at,
        state=FundState.ASKED,
        kind=kind,
        cents=cents,
        payee=free_text(payee, field="payee", limit=PAYEE_LIMIT, required=True),
        why=free_text(why, field="why", limit=WHY_LIMIT, required=True),
    )
    if add_once(fund, same=("person", "kind", "cents", "payee", "why")):
        record(by=by, verb="ask funds", noun="person", objects=[person.pk, fund.pk], at=at)
    return fund


def answer_funds(*, fund: Fund, approve: bool, note: str, by: Acting, at: datetime) -> Fund:
    """Say yes or no to a request of another worker; a no says why.

    Raises Refused (conflict) for one's own request, and for one that was answered already.
    """
    check(by, Permission.APPROVE_FUNDS)
    check_another(fund.worker_id, by.hand)
    note = free_text(note, field="note", limit=WHY_LIMIT, required=not approve)
    _move(fund, FundState.APPROVED if approve else FundState.SAID_NO, note, by, at)
    return fund


def pay_funds(*, fund: Fund, cents: int, by: Acting, at: datetime) -> Fund:
    """Keep that the money was paid: so many cents, at most what was approved."""
    check(by, Permission.WRITE_CARE)
    check_cents(cents, fund.cents)
    _move(fund, FundState.PAID, "", by, at, cents=cents)
    return fund


def return_funds(*, fund: Fund, cents: int, note: str, by: Acting, at: datetime) -> Fund:
    """Keep that money came back: so many cents, at most what was paid, and why."""
    check(by, Permission.WRITE_CARE)
    paid = fund.statuses.filter(state=FundState.PAID).values_list("cents", flat=True).first()
    check_cents(cents, paid or fund.cents)
    note = free_text(note, field="note", limit=WHY_LIMIT, required=True)
    _move(fund, FundState.RETURNED, note, by, at, cents=cents)
    return fund


def cancel_funds(*, fund: Fund, note: str, by: Acting, at: datetime) -> Fund:
    """Take a request back before it is paid, and say why."""
    check(by, Permission.WRITE_CARE)
    note = free_text(note, field="note", limit=WHY_LIMIT, required=True)
    _move(fund, FundState.CANCELED, note, by, at)
    return fund


def add_receipt(
    *, fund: Fund, content: bytes, key: UUID | None = None, by: Acting, at: datetime
) -> FundReceipt:
    """Keep a receipt: a PDF, JPEG or PNG by its first bytes, at most 10 MB, sealed in the database."""
    check(by, Permission.WRITE_CARE)
    made = FundReceipt(
        pk=number(by=by, key=key),
        thing=fund,
        at=at,
        worker=by.hand,
        organization=by.organization,
        kind=kind_of(content),
        size=len(content),
    )
    made.sealed = seal(content, row=made.pk)
    if add_once(made, same=("thing", "kind", "size")):
        record(by=by, verb="add receipt", noun="person", objects=[fund.person_id, made.pk], at=at)
    return made


def take_receipt(*, receipt: FundReceipt, by: Acting, at: datetime) -> None:
    """Keep that a receipt left as a file (R-69)."""
    check(by, Permission.WRITE_CARE)
    objects = [receipt.thing.person_id, receipt.pk]
    record(by=by, verb="take receipt", noun="person", objects=objects, at=at)


def _move(fund: Fund, to: FundState, note: str, by: Acting, at: datetime, **facts: Any) -> None:
    move(
        thing=fund,
        to=to,
        transitions=FUND_TRANSITIONS,
        taken=_MOVED,
        by=by,
        at=at,
        note=note,
        facts=facts,
    )
    record(by=by, verb="move funds", noun="person", objects=[fund.person_id, fund.pk], at=at, why=to)
