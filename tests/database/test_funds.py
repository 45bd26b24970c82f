"""Help with money: asked, answered by another, paid, and seen by nobody outside."""

import re
import uuid
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.desk import Desk, SignIn, on_the_clock
from tests.factories.fixtures import World
from tests.factories.funds_acts import ASK
from thirdoption.program.care.actions import funds as acts
from thirdoption.program.care.models import Fund, FundReceipt, FundStatus
from thirdoption.program.care.rules.funds import RECEIPT_MOST
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.ground.sealed import unseal

TYPED = {"kind": "bus_pass", "cents": "$30.00", "payee": "The bus office", "why": "To get to the clinic"}


@pytest.fixture(autouse=True)
def desk_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Test clients on the world's clock."""
    return on_the_clock(world, monkeypatch)


def asked(desk: Desk) -> Fund:
    with desk.world.acting("case-manager") as by:
        return acts.ask_funds(person=desk.person, **ASK, by=by, at=by.now())  # type: ignore[arg-type]


def test_a_bus_pass_from_asked_to_paid_and_some_of_it_back(desk: Desk, desk_in: SignIn) -> None:
    worker, supervisor = desk_in("case-manager"), desk_in("supervisor")
    there = f"/desk/people/{desk.person.pk}/funds/"
    sent = {**TYPED, "key": str(uuid.uuid4())}
    assert [worker.post(there, sent).status_code for _ in range(2)] == [302, 302]
    with desk.world.acting("case-manager"):
        (fund,) = Fund.objects.all()
    assert fund.cents == 3000
    assert worker.post(f"{there}{fund.pk}/answer/", {"do": "yes", "note": ""}).status_code == 404
    waits = supervisor.get("/desk/funds/").content.decode()
    assert "Marisol" in waits and "$30.00" in waits
    refused = supervisor.post(f"{there}{fund.pk}/answer/", {"do": "no", "note": ""})
    assert refused.status_code == 422 and "Fill in this field" in refused.content.decode()
    assert supervisor.post(f"{there}{fund.pk}/answer/", {"do": "yes", "note": ""}).status_code == 302
    too_much = worker.post(f"{there}{fund.pk}/move/", {"do": "pay", "cents": "30.01", "note": ""})
    assert too_much.status_code == 422 and "30.01" in too_much.content.decode()
    paid = {"do": "pay", "cents": "27.50", "note": ""}
    assert [worker.post(f"{there}{fund.pk}/move/", paid).status_code for _ in range(2)] == [302, 409]
    more = {"do": "return", "cents": "27.51", "note": "More than was paid"}
    assert worker.post(f"{there}{fund.pk}/move/", more).status_code == 422
    back = {"do": "return", "cents": "2.50", "note": "It was less"}
    assert worker.post(f"{there}{fund.pk}/move/", back).status_code == 302
    with CaptureQueriesContext(connection) as asked_for:
        page = worker.get(there).content.decode()
    assert "$27.50" in page and "$2.50" in page and "It was less" in page
    approver = desk.world.workers["supervisor"].name
    assert re.search(rf"Approved: \w+\.? \d+, {approver}", page), "who said yes stays"
    assert len(asked_for) <= 14


def test_a_receipt_is_what_its_bytes_say_sealed_and_never_shown_inline(desk: Desk, desk_in: SignIn) -> None:
    """Nor does a copy of the database alone open it."""
    fund, worker = asked(desk), desk_in("case-manager")
    with desk.world.acting("supervisor") as by:
        acts.answer_funds(fund=fund, approve=True, note="", by=by, at=by.now())
    there = f"/desk/people/{desk.person.pk}/funds/"
    picture = b"\x89PNG\r\n\x1a\n" + b"The bus office" * 9
    for bad in (b"<script>alert(1)</script>", b"%PDF-" + b"x" * RECEIPT_MOST):
        sent = {"file": SimpleUploadedFile("receipt.png", bad, "image/png")}
        assert worker.post(f"{there}{fund.pk}/receipt/", sent).status_code == 422
    assert worker.post(f"{there}{fund.pk}/receipt/", {}).status_code == 422
    sent = {"file": SimpleUploadedFile("x.html", picture, "text/html")}
    assert worker.post(f"{there}{fund.pk}/receipt/", sent).status_code == 302
    with desk.world.acting("case-manager"):
        (row,) = FundReceipt.objects.all()
    assert row.kind == "png" and b"bus office" not in bytes(row.sealed)
    with pytest.raises(InvalidTag):
        unseal(bytes(row.sealed), row=fund.pk)
    address = f"/desk/people/{desk.person.pk}/receipts/{row.pk}/"
    assert address in worker.get(there).content.decode()
    file = worker.get(address)
    assert file.content == picture and file["X-Content-Type-Options"] == "nosniff"
    assert file["Content-Disposition"].startswith("attachment")
    for key in ("officer", "liaison", "manager"):
        assert desk_in(key).get(address).status_code == 404


def test_nobody_answers_their_own_request(desk: Desk) -> None:
    """Neither by the action nor by a row written past it."""
    with desk.world.acting("supervisor") as by:
        own = acts.ask_funds(person=desk.person, **ASK, by=by, at=by.now())  # type: ignore[arg-type]
        with pytest.raises(Refused, match="Another worker"):
            acts.answer_funds(fund=own, approve=True, note="", by=by, at=by.now())
        row: dict[str, Any] = {"thing": own, "number": 1, "state": "approved", "at": by.now()}
        with pytest.raises(DatabaseError), transaction.atomic():
            FundStatus(**row, worker=by.worker, organization=by.organization).save(force_insert=True)
        with pytest.raises(DatabaseError), transaction.atomic():
            Fund.objects.filter(pk=own.pk).update(state="approved", version=1)


def test_money_is_seen_by_the_people_of_care_alone(desk: Desk, desk_in: SignIn) -> None:
    """R-25, R-26: police, the prosecutor and the program manager find neither page nor row."""
    asked(desk)
    with desk.world.acting("case-manager"):
        assert Fund.objects.count() == 1
    for key in ("officer", "liaison", "manager", "auditor"):
        with desk.world.acting(key):
            assert not Fund.objects.exists(), key
        for address in ("/desk/funds/", f"/desk/people/{desk.person.pk}/funds/"):
            assert desk_in(key).get(address).status_code == 404, (key, address)
