"""Work that follows after commit, ids only. The only module that knows the queue."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare
from procrastinate import RetryStrategy
from procrastinate.contrib.django import DjangoApp, app

from thirdoption.program.ground import acting as acting_module
from thirdoption.program.ground.acting import Acting

_RETRY = RetryStrategy(max_attempts=100, linear_wait=3)


def run(name: str, by: Acting, **ids: UUID) -> None:
    """Enqueue the event `name` for `jobs/reactions.py`, in the transaction that is open.

    The job carries who caused it, so it can see and do no more than they could; and it is signed,
    so that writing into the queue's table by raw SQL makes nobody act.
    """
    given: dict[str, Any] = {"acting": by.to_plain(), **{key: str(value) for key, value in ids.items()}}
    app.configure_task(f"thirdoption.{name}").defer(**given, signature=_signature(name, given))


def _signature(name: str, given: dict[str, Any]) -> str:
    body = json.dumps([name, given], sort_keys=True)
    return signing.Signer(key=settings.CONTEXT_KEY, salt="thirdoption.job").signature(body)


def reaction(name: str, queue: str = "default") -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as the reaction to an event, in its cause's context; `queue`: in which line."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        def perform(*, acting: dict[str, Any], signature: str, **ids: str) -> None:
            if not constant_time_compare(signature, _signature(name, {"acting": acting, **ids})):
                raise PermissionError(f"job {name} was not enqueued by the program")
            with acting_module.opened(Acting.from_plain(acting)) as by:
                function(by=by, **{key: UUID(value) for key, value in ids.items()})

        perform.__name__ = function.__name__
        app.task(name=f"thirdoption.{name}", queue=queue, retry=_RETRY)(perform)
        return function

    return register


def worker() -> DjangoApp:
    """What runs jobs. It stands beside `app`, so that what a job enqueues is in the job's own transaction."""
    app.perform_import_paths()  # type: ignore[no-untyped-call]
    connector: Any = app.connector
    found = DjangoApp(connector=connector.get_worker_connector())
    found.tasks = app.tasks
    return found
