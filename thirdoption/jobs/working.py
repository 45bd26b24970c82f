"""Running jobs: those that somebody waits for, and apart from them those that take long.

A page must leave within a second, so it never stands in line behind a report that is built; and while a
carrier hangs, what asks the line to come waits for no page, and no page for a summary.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from thirdoption.program.ground import later

PAGES, NOTICES, SLOW = "pages", "notices", "slow"
QUEUES = {"default": 4, PAGES: 6, NOTICES: 2, SLOW: 1}
"""Each queue with how many of its jobs run at once: a page that waits for its carrier holds no other."""


def work(*, until_empty: bool = False) -> None:
    """Run jobs: for ever, or until none is waiting."""
    if until_empty:
        quiet = {"install_signal_handlers": False, "listen_notify": False}
        later.worker().run_worker(wait=False, delete_jobs="successful", concurrency=1, **quiet)
    else:
        asyncio.run(_side_by_side(later.worker()))


async def _side_by_side(app: Any) -> None:
    """A worker for each queue in this process; when one ends, asked to or not, the others end with it."""
    # as many threads as jobs at once: a machine's own number may be fewer, and a report would take a page's
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(sum(QUEUES.values())))
    async with app.open_async():
        running = [
            asyncio.create_task(
                app.run_worker_async(queues=[queue], concurrency=many, delete_jobs="successful")
            )
            for queue, many in QUEUES.items()
        ]
        ended, others = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        for one in others:
            one.cancel()  # which lets it finish what it has in hand
        await asyncio.gather(*others, return_exceptions=True)
        for one in ended:
            one.result()
