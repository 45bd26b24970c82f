"""Sealing the trail: a thread of the job process, because a job a second would fill the queue's tables."""

import logging
import threading

from django.db import DatabaseError, connection

from thirdoption.program.trail import actions as trail

log = logging.getLogger("thirdoption")


def keep_sealing(stop: threading.Event, every: float = 1.0) -> None:
    """Seal what is committed once a second, so that no row is unsealed for longer than two."""
    while not stop.wait(every):
        try:
            trail.seal()
        except DatabaseError:
            # the server restarts or is away: the next round seals what this one could not
            log.warning("the trail could not be sealed just now")
            connection.close()


def start() -> threading.Event:
    """Begin sealing in the background; set the event to end it."""
    stop = threading.Event()
    threading.Thread(target=keep_sealing, args=(stop,), name="sealing", daemon=True).start()
    return stop
