"""What the job process does beside jobs: sealing the trail, and taking up what a killed process left.

Threads, because a job a second would fill the queue's tables.
"""

from datetime import timedelta

from django.db import connection

from thirdoption.jobs import background
from thirdoption.program.trail import actions as trail

_STALLED = """
    UPDATE procrastinate_jobs j SET status = 'todo', worker_id = NULL
    WHERE j.status = 'doing' AND NOT EXISTS (SELECT 1 FROM procrastinate_workers w
        WHERE w.id = j.worker_id AND w.last_heartbeat > now() - interval '30 seconds')
"""
_NOBODY_CALLED = """
    SELECT count(*) FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id
    WHERE j.task_name = 'thirdoption.offer_accepted' AND j.status <> 'succeeded' AND e.type = 'deferred'
        AND e.at BETWEEN now() - interval '1 day' AND now() - make_interval(secs => %s)
"""


def not_called(*, since: timedelta) -> int:
    """How many said yes to an offer so long ago and nobody was called: the queue stands, or it fails."""
    with connection.cursor() as cursor:
        cursor.execute(_NOBODY_CALLED, [since.total_seconds()])
        return int(cursor.fetchone()[0])


def take_up_stalled() -> None:
    """Put back the jobs that a killed process had begun: those whose worker is no longer heard."""
    with connection.cursor() as cursor:
        cursor.execute(_STALLED)


def start() -> None:
    """Begin in the background: no row is unsealed for longer than two seconds."""
    background.start("sealing", 1.0, trail.seal)
    background.start("stalled jobs", 15.0, take_up_stalled)
