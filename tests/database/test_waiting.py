"""What was noted at a desk without a signal: sent once, by its author alone, and opened again."""

import json
import uuid
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tests.factories.desk import Desk, SignIn, on_the_clock
from tests.factories.fixtures import World
from tests.factories.phone import Item, Phone
from thirdoption.program.care.models import Contact
from thirdoption.program.referrals.rules.sealed import read_envelope

TYPED = {"kind": "made", "how": "in_person", "line": "Ate together", "sensitive": "", "minutes": ""}


@pytest.fixture(autouse=True)
def desk_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Test clients on the world's clock."""
    return on_the_clock(world, monkeypatch)


class Noted(Phone):
    """A care worker's phone: it has no key of its own, and signs nothing."""

    def __post_init__(self) -> None:
        self.device = SimpleNamespace(pk=self.world.workers[self.officer].pk)

    def noted(self, person: Any, *, behind: timedelta = timedelta(), **typed: str) -> Item:
        """A contact as the page seals it."""
        fields = [[name, value] for name, value in {**TYPED, **typed}.items()]
        item = self.item({"person": str(person), "fields": fields}, behind=behind)
        return {**item, "signature": ""}


def send(client: Any, item: Any) -> Any:
    return client.post("/desk/waiting/", json.dumps(item), content_type="application/json")


def kept(desk: Desk) -> list[Contact]:
    with desk.world.acting("case-manager"):
        return list(Contact.objects.filter(person=desk.person))


def test_what_waited_is_taken_in_once_as_of_when_it_was_noted(desk: Desk, desk_in: SignIn) -> None:
    """R-77: the answer may be lost, and a phone's clock may be wrong."""
    item = Noted(desk.world, "case-manager").noted(desk.person.pk)
    noted_at = desk.world.at
    desk.world.pass_time(hours=3)
    item["sent"] = desk.world.at.isoformat()
    client = desk_in("case-manager")
    for _ in range(2):
        assert send(client, item).json() == {"state": "received"}
    (row,) = kept(desk)
    assert (row.line, row.at, row.noted_at) == ("Ate together", noted_at, desk.world.at)


def test_it_is_sealed_and_nobody_else_sends_it(desk: Desk, desk_in: SignIn) -> None:
    """What stays on the phone says nothing of anybody, and a colleague's sign-in is not the author's."""
    item = Noted(desk.world, "case-manager").noted(desk.person.pk)
    assert "Ate together" not in json.dumps(item) and str(desk.person.pk) not in json.dumps(item)
    for key in ("supervisor", "on-call", "officer", "manager"):
        answer = send(desk_in(key), item)
        assert answer.status_code == 404 and "refused" not in answer.content.decode(), (
            "it waits for its author"
        )
        assert desk_in(key).post("/desk/waiting/open/", {"item": json.dumps(item)}).status_code == 404
    forged = {**item, "author": str(desk.world.workers["supervisor"].pk)}
    assert send(desk_in("supervisor"), forged).json()["state"] == "refused"
    assert not kept(desk)


def test_what_is_refused_is_opened_again_with_what_was_typed(desk: Desk, desk_in: SignIn) -> None:
    phone, client = Noted(desk.world, "case-manager"), desk_in("case-manager")
    item = phone.noted(desk.person.pk, line="NYSID 01234567K", sensitive="Typed in the rain")
    told = send(client, item).json()
    assert told["state"] == "refused" and "state, FBI or NCIC number" in told["said"][0]
    page = client.post("/desk/waiting/open/", {"item": json.dumps(item)}).content.decode()
    assert "Typed in the rain" in page and "01234567K" in page and f'value="{item["id"]}"' in page
    put_right = {**TYPED, "line": "Ate together", "key": item["id"]}
    assert client.post(f"/desk/people/{desk.person.pk}/contacts/", put_right).status_code == 302
    assert send(client, item).json() == {"state": "received"}, "then it leaves the phone"
    assert len(kept(desk)) == 1


@pytest.mark.parametrize("inside", [b"no JSON", b"[]", b'{"person": "x", "fields": []}', b'{"fields": [1]}'])
def test_what_cannot_be_read_is_refused_and_breaks_nothing(
    desk: Desk, desk_in: SignIn, inside: bytes
) -> None:
    item = {**Noted(desk.world, "case-manager").item(inside), "signature": ""}
    assert send(desk_in("case-manager"), item).json()["state"] == "refused"
    assert send(desk_in("case-manager"), "nonsense").json()["state"] == "refused"
    assert send(desk_in("case-manager"), {**item, "id": str(uuid.uuid4())}).json()["state"] == "refused"


def test_a_person_whom_nobody_may_see_is_not_there(desk: Desk, desk_in: SignIn) -> None:
    item = Noted(desk.world, "case-manager").noted(uuid.uuid4())
    answer = send(desk_in("case-manager"), item)
    assert answer.status_code == 404 and answer.json()["state"] == "refused"


def test_the_street_takes_nothing_that_is_not_signed(desk: Desk, desk_in: SignIn) -> None:
    """An item without a signature is no officer's (R-77)."""
    item = {**Phone(desk.world).item(), "signature": ""}
    assert read_envelope(json.dumps(item).encode()).signature == b""
    answer = desk_in("officer").post("/street/outbox/", json.dumps(item), content_type="application/json")
    assert answer.status_code == 409 and "not signed" in answer.content.decode()
