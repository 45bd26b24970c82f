"""What a phone sends: taken in once, as its author's, and every refusal with its sentence."""

import json
import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from tests.conftest import run_as_owner
from tests.factories.desk import on_the_clock
from tests.factories.fixtures import World, run_waiting_jobs
from tests.factories.phone import YES, Phone, counted, send, sent_at, the_referral
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.referrals import queries
from thirdoption.program.referrals.models import Held, Referral
from thirdoption.program.staff.actions import add_device_key, end_device_key
from thirdoption.program.staff.models import DeviceKey

SignIn = Callable[[str], Client]


@pytest.fixture
def sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """A test client as a worker, on the test's clock."""
    return on_the_clock(world, monkeypatch)


def test_the_whole_referral_arrives_as_if_it_was_made_online(world: World, sign_in: SignIn) -> None:
    phone = Phone(world)
    status, answer = send(sign_in("officer"), phone.item(phone.inside(YES)))
    assert (status, answer["state"], answer["said"]) == (200, "received", [])
    assert len(answer["number"]) == 9
    found = the_referral(world)
    assert (found.state, found.answer, found.set_aside) == ("accepted", "eligible", "custodial_arrest")
    assert str(found.pk) == answer["referral"]
    assert run_waiting_jobs() > 0, "the line is called"


def test_the_same_item_five_times_is_one_referral(world: World, sign_in: SignIn) -> None:
    """R-77."""
    phone, client = Phone(world), sign_in("officer")
    item = phone.item(phone.inside(YES))
    answers = []
    for _ in range(5):
        answers.append(send(client, sent_at(item, world.at)))
        world.pass_time(minutes=7)
    assert all(answer == answers[0] for answer in answers)
    assert counted(world) == (1, 1, 0)


def test_the_same_id_with_another_body_is_a_conflict(world: World, sign_in: SignIn) -> None:
    """R-77."""
    phone, client, key = Phone(world), sign_in("officer"), str(uuid.uuid4())
    assert send(client, phone.item(id=key))[0] == 200
    status, answer = send(client, phone.item(phone.inside(place="Somewhere else"), id=key))
    assert (status, answer["state"]) == (409, "rejected")
    assert "already sent with other words" in answer["said"][0]
    assert counted(world) == (1, 1, 0)


def test_no_is_kept_with_how_it_ended_and_no_offer_with_its_reason(world: World, sign_in: SignIn) -> None:
    phone, client = Phone(world), sign_in("officer")
    no = {"offered": True, "accepted": False, "ending": "warned"}
    none = {"offered": False, "reason": "safety", "ending": "arrested"}
    for outcome, expected in ((no, ("closed", "warned", "")), (none, ("not_offered", "arrested", "safety"))):
        item = phone.item(phone.inside(outcome))
        answer = send(client, item)[1]
        with world.acting("officer"):
            found = Referral.objects.get(pk=answer["referral"])
        assert (found.state, found.ending, found.not_offered_reason) == expected


def test_one_officers_item_is_never_sent_as_anothers(world: World, sign_in: SignIn) -> None:
    phone = Phone(world, "officer-2")
    item = phone.item()
    status, answer = send(sign_in("officer"), item)
    assert (status, answer["state"]) == (409, "waits")
    assert answer["said"] == ["This needs the sign-in of Officer Lindqvist."]
    assert counted(world) == counted(world, "officer-2") == (0, 0, 0)
    assert send(sign_in("officer-2"), item)[0] == 200
    assert the_referral(world, "officer-2").author_id == world.workers["officer-2"].pk


def test_without_a_sign_in_nothing_is_taken(world: World) -> None:
    answer = Client().post("/street/outbox/", json.dumps(Phone(world).item()), content_type="text/plain")
    assert answer.status_code == 302 and "/account/login/" in answer["Location"]
    assert counted(world) == (0, 0, 0)


def test_a_care_worker_has_no_outbox(world: World, sign_in: SignIn) -> None:
    for address in ("outbox/", "devices/"):
        assert sign_in("on-call").post(f"/street/{address}").status_code == 404
    for address in ("policy.json", "shell/contact/en/", "card/"):
        assert sign_in("on-call").get(f"/street/{address}").status_code == 404


def leave(world: World, key: str) -> None:
    """The worker's last day was today; as set-up writes it, since the app may not."""
    ends = f"UPDATE staff_worker SET until = '{world.at.isoformat()}' WHERE id = '{world.workers[key].pk}'"
    run_as_owner(ends, connection.settings_dict["NAME"])


def newer_policy(on: date) -> None:
    """The same policy as another version, in force from a day on."""
    columns = "site_id, pack, decided_on, decision, put_by"
    add = (
        f"WITH newer AS (INSERT INTO sites_policyversion (id, version, in_force_from, {columns}) "
        f"SELECT gen_random_uuid(), 'newer', '{on.isoformat()}', {columns} FROM sites_policyversion "
        "RETURNING id) "
        "INSERT INTO sites_policytext (id, version_id, written) "
        "SELECT gen_random_uuid(), newer.id, written FROM newer, sites_policytext"
    )
    run_as_owner(add, connection.settings_dict["NAME"])


def test_a_leavers_item_is_held_for_a_supervisor_and_not_dropped(
    committed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-65: the leaver's key records nothing any more; what was made before is kept, sealed."""
    world = committed
    phone = Phone(world)
    item = phone.item(phone.inside(YES))
    leave(world, "officer")
    client = on_the_clock(world, monkeypatch)("officer-2")
    for _ in range(2):
        status, answer = send(client, sent_at(item, world.at))
        assert (status, answer["state"]) == (202, "held")
        assert "Officer Reyes does not work here any more" in answer["said"][0]
    with world.acting("sergeant"):
        held = Held.objects.get()
        assert json.loads(held.envelope)["data"] == item["data"] and "Pharmacy" not in held.envelope
        assert held.sender_id == world.workers["officer-2"].pk
        assert not Referral.objects.exists()
    for stranger in ("officer-3", "on-call", "liaison"):
        with world.acting(stranger):
            assert not Held.objects.exists(), "another agency's"


def test_the_item_of_a_phone_that_was_ended_is_held(world: World, sign_in: SignIn) -> None:
    phone = Phone(world)
    item = phone.item()
    with world.acting("officer") as by:
        end_device_key(key=phone.device, by=by, at=world.at)
    assert send(sign_in("officer"), item)[1]["state"] == "held"
    assert counted(world) == (0, 0, 1)


def test_what_was_received_is_not_held_again(world: World, sign_in: SignIn) -> None:
    """The answer was lost, and the phone is ended before it asks again: it gets its receipt (R-77)."""
    phone, client = Phone(world), sign_in("officer")
    item = phone.item(phone.inside(YES))
    first = send(client, item)
    with world.acting("officer") as by:
        end_device_key(key=phone.device, by=by, at=world.pass_time(minutes=3))
    assert send(client, sent_at(item, world.at)) == first
    status, answer = send(client, phone.item(phone.inside(place="Somewhere else"), id=item["id"]))
    assert status == 409 and "already sent with other words" in answer["said"][0]
    assert counted(world) == (1, 1, 0)


def test_nobody_ends_the_phone_of_a_colleague_but_a_supervisor(world: World) -> None:
    phone = Phone(world)
    with world.acting("officer-2") as by, pytest.raises(Refused):
        end_device_key(key=phone.device, by=by, at=world.at)
    with world.acting("sergeant") as by:
        end_device_key(key=phone.device, by=by, at=world.at)
        assert DeviceKey.objects.get(pk=phone.device.pk).ended == world.at


def test_a_key_that_is_none_is_refused(world: World, sign_in: SignIn) -> None:
    assert sign_in("officer").post("/street/devices/", {"public_key": "04ab"}).status_code == 422
    with world.acting("officer") as by:
        wrong = add_device_key(public_key="04" + "00" * 64, by=by, at=world.at)
    phone = Phone(world)
    status, _ = send(sign_in("officer"), phone.item(device=str(wrong.pk)))
    assert status == 409, "a point that is not on the curve verifies nothing"


@pytest.mark.parametrize("behind", [timedelta(days=1), -timedelta(days=1), timedelta(minutes=3)])
def test_a_wrong_clock_is_put_right_and_the_answer_says_so(
    world: World, sign_in: SignIn, behind: timedelta
) -> None:
    phone = Phone(world)
    occurred_at = world.at - timedelta(minutes=10)
    item = phone.item(phone.inside(occurred_at=(occurred_at - behind).isoformat()), behind=behind)
    world.pass_time(hours=5)
    sent = sent_at(item, world.at - behind)
    client = sign_in("officer")
    for _ in range(2):
        answer = send(client, sent)[1]
        assert answer["state"] == "received"
        assert f"wrong by {round(abs(behind.total_seconds()) / 60)} minutes" in answer["said"][0]
    assert the_referral(world).occurred_at == occurred_at


def test_a_clock_that_is_nearly_right_is_left_alone(world: World, sign_in: SignIn) -> None:
    phone, behind = Phone(world), timedelta(seconds=110)
    assert send(sign_in("officer"), phone.item(behind=behind))[1]["said"] == []
    assert the_referral(world).occurred_at == world.at - timedelta(minutes=10)


def test_what_waited_for_weeks_is_judged_by_its_own_day(
    committed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made in time, it is not too old when it arrives; and the policy of its date judges it (law 9)."""
    world = committed
    phone, client = Phone(world), on_the_clock(world, monkeypatch)("officer")
    item = phone.item(phone.inside(YES))
    first = world.site.policies.get()
    world.pass_time(days=33)
    newer_policy(world.at.date() - timedelta(days=2))
    status, answer = send(client, sent_at(item, world.at))
    assert (status, answer["state"]) == (200, "received")
    assert "judged by the one of its date" in answer["said"][0]
    assert the_referral(world).policy_id == first.pk


def test_an_offer_that_the_answer_does_not_allow_leaves_the_contact_and_says_why(
    world: World, sign_in: SignIn
) -> None:
    phone = Phone(world, "officer-5")  # not trained: the phone cannot have known it last week
    client = sign_in("officer-5")
    item = phone.item(phone.inside(YES))
    for _ in range(2):
        status, answer = send(client, item)
        assert (status, answer["state"]) == (200, "received")
        assert any("not the phone's" in sentence for sentence in answer["said"])
        assert any("not what followed: The policy does not allow" in one for one in answer["said"])
    assert the_referral(world, "officer-5").state == "recorded"


def test_an_older_key_still_opens_what_was_sealed_to_it(
    world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = Phone(world)
    item = phone.item()
    monkeypatch.setattr(settings, "PHONE_KEYS", [f"{7:064x}", *settings.PHONE_KEYS])
    queries.phone_keys.cache_clear()
    try:
        assert queries.sealing_key()[0] != item["key"]
        assert send(sign_in("officer"), item)[0] == 200
        assert send(sign_in("officer"), phone.item())[0] == 200
    finally:
        queries.phone_keys.cache_clear()


def test_a_page_that_the_phone_keeps_has_nobody_in_it(world: World, sign_in: SignIn) -> None:
    """Another officer, or whoever finds the phone, opens it without a sign-in."""
    client, phone = sign_in("officer"), Phone(world)
    send(client, phone.item())
    assert "Officer Reyes" in client.get("/street/").content.decode(), "the page with somebody in it"
    pages = [
        f"shell/{page}/{code}/" for page in ("home", "contact", "social-contact") for code in ("en", "es")
    ]
    for path in (*pages, "card/"):
        answer = client.get(f"/street/{path}")
        page = answer.content.decode()
        assert answer.status_code == 200
        assert not [word for word in ("Reyes", "26-00417-X", "Pharmacy, 200") if word in page], path
    home = client.get("/street/shell/home/en/").content.decode()
    assert "No signal now" in home and "555-0142" in home, "it answers for every page that is not kept"
    assert "No signal now" not in client.get("/street/").content.decode()
    for path in ("shell/receipt/en/", "shell/home/fr/"):
        assert client.get(f"/street/{path}").status_code == 404
