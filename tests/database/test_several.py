"""Several charges at once: declined or given a new date for one reason, all of them or none."""

import uuid
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.factories import walk
from tests.factories.fixtures import World
from tests.factories.lodging import matter_of, now
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters import actions
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import State, check_bulk

SignIn = Callable[[str], Client]
SEVERAL = "/partners/matters/several/"


@pytest.fixture
def three(world: World) -> list[Matter]:
    return [matter_of(world, walk.accepted(world, incident_number=f"26-{one}-X")) for one in range(3)]


def ids(charges: Sequence[Matter]) -> list[str]:
    return [str(one.pk) for one in charges]


def post(client: Client, charges: Sequence[Matter], **typed: Any) -> Any:
    typed = {"reason": "Interest of justice", "meant": "on", **typed}
    return client.post(SEVERAL, {"charge": ids(charges), **typed})


def states(world: World, charges: Sequence[Matter]) -> list[tuple[str, date]]:
    found = [now(world, one) for one in charges]
    return [(one.state, one.deadline_on) for one in found]


def test_what_is_chosen_is_shown_before_by_its_number(
    world: World, sign_in: SignIn, three: list[Matter]
) -> None:
    page = sign_in("liaison").get(SEVERAL, {"charge": ids(three[:2])}).content.decode()
    assert "26-0-X" in page and "26-1-X" in page and "26-2-X" not in page and "2 charges" in page
    assert "all 2 charges above" in page and "confirmed" not in page
    assert 'value="filed"' not in page and 'value="warrant_asked"' not in page


def test_declined_together_each_with_the_reason_and_the_name(
    world: World, sign_in: SignIn, three: list[Matter]
) -> None:
    client = sign_in("liaison")
    answer = client.post(SEVERAL, {"charge": ids(three[:2]), "to": "declined", "meant": "on",
                                   "reason": "Interest of justice"}, follow=True)  # fmt: skip
    assert "2 charges are declined." in answer.content.decode()
    assert [state for state, _day in states(world, three)] == ["declined", "declined", "held"]
    page = client.get(f"/partners/matters/{three[1].pk}/").content.decode()
    assert "Interest of justice" in page and world.workers["liaison"].name in page


def test_a_new_date_for_all(world: World, sign_in: SignIn, three: list[Matter]) -> None:
    assert post(sign_in("liaison"), three, to="extended", on="2027-01-20").status_code == 302
    assert states(world, three) == [("held", date(2027, 1, 20))] * 3


@pytest.mark.parametrize("to", ["warrant_asked", "filed", "barred", "voided", "lapsed"])
def test_a_posted_bulk_filing_or_warrant_is_refused(
    world: World, sign_in: SignIn, three: list[Matter], to: str
) -> None:
    """A warrant is asked for one at a time, by a named prosecutor; also where one alone is sent."""
    for charges in (three, three[:1]):
        typed = {"filed_on": "2026-11-20", "filed_how": "letter"}
        answer = post(sign_in("liaison"), charges, to=to, **typed)
        assert answer.status_code == 422
        assert "Decide this about one charge at a time." in answer.content.decode()
    assert {state for state, _day in states(world, three)} == {"held"}
    with pytest.raises(Refused, match="one charge at a time"):
        check_bulk(State(to), 2)


def test_all_or_none(world: World, sign_in: SignIn, three: list[Matter]) -> None:
    """One is decided meanwhile: the others stay as they are, and what was typed is kept."""
    with world.acting("liaison") as by:
        actions.decide(matter=three[2], to=State.DECLINED, reason="First", by=by, at=world.at)
    before = states(world, three)
    for typed in ({"to": "declined"}, {"to": "extended", "on": "2027-01-20"}):
        answer = post(sign_in("liaison"), three, **typed)
        page = answer.content.decode()
        assert answer.status_code == 409 and "Interest of justice" in page
        assert "Declined" in page  # the one that was in the way says so
        assert states(world, three) == before


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"to": ""}, "Choose what you decide."),
        ({"to": "nonsense"}, "Choose what you decide."),
        ({"to": "extended"}, "Choose the new date."),
        ({"to": "extended", "on": "2026-12-20"}, "a date is never shortened"),
        ({"to": "extended", "on": "soon"}, "Write the date"),
        ({"to": "declined", "reason": ""}, "Say why."),
        ({"to": "declined", "meant": ""}, "Confirm that this is decided."),
        ({"to": "declined", "reason": "SID 01234567K"}, "state, FBI or NCIC number"),
    ],
)
def test_what_cannot_be(
    world: World, sign_in: SignIn, three: list[Matter], typed: dict[str, str], sentence: str
) -> None:
    answer = post(sign_in("liaison"), three, **typed)
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert set(states(world, three)) == {("held", date(2026, 12, 20))}


def test_none_chosen_leads_back(world: World, sign_in: SignIn) -> None:
    page = sign_in("liaison").get(SEVERAL, follow=True).content.decode()
    assert "Choose at least one charge." in page


def test_what_is_not_there_is_not_found(world: World, sign_in: SignIn, three: list[Matter]) -> None:
    client = sign_in("liaison")
    for chosen in ([*ids(three), str(uuid.uuid4())], ["nonsense"]):
        assert client.get(SEVERAL, {"charge": chosen}).status_code == 404
        assert client.post(SEVERAL, {"charge": chosen, "to": "declined"}).status_code == 404


@pytest.mark.parametrize("key", ["officer", "case-manager", "defender", "manager"])
def test_for_others_there_is_no_such_page(
    world: World, sign_in: SignIn, three: list[Matter], key: str
) -> None:
    assert sign_in(key).get(SEVERAL, {"charge": ids(three)}).status_code == 404
    assert post(sign_in(key), three, to="declined").status_code == 404


def test_statements_of_the_preview(
    world: World, sign_in: SignIn, three: list[Matter], django_assert_max_num_queries: Any
) -> None:
    client = sign_in("liaison")
    client.get(SEVERAL, {"charge": ids(three)})
    with django_assert_max_num_queries(8):
        client.get(SEVERAL, {"charge": ids(three)})
