"""The job process: how many jobs run at once, and which wait for which."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from procrastinate.contrib.django import app

from thirdoption.jobs import reactions, working
from thirdoption.program.messages.rules import TEMPLATES
from thirdoption.program.messages.rules.texts import PAGES


def test_asking_the_line_to_come_waits_for_no_page_and_no_page_for_a_notice() -> None:
    """A carrier that hangs holds what it was given for seconds, and nothing else."""
    assert vars(reactions)["offer_accepted"]
    queues = {name.removeprefix("thirdoption."): one.queue for name, one in app.tasks.items()}
    asks, pages, notices = (queues[one] for one in ("offer_accepted", "deliver_message", "deliver_notice"))
    assert queues["step_line"] == asks and len({asks, pages, notices, queues["build_report"]}) == 4
    assert set(working.QUEUES) >= {asks, pages, notices, queues["build_report"]}
    assert set(TEMPLATES) >= PAGES


def test_as_many_jobs_run_at_once_as_the_queues_say() -> None:
    """Whatever number of cores a machine has: all of them meet at one gate."""
    many = sum(working.QUEUES.values())
    gate = threading.Barrier(many)

    class Queue:
        @contextlib.asynccontextmanager
        async def open_async(self) -> AsyncIterator[None]:
            yield

        async def run_worker_async(self, *, concurrency: int, **_given: Any) -> None:
            await asyncio.gather(*(asyncio.to_thread(gate.wait, 5) for _ in range(concurrency)))

    # in a thread of its own: a browser test of this process leaves a loop running in the main one
    with ThreadPoolExecutor() as thread:
        thread.submit(lambda: asyncio.run(working._side_by_side(Queue()))).result()
    assert not gate.broken
