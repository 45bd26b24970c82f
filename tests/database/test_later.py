"""What follows is enqueued in the transaction that causes it, in web processes and in the job process."""

import uuid
from typing import Any

import psycopg
from django.db import connection, transaction
from procrastinate.contrib.django import app

from tests.factories.fixtures import World
from thirdoption.command import home
from thirdoption.program.ground import later


def enqueued() -> int:
    """Jobs that anybody else sees, which is those that are committed."""
    parts = {**home.conninfo("app"), "dbname": connection.settings_dict["NAME"]}
    with psycopg.connect(**parts) as conn:  # type: ignore[arg-type]
        row = conn.execute("SELECT count(*) FROM procrastinate_jobs").fetchone()
        assert row is not None
        return int(row[0])


def test_the_job_process_enqueues_in_the_transaction_too(world: World) -> None:
    """Its own connector would commit a job before what it is about, and find nothing to send."""
    before = enqueued()
    connector: Any = app.connector
    worker = connector.get_worker_connector()
    with app.replace_connector(worker):
        worker.get_sync_connector().open()
        try:
            with transaction.atomic():
                with world.acting("on-call") as by:
                    later.run("deliver_message", by, message=uuid.uuid4())
                assert enqueued() == before, "seen before its cause is committed"
                transaction.set_rollback(True)
        finally:
            worker.get_sync_connector().close()
    assert enqueued() == before, "kept although its cause was rolled back"
