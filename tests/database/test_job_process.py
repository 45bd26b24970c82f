"""The job process is killed: another one begins, and does what waited and what the first had begun."""

import os
import signal
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.database.test_races import at_once, rows
from tests.factories import walk
from tests.factories.fixtures import World, run_waiting_jobs
from tests.factories.server import Server, answers, serving
from thirdoption.command import home
from thirdoption.jobs import sealing, working
from thirdoption.program.ground import acting as ground
from thirdoption.program.ground import later
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.referrals import actions as referrals
from thirdoption.program.staff.queries import program

DEAD = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
ALIVE = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now()) RETURNING id"
BEGUN = "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s RETURNING 1"


def waiting_job(world: World, number: str) -> tuple[Any, int]:
    """An offer that was accepted just now: (referral, its job)."""
    referral = walk.contact(world, incident_number=number)
    with world.acting("officer") as by:
        referrals.offer(referral=referral, accepted=True, by=by, at=world.at)
    ((job,),) = rows("SELECT max(id) FROM procrastinate_jobs WHERE task_name = 'thirdoption.offer_accepted'")
    return referral, job


def is_called(referral: Any) -> bool:
    """Whether the line was called for it."""
    return bool(rows("SELECT 1 FROM handoffs_handoff WHERE referral_id = %s", referral.pk))


def until(so: Callable[[], Any], seconds: float = 120) -> Any:
    """What is so at last; fails when it is not by then."""
    end = time.monotonic() + seconds
    while not (found := so()):
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.1)
    return found


def job_process(server: int) -> int | None:
    """The child of a server that runs jobs, if it has one now."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            words = (stat.parent / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if parent == server and b"work" in words:
            return int(stat.parent.name)
    return None


@pytest.fixture
def served(committed: World) -> Iterator[Server]:
    """A server on the database of the test, with two web processes and a job process that is heard."""
    rows("DELETE FROM procrastinate_workers RETURNING 1")  # who was heard in the test before
    with serving(settings.DATABASES["default"]["NAME"], workers=2) as one:
        until(at_work)
        yield one


@pytest.fixture
def server(served: Server) -> int:
    """Its process id, which is its group's too."""
    return served.process.pid


def group(server: int) -> list[str]:
    """The processes of a server's group that still run, with what they do."""
    command = ["ps", "-ww", "-e", "-o", "pgid=,pid=,stat=,args="]  # whole lines, however long the path
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return [line for line in lines if line.split()[0] == str(server) and not line.split()[2].startswith("Z")]


def at_work() -> bool:
    """Whether a job process is heard."""
    return bool(
        rows("SELECT 1 FROM procrastinate_workers WHERE last_heartbeat > now() - interval '15 seconds'")
    )


def test_a_killed_job_process_is_replaced_and_what_waited_is_done(committed: World, server: int) -> None:
    first = until(lambda: job_process(server))
    os.kill(first, signal.SIGSTOP)  # so that it takes up nothing of what follows
    waits, _job = waiting_job(committed, "26-00001-X")
    begun, job = waiting_job(committed, "26-00002-X")
    ((dead,),) = rows(DEAD)
    rows(BEGUN, dead, job)
    assert not is_called(waits) and not is_called(begun)
    os.kill(first, signal.SIGKILL)
    until(lambda: is_called(waits))
    until(lambda: is_called(begun))
    assert until(lambda: job_process(server)) != first
    until(lambda: not rows("SELECT 1 FROM procrastinate_jobs WHERE id = %s", job))


def test_only_what_a_dead_worker_had_begun_is_taken_up(committed: World) -> None:
    _referral, left = waiting_job(committed, "26-00001-X")
    _referral, under_way = waiting_job(committed, "26-00002-X")
    for job, worker in ((left, DEAD), (under_way, ALIVE)):
        rows(BEGUN, rows(worker)[0][0], job)
    sealing.take_up_stalled()
    states = dict(
        rows("SELECT id, status::text FROM procrastinate_jobs WHERE id IN (%s, %s)", left, under_way)
    )
    assert states == {left: "todo", under_way: "doing"}


def web_processes(server: int) -> set[int]:
    """The children of a server that answer pages."""
    return {int(line.split()[1]) for line in group(server) if " serve " in line} - {server}


def test_a_killed_web_process_is_replaced_and_takes_nobody_with_it(served: Server) -> None:
    server = served.process.pid
    jobs = until(lambda: job_process(server))
    before = until(lambda: len(found := web_processes(server)) == 2 and found)
    os.kill(min(before), signal.SIGKILL)
    (new,) = until(lambda: len(found := web_processes(server)) == 2 and found - before)
    assert job_process(server) == jobs
    os.kill(max(before), signal.SIGSTOP)  # so that it is the new one that answers
    until(lambda: answers(served.url))
    os.kill(max(before), signal.SIGCONT)
    assert web_processes(server) == {new, max(before)}


def test_ctrl_c_reaches_the_whole_group_and_ends_it_quietly(
    committed: World, server: int, capfd: pytest.CaptureFixture[str]
) -> None:
    until(lambda: len(group(server)) >= 4)  # the server, two web processes, the job process
    time.sleep(2)
    os.killpg(server, signal.SIGINT)
    until(lambda: not group(server), seconds=15)
    assert "starting it again" not in capfd.readouterr().err


def test_a_page_does_not_wait_for_what_takes_long(committed: World, server: int) -> None:
    """A report that is built holds the slow queue; a call goes on beside it (the real job process)."""
    until(lambda: job_process(server))
    jobs = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '15 seconds'"
    until(lambda: rows(jobs) == [(len(working.QUEUES),)])
    with psycopg.connect(
        **{**home.conninfo("owner"), "dbname": settings.DATABASES["default"]["NAME"]}
    ) as held:
        held.execute("LOCK TABLE governance_policyeffect IN ACCESS EXCLUSIVE MODE")  # what the slow one needs
        later_by = program(committed.site.pk)
        with ground.opened(later_by):
            later.run("count_policy_effect", later_by, effect=uuid.uuid4())
        until(lambda: rows("SELECT 1 FROM procrastinate_jobs WHERE queue_name = 'slow' AND status = 'doing'"))
        referral, _job = waiting_job(committed, "26-00003-X")
        until(lambda: is_called(referral), seconds=20)
        assert rows("SELECT 1 FROM procrastinate_jobs WHERE queue_name = 'slow' AND status = 'doing'")


def test_what_a_job_enqueues_is_in_its_own_transaction(
    committed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job that breaks down after it enqueued another one leaves neither its rows nor that job behind."""
    usual = handoffs.request

    def breaks_down(**given: Any) -> None:
        usual(**given)
        connection.close()  # this thread's own, which ends with the job
        raise ValueError("after all was done")

    referral, _job = waiting_job(committed, "26-00004-X")
    monkeypatch.setattr(handoffs, "request", breaks_down)
    at_once(1, lambda _number: working.work(until_empty=True))
    assert not is_called(referral)
    names = "SELECT task_name FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
    assert rows(names) == [("thirdoption.offer_accepted",)]
    monkeypatch.undo()
    run_waiting_jobs()
    assert is_called(referral) and rows(names) == []
