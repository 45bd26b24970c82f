"""What a log line may hold: what kind of thing happened, where, on which route; no id (R-59)."""

import logging
import re
from typing import Any

from django.http import HttpRequest

_ID = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b", re.IGNORECASE)


class WithoutValues(logging.Formatter):
    """Writes a record without the address that was asked for, a job's arguments or an exception's text."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; whatever a library wrote into the record beside its kind is left out."""
        plain = {"exc_info": None, "exc_text": None, "stack_info": None, "args": (), "msg": _said(record)}
        return super().format(logging.makeLogRecord({**vars(record), **plain}))


def _said(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    happened = [kind_and_place(error)] if error else []
    request: Any = getattr(record, "request", None)
    job: Any = getattr(record, "job", None)
    if isinstance(request, HttpRequest):
        return " ".join([f"{getattr(record, 'status_code', '')} on {route(request)}", *happened])
    if isinstance(job, dict):
        return " ".join(
            [f"{getattr(record, 'action', '')} {job.get('task_name')} {job.get('id')}", *happened]
        )
    if happened and not record.name.startswith("thirdoption"):
        return happened[0]  # a library's sentence may repeat the exception's
    return " ".join([_ID.sub("(id)", record.getMessage()), *happened])


def kind_and_place(error: BaseException) -> str:
    """The exception's kind, the database's code for it, and the line that raised it."""
    where = error.__traceback__
    while where and where.tb_next:
        where = where.tb_next
    line = f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where else "?"
    # the database's own code for what happened holds nothing that was typed
    state = getattr(error.__cause__, "sqlstate", None)
    return f"{type(error).__name__}{f' {state}' if state else ''} at {line}"


def route(request: HttpRequest) -> str:
    """The name of the address that was asked for, without what it carried."""
    return request.resolver_match.view_name if request.resolver_match else "?"
