"""Ten thousand hand-offs under faults: each ends in a human's answer, or with whoever leads paged.

The carrier is within the process here, behind the same HTTP client, the same signed webhooks, queue, engine
and database: a socket for each of these pages would take most of the time and show nothing more.
"""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
from django.conf import settings
from procrastinate.contrib.django import app

from tests.factories import walk
from tests.factories.fixtures import World
from tests.factories.line import KEYS, Line, carrier_served
from tests.factories.worlds import connect
from thirdoption.demo.rehearsal_carrier import Carrier, Faults
from thirdoption.jobs import line as engine
from thirdoption.jobs.carriers import twilio
from thirdoption.program.ground import acting as ground
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.actions import escalation
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.messages.rules import reference
from thirdoption.program.referrals import actions as referrals
from thirdoption.program.staff.queries import acting, program

TAKE = "SELECT id, task_name, args FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id LIMIT 200"
OF_CALL = """
SELECT h.id, h.state, s.yes, s.back,
    EXISTS (SELECT 1 FROM messages_message m JOIN messages_delivery d ON d.message_id = m.id
        JOIN staff_worker w ON w.id = m.worker
        WHERE m.subject = h.id AND w.role = 'supervisor' AND d.state = 'sent' AND m.made_at >= s.since),
    (SELECT count(*) FROM handoffs_escalationstep e WHERE e.handoff_id = h.id AND e.done_at IS NULL)
FROM handoffs_handoff h CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE state = 'accepted') AS yes,
        count(*) FILTER (WHERE state = 'requested') AS back,
        coalesce(max(at) FILTER (WHERE state = 'requested'), '-infinity') AS since
    FROM handoffs_handoffstatus WHERE thing_id = h.id
) s WHERE h.id = ANY (%s)
"""
STORY = """
SELECT at, 'state ' || s.state || ' by ' || w.role AS what FROM handoffs_handoffstatus s
LEFT JOIN staff_worker w ON w.id = s.worker WHERE s.thing_id = %(call)s
UNION ALL SELECT coalesce(done_at, due_at), 'step ' || step || ' ' || coalesce(outcome, 'is open')
FROM handoffs_escalationstep WHERE handoff_id = %(call)s
UNION ALL SELECT d.at, 'page to ' || w.role || ' ' || d.state FROM messages_message m
JOIN messages_delivery d ON d.message_id = m.id JOIN staff_worker w ON w.id = m.worker
WHERE m.subject = %(call)s
UNION ALL SELECT at, w.role || ' says ' || word FROM messages_reply r
JOIN staff_worker w ON w.id = r.worker WHERE r.subject = %(call)s ORDER BY 1
"""
ANSWERS = (("yes", 0.3), ("busy", 0.2), ("pass", 0.1), ("what", 0.05), ("", 0.35))


class Killed(BaseException):
    """A process ended here, between one thing and the next."""


class Within(httpx.BaseTransport):
    """The carrier's interface without a socket; every fiftieth time the sender is killed after the page.

    Only the queue's worker is killed: `at_work` says that it is the one that sends.
    """

    def __init__(self, carrier: Carrier) -> None:
        self.carrier, self.sent, self.killed = carrier, 0, 0
        self.at_work = self.due = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        what = request.url.path.rsplit("/", 1)[-1].removesuffix(".json")
        status, told = self.carrier.take(what, dict(parse_qsl(request.read().decode())))
        self.sent += 1
        self.due = self.due or self.sent % 50 == 0
        if self.due and self.at_work:
            self.due = False
            self.killed += 1
            raise Killed
        return httpx.Response(status, json=told)


class Storm:
    """Many calls at once, people who answer or not, and a carrier on its worst day."""

    def __init__(self, line: Line, within: Within, seed: int) -> None:
        self.line, self.within, self.chance = line, within, random.Random(seed)
        self.count: Counter[str] = Counter()
        self.rounds, self.read = 0, 0
        self.answers: list[tuple[Any, str, str]] = []
        self.mine: dict[str, set[str]] = {}
        self.owner = connect("owner", settings.DATABASES["default"]["NAME"])

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """Rows as the owner sees them, on one connection for the whole storm."""
        found = self.owner.execute(sql, values).fetchall()
        self.owner.commit()
        return found

    def play(self, many: int) -> None:
        """A batch of calls from the first page to the last word, then it is looked at and put away."""
        self.mine.clear()
        asked = [self._call(number) for number in range(many)]
        self._jobs()
        found = "SELECT id FROM handoffs_handoff WHERE referral_id = ANY (%s)"
        calls = [pk for (pk,) in self.rows(found, asked)]
        assert len(calls) == many
        end = self.line.world.at + timedelta(minutes=25)
        while self.line.world.at < end and (self._undone(calls) or self.answers or self.line.late):
            self._second()
            self.line.world.pass_time(seconds=5)
        self._look(calls)
        self._put_away(calls)

    def _call(self, number: int) -> Any:
        world = self.line.world
        referral = walk.contact(world, incident_number=f"26-{number:05}-S")
        with world.acting("officer") as by:
            referrals.offer(referral=referral, accepted=True, by=by, at=world.at)
        return referral.pk

    def _second(self) -> None:
        """The engine wakes, pages leave, the carrier tells, people answer; some of it twice, some never."""
        self.rounds += 1
        try:
            if self.rounds % 50 == 0:
                by = program(self.line.world.site.pk, self.line.world.at)
                with ground.opened(by):
                    escalation.step(by=by, at=self.line.world.at)
                    raise Killed
            engine.wake(self.line.world.at)
        except Killed:
            self.count["engine killed"] += 1
        self._jobs()
        self._people()
        waiting = self.line.carrier.hand_on()
        self.line.late += [
            (self.line.world.at + timedelta(seconds=self.chance.choice((0, 0, 5, 40))), one)
            for one in waiting
        ]
        due = [one for at, one in self.line.late if at <= self.line.world.at]
        self.line.late = [one for one in self.line.late if one[0] > self.line.world.at]
        for one in due:
            said = self.line.hand_on(one).content.decode()
            if "is yours" in said:
                self._has(said.split("Task ")[1].split()[0], one.fields["From"])
            elif one.fields.get("Body", "").startswith(("pass", "busy")):
                self.mine.get(one.fields["Body"].split()[1], set()).discard(one.fields["From"])

    def _has(self, code: str, number: str) -> None:
        """Somebody was told that it is theirs; now and then they cannot come after all."""
        self.mine.setdefault(code, set()).add(number)
        if self.chance.random() < 0.05:
            when = self.line.world.at + timedelta(seconds=self.chance.randint(10, 300))
            self.answers.append((when, number, f"pass {code}"))

    def _jobs(self) -> None:
        """The queue: a job that a killed process had in hand is there the next time."""
        while found := self.rows(TAKE):
            done = []
            for pk, name, given in found:
                self.within.at_work = True
                try:
                    app.tasks[name].func(**given)
                    done.append(pk)
                except Killed:
                    self.count["sender killed"] += 1
                finally:
                    self.within.at_work = False
            if done:
                self.rows("DELETE FROM procrastinate_jobs WHERE id = ANY (%s) RETURNING 1", done)

    def _people(self) -> None:
        """Whoever got a page thinks about it; a fifth of the answers is lost too."""
        inbox = self.line.carrier.inbox
        for text in inbox[self.read :]:
            word = self.chance.choices([one for one, _ in ANSWERS], [share for _, share in ANSWERS])[0]
            if word and not text.lost and "task" in text.body and self.chance.random() > 0.2:
                when = self.line.world.at + timedelta(seconds=self.chance.randint(3, 150))
                code = text.body.split("PASS ")[1].split(".")[0]
                self.answers.append((when, text.to, f"{word} {code}"))
        self.read = len(inbox)
        for when, number, said in self.answers:
            if when <= self.line.world.at:
                self.line.carrier.reply(number, said)
        self.answers = [one for one in self.answers if one[0] > self.line.world.at]

    def _undone(self, calls: list[Any]) -> bool:
        asked = (
            "SELECT 1 FROM handoffs_escalationstep WHERE handoff_id = ANY (%s) AND done_at IS NULL LIMIT 1"
        )
        return bool(self.rows(asked, calls))

    def _look(self, calls: list[Any]) -> None:
        found = self.rows(OF_CALL, calls)
        assert len(found) == len(calls)
        for pk, state, yes, back, led, undone in found:
            self.count["hand-offs"] += 1
            self.count["given back"] += back
            self.count["answered by a human"] += state == "accepted" and yes - back == 1
            self.count["answered twice"] += yes - back > 1 or len(self.mine.get(reference(pk), ())) > 1
            self.count["exhausted, who leads was paged"] += state == "requested" and led and not undone
            silent = state == "requested" and (bool(undone) or not led)
            self.count["silent"] += silent
            if silent:
                print(*self.owner.execute(STORY, {"call": pk}).fetchall(), sep="\n")  # noqa: T201

    def _put_away(self, calls: list[Any]) -> None:
        """So that the next batch finds an empty line: each ended by whoever it is with."""
        world = self.line.world
        for pk in calls:
            with world.acting("supervisor"):
                one = Handoff.objects.select_related("accepted_by").get(pk=pk)
            who = acting(one.accepted_by or world.workers["supervisor"], at=world.at)
            with ground.opened(who) as by:
                handoffs.end(handoff=one, because="cancelled", by=by, at=world.at)


@pytest.fixture
def storm(committed: World, monkeypatch: pytest.MonkeyPatch, request: Any) -> Iterator[Storm]:
    """A line at which everything goes wrong a fifth of the time."""
    committed.pass_time(days=1)
    with carrier_served(monkeypatch) as carrier:
        line = Line(committed, carrier, monkeypatch)
        line.on_call("case-manager", "case-manager-2")
        for key in KEYS:
            line.reach(key)
        within = Within(carrier)
        client = httpx.Client(transport=within)
        monkeypatch.setattr(twilio, "_client", lambda: client)
        carrier.faults = Faults(reject=0.05, lose=0.2, duplicate=0.2, reorder=True, terse=True)
        found = Storm(line, within, getattr(request, "param", 1))
        yield found
        found.owner.close()
        monkeypatch.undo()
        line.rehearsal.close()


def played(storm: Storm, batches: int, many: int) -> Counter[str]:
    for _ in range(batches):
        storm.line.on_call("case-manager", "case-manager-2")
        storm.play(many)
    storm.count["pages"], storm.count["sender killed"] = storm.within.sent, storm.within.killed
    print("\n" + "\n".join(f"{what}: {many}" for what, many in storm.count.items()))  # noqa: T201
    count = storm.count
    assert count["silent"] == count["answered twice"] == 0
    assert count["answered by a human"] + count["exhausted, who leads was paged"] == count["hand-offs"]
    return count


def test_some_hand_offs_in_a_storm_are_all_answered_or_led(storm: Storm) -> None:
    count = played(storm, 1, 24)
    assert count["hand-offs"] == 24 and count["sender killed"] and count["engine killed"]


@pytest.mark.prove
@pytest.mark.parametrize("storm", range(2, 22), indirect=True)
def test_ten_thousand_hand_offs_in_a_storm_are_all_answered_or_led(storm: Storm) -> None:
    """In twenty storms of 500, so that cores share them."""
    count = played(storm, 2, 250)
    assert count["hand-offs"] == 500 and count["given back"] > 2
    assert count["sender killed"] > 10 and count["engine killed"] > 2
