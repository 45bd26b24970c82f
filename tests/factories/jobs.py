"""Jobs of the queue in a test, one by one: what has to stand between a page and its leaving."""

import json
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app

_TAKE = (
    "DELETE FROM procrastinate_jobs WHERE id = (SELECT min(id) FROM procrastinate_jobs) "
    "RETURNING task_name, args::text"
)
SEND = "thirdoption.deliver_message"


def before_sending() -> list[dict[str, Any]]:
    """All that waits is done, but no message leaves: the jobs that would send them."""
    kept = []
    while job := _next():
        name, given = job
        if name == SEND:
            kept.append(given)
        else:
            app.tasks[name].func(**given)
    return kept


def send(given: dict[str, Any]) -> None:
    """One of those jobs."""
    app.tasks[SEND].func(**given)


def _next() -> tuple[str, dict[str, Any]] | None:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE)
        row = cursor.fetchone()
    return (row[0], json.loads(row[1])) if row else None
