"""The line in a test: a rehearsal carrier over HTTP, workers with verified numbers, a clock of its own."""

import contextlib
import threading
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from tests.factories import walk
from tests.factories.fixtures import Stage, World, run_waiting_jobs, staged
from thirdoption.demo.rehearsal_carrier import Callback, Carrier, Text, server
from thirdoption.jobs import line as engine
from thirdoption.jobs.carriers import twilio
from thirdoption.program.ground import acting as ground
from thirdoption.program.handoffs.actions import rota
from thirdoption.program.handoffs.models import EscalationStep, Handoff, SafetyStep
from thirdoption.program.handoffs.queries.escalation import PAGE
from thirdoption.program.handoffs.queries.rota import on_call
from thirdoption.program.handoffs.rules.rota import Layer
from thirdoption.program.messages.actions import methods
from thirdoption.program.messages.models import ContactMethod, Message
from thirdoption.program.messages.rules import Kind, verification_code
from thirdoption.program.referrals import actions as referrals
from thirdoption.program.staff.queries import program
from thirdoption.web.line import views

STEPS: tuple[Any, ...] = (EscalationStep, SafetyStep)
ACCOUNT, TOKEN, LINE_URL = "AC00", "a token of the rehearsal", "http://line.example"
KEYS = ("on-call", "case-manager", "case-manager-2", "case-manager-3", "supervisor")
_ACTS = {
    "escalation": ("begin", "begin_again", "stop", "step", "go_on", "hurry", "beat"),
    "inbound": ("by_message", "by_telephone", "from_nobody", "rang_out", "take"),
    "answers": ("by_message", "by_key", "became", "act_as"),
    "methods": ("lose_method",),
    "line_tests": ("plan", "step", "hear"),
    "summaries": ("send_due",),
}
ENGINE = [f"handoffs.actions.{module}.{name}" for module, names in _ACTS.items() for name in names]
"""What the engine does by itself, or as a part of another act."""
LATER = {"days": 60}
"""How long after the tests' first hour the line's night is: the place's own rota has run out by then."""
NUMBERS = {key: f"+1518555010{place}" for place, key in enumerate(KEYS)}


def code_of(method: ContactMethod) -> str:
    """The code that was sent for a contact method."""
    return verification_code(method.pk, settings.SECRET_KEY)


@contextlib.contextmanager
def carrier_served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Carrier]:
    """A rehearsal carrier that answers on this machine, and settings that lead there."""
    carrier = Carrier(ACCOUNT, TOKEN, LINE_URL)
    http = server(carrier)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{http.server_port}"
    given = {"URL": url, "ACCOUNT": ACCOUNT, "TOKEN": TOKEN, "NUMBER": "+15185550142"}
    for name, value in given.items():
        monkeypatch.setattr(settings, f"CARRIER_{name}", value)
    monkeypatch.setattr(settings, "LINE_URL", LINE_URL)
    twilio._client.cache_clear()
    try:
        yield carrier
    finally:
        twilio._client().close()
        twilio._client.cache_clear()
        http.shutdown()
        http.server_close()
        thread.join()


class Line:
    """Fort Orange's line on a night: its clock is the world's, and time passes a second at a time."""

    def __init__(self, world: World, carrier: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
        self.world, self.carrier = world, carrier
        self.rehearsal = httpx.Client(base_url=settings.CARRIER_URL)
        self.client = Client()
        self.late: list[tuple[Any, Callback]] = []
        self.calls = 0
        monkeypatch.setattr(views, "clock", lambda: world.at)

    # Setting up

    def on_call(self, *keys: str) -> None:
        """These answer the line since hours ago, in this order."""
        self._on_call(keys, since=timedelta(hours=9))

    def on_call_now(self, *keys: str) -> None:
        """These come on call just now."""
        self._on_call(keys, since=timedelta(0))

    def _on_call(self, keys: Sequence[str], since: timedelta) -> None:
        with self.world.acting("supervisor") as by:
            for place, key in enumerate(keys):
                start = self.world.at - since + timedelta(hours=place) * bool(since)
                end = self.world.at + timedelta(hours=12)
                rota.put_on_call(
                    worker=self.world.workers[key], starts_at=start, ends_at=end, by=by, at=self.world.at
                )
        run_waiting_jobs()  # they are told of their shifts, which is no page
        self.carrier.inbox.clear()

    def nobody_on_call(self) -> None:
        """Outside the hours: the rota has nobody for this hour."""
        at, ends = self.world.at, self.world.at + timedelta(hours=1)
        with self.world.acting("supervisor") as by:
            for layer, who in zip(Layer, on_call(site=self.world.site.pk, at=at), strict=False):
                away = {"away": who.pk, "worker": None}
                rota.override(layer=layer, starts_at=at, ends_at=ends, **away, by=by, at=at)
        assert not on_call(site=self.world.site.pk, at=at)

    def reach(self, key: str, *kinds: Kind, address: str = "", verified: bool = True) -> list[ContactMethod]:
        """A worker adds contact methods, and types the code that came."""
        made = []
        for kind in kinds or (Kind.SMS,):
            with self.world.acting(key) as by:
                where = address or (f"{key}@home.example" if kind == Kind.EMAIL else NUMBERS[key])
                one = methods.add(kind=kind, address=where, by=by, at=self.world.at)
                if verified:
                    assert methods.verify(method=one, code=code_of(one), by=by, at=self.world.at)
                made.append(one)
        return made

    def faults(self, **faults: Any) -> None:
        """What goes wrong at the carrier from now on."""
        assert self.rehearsal.post("/rehearsal/faults", json=faults).status_code == 200

    # What happens

    def offer(self) -> Any:
        """An officer's offer is accepted, and nothing has followed yet."""
        self.calls += 1
        referral = walk.contact(self.world, incident_number=f"26-{self.calls:05}-X")
        with self.world.acting("officer") as by:
            referrals.offer(referral=referral, accepted=True, by=by, at=self.world.at)
        return referral

    def call(self) -> Any:
        """An officer's offer is accepted: the line is called. The id of the hand-off."""
        referral = self.offer()
        self.settle()
        with self.world.acting("on-call"):
            return Handoff.objects.get(referral=referral).pk

    def settle(self) -> None:
        """All that follows now, until nothing more does: jobs, and what the carrier tells."""
        for _ in range(50):
            engine.wake(self.world.at)
            done = run_waiting_jobs()
            told = self.rehearsal.get("/rehearsal/callbacks").json()
            for one in (Callback(**each) for each in told):
                self.late.append((self.world.at + timedelta(seconds=one.after_seconds), one))
            due = [one for one in self.late if one[0] <= self.world.at]
            self.late = [one for one in self.late if one[0] > self.world.at]
            for _at, one in due:
                assert self.hand_on(one).status_code in (200, 204)
            if not done and not due:
                return
        raise AssertionError("the line does not come to rest")

    def hand_on(self, one: Callback) -> HttpResponse:
        """One webhook of the carrier, as it signs it."""
        return self.post(one.url, one.fields, one.signature)

    def post(self, url: str, fields: dict[str, str], signature: str) -> Any:
        """A webhook with a signature, good or not."""
        path = urlsplit(url)._replace(scheme="", netloc="").geturl()
        return self.client.post(path, fields, headers={"X-Twilio-Signature": signature})

    def wait(self, seconds: float) -> None:
        """Time passes, from one thing that is due to the next, so that nothing happens late."""
        end = self.world.at + timedelta(seconds=seconds)
        while self.world.at < end:
            open_steps = {"done_at__isnull": True, "due_at__gt": self.world.at}
            due = [kind.objects.filter(**open_steps).values_list("due_at", flat=True) for kind in STEPS]
            coming = [*chain(*due), *(at for at, _one in self.late)]
            self.world.at = min([end, *coming])
            self.settle()

    def says(self, key: str, text: str) -> str:
        """A worker answers by message; what the carrier is told to answer."""
        return self.number_says(NUMBERS[key], text)

    def number_says(self, number: str, text: str) -> str:
        """Somebody with a number writes to the line."""
        self.carrier.reply(number, text)
        (one,) = [each for each in self.carrier.hand_on() if "Body" in each.fields][:1]
        answer = self.hand_on(one)
        assert answer.status_code == 200
        self.settle()
        return str(answer.content.decode())

    def presses(self, key: str, digit: str) -> str:
        """A worker who was called last presses a key."""
        call = [one for one in self.carrier.inbox if one.kind == "Calls" and one.to == NUMBERS[key]][-1]
        self.carrier.press(call, digit)
        (one,) = [each for each in self.carrier.hand_on() if "Digits" in each.fields][:1]
        answer = self.hand_on(one)
        self.settle()
        return str(answer.content.decode())

    # What can be seen

    def inbox(self, key: str = "", kind: str = "Messages") -> list[Text]:
        """What the carrier was given for a worker, as its own page tells it."""
        found = [Text(**one) for one in self.rehearsal.get("/rehearsal/inbox").json()]
        return [one for one in found if one.kind == kind and (not key or one.to == NUMBERS[key])]

    def paged(self) -> list[str]:
        """Who got a page by message, in order."""
        keys = {number: key for key, number in NUMBERS.items()}
        return [keys[one.to] for one in self.inbox() if "task" in one.body or "tarea" in one.body]

    def steps(self, handoff: Any) -> list[tuple[str, str]]:
        """The steps of a hand-off with what became of them."""
        rows = EscalationStep.objects.filter(handoff=handoff).order_by("number")
        return list(rows.values_list("step", "outcome"))

    def state(self, handoff: Any) -> tuple[str, str]:
        """Where a hand-off is, and whose it is."""
        keys = {worker.pk: key for key, worker in self.world.workers.items()}
        with self.world.acting("supervisor"):
            found = Handoff.objects.get(pk=handoff)
        return found.state, keys.get(found.accepted_by_id, "")

    def pages_of(self, key: str) -> list[Message]:
        """Every page that was made for a worker, on whatever way."""
        with ground.opened(program(self.world.site.pk, self.world.at)):
            found = Message.objects.filter(worker=self.world.workers[key].pk, template=PAGE)
            return list(found.order_by("made_at"))


def staff(world: World) -> None:
    """Three are on call, who have numbers, and so has the supervisor."""
    world.pass_time(**LATER)
    with pytest.MonkeyPatch.context() as patch, carrier_served(patch) as carrier:
        made = Line(world, carrier, patch)
        made.on_call("on-call", "case-manager", "case-manager-2")
        for key in KEYS:
            made.reach(key)
        made.rehearsal.close()


@pytest.fixture(scope="session")
def staged_line(django_db_setup: None, django_db_blocker: Any, worker_id: str) -> Iterator[Stage]:
    with staged(f"line_{worker_id}", staff, django_db_blocker) as stage:
        yield stage


@pytest.fixture
def bare(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    """A line after the end of the rota: nobody is on call, and nobody has a number."""
    world.pass_time(**LATER)
    with carrier_served(monkeypatch) as carrier:
        found = Line(world, carrier, monkeypatch)
        yield found
        found.rehearsal.close()


@pytest.fixture
def line(bare: Line, staged_line: Stage) -> Line:
    """A line with three on call who have numbers, and a supervisor; nothing has happened yet."""
    return bare
