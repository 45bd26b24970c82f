"""What the job process does again and again beside its jobs, each in a thread of its own."""

import logging
import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import product
from typing import TypeVar
from uuid import UUID

from django.db import connection

from thirdoption.program.ground import acting
from thirdoption.program.ground.acting import Acting
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.queries import program

T = TypeVar("T")
log = logging.getLogger("thirdoption")


def keep_going(stop: threading.Event, every: float, act: Callable[[], object]) -> None:
    """Do something every so many seconds, until `stop` is set.

    Whatever breaks, a database that is away or what nobody thought of, is in the log by its kind (R-59), and
    the next round tries again: no fault may end whoever pages and watches.
    """
    while not stop.is_set():
        try:
            act()
        except Exception as error:
            what = threading.current_thread().name
            log.error("%s could not do its round just now: %s", what, type(error).__name__)
            connection.close()
        stop.wait(every)
    connection.close()


def start(name: str, every: float, act: Callable[[], object]) -> threading.Event:
    """Begin in the background; set the event to end it."""
    stop = threading.Event()
    threading.Thread(target=keep_going, args=(stop, every, act), name=name, daemon=True).start()
    return stop


def at_every_site(at: datetime | None, *acts: Callable[[Acting], T]) -> list[T]:
    """Act as the program at each site. `at` in rehearsals only. Raises what broke first, as `each_alone`."""
    return each_alone(at, product(list(Site.objects.values_list("pk", flat=True)), acts))


def each_alone(at: datetime | None, work: Iterable[tuple[UUID, Callable[[Acting], T]]]) -> list[T]:
    """Act as the program at these sites, each act in a transaction of its own: what breaks stops no other.

    Raises what broke first, when all had their turn.
    """
    done, broken = [], []
    for site, act in work:
        try:
            with acting.opened(program(site, at)) as by:
                done.append(act(by))
        except Exception as error:
            broken.append(error)
    if broken:
        raise broken[0]
    return done
