"""The log says what happened, where and on which route: nothing that was typed, nobody's id (R-59)."""

import io
import logging
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client

from tests.database.test_races import at_once, rows
from tests.factories import walk
from tests.factories.desk import Desk
from tests.factories.fixtures import World
from thirdoption.jobs import working
from thirdoption.program.matters import actions as matters
from thirdoption.program.referrals import actions as referrals
from thirdoption.web.kit.logs import WithoutValues

SignIn = Callable[[str], Client]


@pytest.fixture
def log() -> Iterator[Callable[[], str]]:
    """What the program's own handler wrote since the test began."""
    (handler,) = [one for one in logging.root.handlers if isinstance(one.formatter, WithoutValues)]
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    usual = handler.setStream(written)
    yield written.getvalue
    handler.setStream(usual)


def test_a_refused_page_is_logged_by_its_route(world: World, sign_in: SignIn, log: Callable[[], str]) -> None:
    desk = Desk(world)
    care, officer = sign_in("case-manager"), sign_in("officer")
    person = f"/desk/people/{desk.person.pk}/"
    walk.intake(world, desk.person, desk.referral)
    for answer, status, route in (
        (officer.get(person), 404, "desk:person"),
        (care.post(f"{person}goals/", {"words": ""}), 422, "desk:goal"),
        (care.post(desk.address("intake"), desk.typed("intake")), 409, "desk:intake"),
        (care.get("/desk/Marisol/"), 404, "?"),
    ):
        assert answer.status_code == status
        assert f"django.request {status} on {route}\n" in log()
    for told in (desk.person.pk, desk.referral.pk, "Marisol", "/desk/"):
        assert str(told) not in log()


def test_a_job_that_is_given_up_is_logged_by_its_kind_and_place(
    committed: World, monkeypatch: pytest.MonkeyPatch, log: Callable[[], str]
) -> None:
    def break_down(**_given: Any) -> None:
        connection.close()  # this thread's own, which ends with the job
        raise ValueError("Zebulon Quince") from KeyError("Quince Alley 9")

    monkeypatch.setattr(matters, "hold", break_down)
    referral = walk.contact(committed)
    with committed.acting("officer") as by:
        referrals.offer(referral=referral, accepted=True, by=by, at=committed.at)
    rows("UPDATE procrastinate_jobs SET attempts = 100 RETURNING id")
    # in a thread of its own: a browser's loop may run in this one
    at_once(1, lambda _number: working.work(until_empty=True))
    assert rows("SELECT status::text FROM procrastinate_jobs") == [("failed",)]
    assert "job_error thirdoption.offer_accepted" in log()
    assert f"ValueError at {__file__}:" in log()
    for told in ("Zebulon", "Quince", "Traceback", str(referral.pk), str(committed.workers["officer"].pk)):
        assert told not in log()


def test_what_a_library_writes_loses_ids_and_the_exceptions_text(log: Callable[[], str]) -> None:
    library, whose = logging.getLogger("a.library"), uuid.uuid4()
    library.warning("looked for %s: 100%% of it", whose)
    try:
        raise Http404("Zebulon")
    except Http404 as error:
        library.exception("it said: %s", error)
    assert "a.library looked for (id): 100% of it\n" in log()
    assert f"a.library Http404 at {__file__}:" in log()
    assert str(whose) not in log() and "Zebulon" not in log()
