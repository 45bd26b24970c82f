"""Web push: a phone is added, proven by a tap, paged, ended by its service; nobody else learns of it."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.factories.line import Line, code_of
from tests.factories.push import Browser, Service, push_served
from thirdoption.jobs import carriers
from thirdoption.jobs.carriers.outcome import Sent
from thirdoption.program.ground import acting as ground
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs.actions import methods
from thirdoption.program.messages.models import Address, ContactMethod, Delivery, Message
from thirdoption.program.messages.queries import Outgoing
from thirdoption.program.messages.queries.push import public_key
from thirdoption.program.messages.rules import Kind, State
from thirdoption.program.messages.rules.push import Keys
from thirdoption.program.staff.queries import program
from thirdoption.program.trail.models import Entry

SignIn = Callable[[str], Client]
OUTSIDE = "https://fcm.googleapis.com/fcm/send/abc"


@pytest.fixture
def service() -> Iterator[Service]:
    with push_served() as one:
        yield one


@pytest.fixture
def browser() -> Browser:
    return Browser()


def add(line: Line, key: str, endpoint: str, browser: Browser, *, verified: bool = True) -> ContactMethod:
    """A worker adds a phone, and taps the notice that comes."""
    with line.world.acting(key) as by:
        given = {"kind": Kind.PUSH, "address": endpoint, "keys": browser.keys, "at": line.world.at}
        made = methods.add_method(**given, by=by)
    line.settle()
    if verified:
        with line.world.acting(key) as by:
            assert methods.verify_method(method=made, code=code_of(made), by=by, at=line.world.at)
        line.settle()
    return made


def test_a_phone_is_added_on_the_page_and_proven_by_one_tap(
    bare: Line, service: Service, browser: Browser, sign_in: SignIn
) -> None:
    client, mine = sign_in("on-call"), reverse("desk:methods")
    assert f'data-key="{public_key()}"' in client.get(mine).content.decode()
    sent = {"address": service.endpoint(), **vars(browser.keys)}
    assert client.post(reverse("desk:add-phone"), sent).status_code == 302
    bare.settle()
    (told,) = service.told(browser)
    made = ContactMethod.objects.get()
    assert (told["about"], told["id"], told["code"]) == ("verify", str(made.pk), code_of(made))
    assert not ContactMethod.objects.live().exists()
    script = client.get(reverse("desk:service-worker")).content.decode()
    assert f'"verify": "{mine}#prove=ID=CODE"' in script
    page = client.get(mine).content.decode()
    assert "Tap the notice that appears here" in page and f'id="code-{made.pk}"' in page
    assert service.url not in page and browser.keys.auth not in page
    assert (
        client.post(reverse("desk:verify-method", args=[made.pk]), {"code": told["code"]}).status_code == 302
    )
    assert ContactMethod.objects.live().count() == 1
    assert client.post(reverse("desk:add-phone"), sent).status_code == 409, "it is there already"


def test_a_page_comes_sealed_signed_and_says_only_that_there_is_a_task(
    line: Line, service: Service, browser: Browser
) -> None:
    """R-37: outside the house the message is sealed; on the phone it says that there is a task."""
    add(line, "on-call", service.endpoint(), browser)
    service.came.clear()
    call = line.call()
    ((path, headers, body),) = service.came
    assert path == "/push/one" and headers["Content-Encoding"] == "aes128gcm"
    assert headers["Authorization"].endswith(f"k={public_key()}") and headers["Urgency"] == "high"
    assert b"task" not in body and str(call).encode() not in body
    (told,) = service.told(browser)
    assert told == {
        "text": "You have a task.",
        "language": "en",
        "about": "hand-off",
        "id": str(call),
        "code": "",
    }
    with ground.opened(program(line.world.site.pk, line.world.at)):
        page = Message.objects.get(subject=call, channel=Kind.PUSH)
        assert list(Delivery.objects.filter(message=page).values_list("state", flat=True)) == ["sent"]


def test_in_spanish(line: Line, service: Service, browser: Browser) -> None:
    line.world.workers["on-call"].user.language = "es"
    line.world.workers["on-call"].user.save(update_fields=["language"])
    add(line, "on-call", service.endpoint(), browser)
    service.came.clear()
    line.call()
    assert [one["text"] for one in service.told(browser)] == ["Tiene una tarea."]


def handed_to(service: Service, browser: Browser, endpoint: str = "") -> Sent:
    """What is said at once of a page that is handed to a push service."""
    subject, method = uuid.uuid4(), uuid.uuid4()
    address = endpoint or service.endpoint()
    told = {"text": "You have a task.", "method": method, "keys": browser.keys}
    page = Outgoing(uuid.uuid4(), "hand-off", subject, Kind.PUSH, address, "en", **told)
    return carriers.send(page, site=uuid.uuid4(), made_up=True)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (201, Sent(State.SENT)),
        (302, Sent(State.REJECTED, why="status 302")),
        (400, Sent(State.REJECTED, why="status 400")),
        (404, Sent(State.REJECTED, why="status 404", gone=True)),
        (410, Sent(State.REJECTED, why="status 410", gone=True)),
        (413, Sent(State.REJECTED, why="status 413")),
        (429, Sent(State.UNDELIVERED, why="status 429")),
        (503, Sent(State.UNDELIVERED, why="status 503")),
    ],
)
def test_what_a_push_service_says(service: Service, browser: Browser, status: int, said: Sent) -> None:
    service.status = status
    assert handed_to(service, browser) == said
    assert [path for path, _headers, _body in service.came] == ["/push/one"], "it is sent on nowhere"


def test_a_service_that_is_away_or_none_is_a_loss(service: Service, browser: Browser) -> None:
    gone = handed_to(service, browser, "http://127.0.0.1:9/push")
    assert (gone.state, gone.gone) == (State.UNDELIVERED, False)
    assert handed_to(service, browser, "https://10.0.0.8/push") == Sent(State.SENT, "rehearsal")
    assert service.came == []


def test_a_phone_that_is_gone_ends_and_the_next_is_paged_at_once(
    bare: Line, service: Service, browser: Browser
) -> None:
    bare.on_call("on-call", "case-manager")
    bare.reach("case-manager")
    made = add(bare, "on-call", service.endpoint(), browser)
    service.status = 410
    bare.call()
    assert bare.paged() == ["case-manager"]
    made.refresh_from_db()
    assert made.ended == bare.world.at
    with bare.world.acting("auditor"):
        assert (
            Entry.objects.filter(verb="lose", noun="contact method", subjects__contains=[made.pk]).count()
            == 1
        )
    with ground.opened(program(bare.world.site.pk, bare.world.at)):
        told = Message.objects.filter(template="methods", subject=made.pk, made_at=bare.world.at)
        assert {one.worker for one in told} == {bare.world.workers["on-call"].pk}


def test_any_other_trouble_is_a_loss_and_the_phone_stays(
    bare: Line, service: Service, browser: Browser
) -> None:
    bare.on_call("on-call", "case-manager")
    bare.reach("case-manager")
    made = add(bare, "on-call", service.endpoint(), browser)
    service.came.clear()
    service.status = 503
    bare.call()
    assert bare.paged() == ["case-manager"]
    assert [path for path, _headers, _body in service.came] == ["/push/one"], "it is sent on nowhere"
    made.refresh_from_db()
    assert made.ended is None


def test_nobody_else_reads_where_a_phone_is_reached(line: Line, service: Service, browser: Browser) -> None:
    """R-37: the subscription is its own worker's, and the program's that sends; raw SQL finds no more."""
    add(line, "on-call", service.endpoint(), browser)
    for key in ("case-manager", "supervisor", "manager", "auditor", "officer"):
        with line.world.acting(key), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM messages_address WHERE auth <> ''")
            assert cursor.fetchone() == (0,), key
    with line.world.acting("on-call"):
        assert Address.objects.get(method__kind=Kind.PUSH).auth == browser.keys.auth


def test_a_colleague_can_neither_prove_nor_end_it(
    line: Line, service: Service, browser: Browser, sign_in: SignIn
) -> None:
    made = add(line, "on-call", service.endpoint(), browser, verified=False)
    for name in ("verify-method", "end-method"):
        answer = sign_in("supervisor").post(reverse(f"desk:{name}", args=[made.pk]), {"code": code_of(made)})
        assert answer.status_code == 404
    assert sign_in("liaison").post(reverse("desk:add-phone"), {}).status_code == 404


@pytest.mark.parametrize("endpoint", ["https://10.0.0.8/", "http://169.254.169.254/", "https://example.org/"])
def test_no_worker_makes_the_program_call_an_address(
    bare: Line, browser: Browser, sign_in: SignIn, endpoint: str
) -> None:
    """The endpoint comes from a browser: only push services are called, also for what is stored already."""
    sent = {"address": endpoint, **vars(browser.keys)}
    assert sign_in("on-call").post(reverse("desk:add-phone"), sent).status_code == 422
    assert not ContactMethod.objects.exists()


def test_a_rehearsal_reaches_no_push_service_and_a_real_place_no_machine_inside(
    line: Line, service: Service, browser: Browser, settings: Any
) -> None:
    assert isinstance(carriers.channel(Kind.PUSH, rehearsal=True, address=OUTSIDE), carriers.Inside)
    assert isinstance(carriers.channel(Kind.PUSH, rehearsal=False, address=OUTSIDE), carriers.Push)
    inside = carriers.channel(Kind.PUSH, rehearsal=True, address=service.endpoint())
    assert isinstance(inside, carriers.Push)
    add(line, "on-call", service.endpoint(), browser)
    service.came.clear()
    settings.REHEARSAL = False
    with pytest.raises(Refused), line.world.acting("case-manager") as by:
        keys = Keys(**vars(Browser().keys))
        methods.add_method(
            kind=Kind.PUSH, address=service.endpoint("two"), keys=keys, by=by, at=line.world.at
        )
    line.call()
    assert service.came == []
