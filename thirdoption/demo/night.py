"""A night of the line with made-up people, the rehearsal carrier and a fast clock.

The engine is the real one, woken at each moment at which something is due. Pages leave through the carrier's
real interface on this machine, and answers come back through its signed webhooks; only the people are played.
"""

import heapq
import random
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from django.test import Client
from django.urls import reverse

from thirdoption.demo import place
from thirdoption.demo.rehearsal_carrier import Callback, Carrier, Text
from thirdoption.demo.walk import FACTS
from thirdoption.jobs import line as engine
from thirdoption.program.care import actions as care
from thirdoption.program.ground import acting
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.actions import safety
from thirdoption.program.handoffs.models import EscalationStep, Handoff, Outing, SafetyStep
from thirdoption.program.handoffs.queries import times
from thirdoption.program.messages.models import Address
from thirdoption.program.referrals import actions as referrals
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.queries import acting as acting_of
from thirdoption.program.staff.queries import program

ACCOUNT, LINE_URL, NUMBER = "ACrehearsal", "http://line.example", "+15185550142"
PLACES = ("Pharmacy, 200 Tulip Street", "Bus station", "Park at the river", "Corner of Elm and Third",
          "All-night store, Canal Street", "Doorway, 14 Mill Lane")  # fmt: skip
STEPS: tuple[Any, ...] = (EscalationStep, SafetyStep)
Say = Callable[[str], None]


@dataclass
class Call:
    """One call of the night, and when what came of it."""

    number: int
    at: datetime
    handoff: UUID
    paged: datetime | None = None
    answered: datetime | None = None
    arrived: datetime | None = None
    free: datetime | None = None


@dataclass
class Night:
    """A night in play: its clock, what is still to happen, and what has been said of it."""

    site: Site
    carrier: Carrier
    work: Callable[[], object]
    say: Say
    seed: int
    at: datetime
    calls: list[Call] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    missed: int = 0
    beats: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.workers = place.workers(self.site)
        self.keys = {worker.pk: key for key, worker in self.workers.items()}
        self.client = Client(SERVER_NAME="localhost")
        self.coming: list[tuple[datetime, int, Callable[[], None]]] = []
        self.order = count()
        self.read = 0
        with acting.opened(program(self.site.pk, self.at)):
            rows = Address.objects.filter(site=self.site.pk).values_list("address", "worker")
            self.numbers = {address: self.keys[worker] for address, worker in rows}

    # The clock

    def after(self, delay: timedelta, act: Callable[[], None]) -> None:
        """Something that happens so much later."""
        heapq.heappush(self.coming, (self.at + delay, next(self.order), act))

    def until(self, end: datetime) -> None:
        """Play on, from one moment at which something is due to the next."""
        self.settle()
        while self.at < end:
            due = [one[0] for one in self.coming[:1]]
            for kind in STEPS:
                waiting = kind.objects.filter(done_at__isnull=True, due_at__gt=self.at).order_by("due_at")
                due += waiting.values_list("due_at", flat=True)[:1]
            self.at = min([end, *due])
            while self.coming and self.coming[0][0] <= self.at:
                heapq.heappop(self.coming)[2]()
            self.settle()

    def settle(self) -> None:
        """All that follows now: the engine, the queue, and what the carrier tells."""
        for _round in range(100):
            engine.wake(self.at)
            self.work()
            told = self.carrier.hand_on()
            for one in told:
                self._hand_on(one)
            self._look_at_inbox()
            if not told:
                return
        raise RuntimeError("the night does not come to rest")

    def _hand_on(self, one: Callback) -> str:
        path = urlsplit(one.url)._replace(scheme="", netloc="").geturl()
        answer = self.client.post(path, one.fields, headers={"X-Twilio-Signature": one.signature})
        if answer.status_code not in (200, 204):
            raise RuntimeError(f"the line answered {answer.status_code} to its carrier")
        return str(answer.content.decode())

    # What the carrier was given, and what the people do about it

    def _look_at_inbox(self) -> None:
        new, self.read = self.carrier.inbox[self.read :], len(self.carrier.inbox)
        for text in new:
            self._got(text)

    def _got(self, text: Text) -> None:
        key = self.numbers.get(text.to, "")
        name = self.workers[key].name if key else "somebody"
        lost = ", and it is lost on the way" if text.lost else ""
        if "YES" in text.body:
            self.tell(f"{name} is paged{lost}")
            for call in self._waiting():
                call.paged = call.paged or self.at
            if not text.lost:
                self.after(timedelta(seconds=self.chance.randint(15, 50)), lambda: self._answers(key, text))
        elif "not heard" in text.body:
            self.missed += 1
            self.tell(f"{name} is told that a colleague has not checked in{lost}")
            self.after(timedelta(minutes=2), lambda: self._reaches(key))

    def _answers(self, key: str, text: Text) -> None:
        code = text.body.split("PASS ", 1)[1][:4]
        word = self.chance.choices(("yes", "busy", "pass", ""), (75, 8, 4, 13))[0]
        if not word or not self._waiting():
            return
        self.tell(f"{self.workers[key].name} answers {word.upper()}")
        self.carrier.reply(text.to, f"{word} {code}", NUMBER)

    def _reaches(self, key: str) -> None:
        """A colleague calls whoever was missed, who is well and forgot to say so."""
        with self._as(key) as by:
            for one in Outing.objects.filter(home_at=None, told_at__isnull=False).select_related("worker"):
                safety.come_home(outing=one, by=by, at=self.at)
                self.tell(f"{self.workers[key].name} reaches {one.worker.name}, who is home safe")

    @contextmanager
    def _as(self, key: str) -> Iterator[Any]:
        with acting.opened(acting_of(self.workers[key], at=self.at)) as by:
            yield by

    def _waiting(self) -> list[Call]:
        return [one for one in self.calls if one.answered is None]

    # An officer calls, and a worker comes

    def officer_calls(self, officer: str) -> None:
        """A contact whose offer is accepted: the line is called."""
        number = len(self.calls) + 1
        facts = {**FACTS, "place": self.chance.choice(PLACES)}
        with self._as(officer) as by:
            referral = referrals.record_contact(
                author=self.workers[officer],
                key=uuid.uuid4(),
                facts={
                    **facts,
                    "incident_number": f"{self.at:%y}-{number:05}-N",
                    "occurred_at": self.at.isoformat(),
                },
                perceived_race="unknown",
                by=by,
                at=self.at,
            )
            referrals.offer(referral=referral, accepted=True, by=by, at=self.at)
        self.work()
        with self._as("supervisor"):
            made = Handoff.objects.get(referral=referral).pk
        self.calls.append(Call(number, self.at, made))
        self.tell(f"Call {number}: {self.workers[officer].name} asks for somebody: {facts['place']}")
        self._follow(self.calls[-1])

    def _follow(self, call: Call) -> None:
        """Look each half minute whether somebody said yes; whoever did sets out."""
        with self._as("supervisor"):
            found = Handoff.objects.select_related("accepted_by").get(pk=call.handoff)
            if found.accepted_by is None:
                self.after(timedelta(seconds=30), lambda: self._follow(call))
                return
            call.answered = times(handoff=found)["accepted"]
        key = self.keys[found.accepted_by.pk]
        ride = timedelta(minutes=self.chance.randint(8, 26))
        self.tell(f"Call {call.number}: {found.accepted_by.name} is coming")
        self.after(timedelta(minutes=1), lambda: self._sets_out(call, key))
        self.after(ride, lambda: self._arrives(call, key))

    def _sets_out(self, call: Call, key: str) -> None:
        with self._as(key) as by:
            handoffs.set_out(handoff=Handoff.objects.get(pk=call.handoff), by=by, at=self.at)

    def _arrives(self, call: Call, key: str) -> None:
        with self._as(key) as by:
            handoffs.arrive(handoff=Handoff.objects.get(pk=call.handoff), by=by, at=self.at)
        call.arrived = self.at
        self.tell(f"Call {call.number}: {self.workers[key].name} is there")
        self.after(timedelta(minutes=self.chance.randint(3, 9)), lambda: self._takes_over(call, key))

    def _takes_over(self, call: Call, key: str) -> None:
        manager = self.workers[self.chance.choice(place.CASE_MANAGERS)]
        named: dict[str, Any] = {"date_of_birth": None, "where_to_find": "", "language": "en"}
        with self._as(key) as by:
            found = Handoff.objects.select_related("referral__site").get(pk=call.handoff)
            care.receive(
                handoff=found,
                name=f"Made-Up Person {call.number}",
                **named,
                case_manager=manager,
                by=by,
                at=self.at,
            )
        call.free = self.at
        minutes = round((self.at - call.at) / timedelta(minutes=1))
        self.tell(f"Call {call.number}: handed over; the officer is free after {minutes} min")
        if self.chance.random() < 0.8:
            self.after(timedelta(minutes=self.chance.randint(10, 25)), lambda: self._home(call, key))
        # else they fall asleep without saying so, and somebody has to notice

    def _home(self, call: Call, key: str) -> None:
        with self._as(key) as by:
            for one in Outing.objects.filter(handoff=call.handoff, worker=by.hand):
                safety.come_home(outing=one, by=by, at=self.at)
        self.tell(f"{self.workers[key].name} is home safe")

    # Watching

    def look(self) -> None:
        """Every quarter of an hour: the auditor, and the heartbeat as an outside monitor asks for it."""
        engine.wake(self.at)  # as it is each second; this clock jumps from one thing to the next
        found = engine.watch(self.at)
        for one in found:
            self.faults.append(one.code)
            self.tell(f"The auditor: {one.code}")
        self.beats.append(self.client.get(reverse("line:heartbeat")).status_code == 200)
        self.after(timedelta(minutes=15), self.look)

    def tell(self, text: str) -> None:
        """One line with the time at the place."""
        local = self.at.astimezone(ZoneInfo(self.site.zone))
        self.say(f"{local:%H:%M:%S}  {text}")


def first_evening(site: Site, now: datetime) -> datetime:
    """Ten in the evening at the place, on the day before now or that day."""
    local = now.astimezone(ZoneInfo(site.zone))
    evening = datetime.combine(local.date(), time(22), ZoneInfo(site.zone))
    return (evening if evening <= local else evening - timedelta(days=1)).astimezone(now.tzinfo)
