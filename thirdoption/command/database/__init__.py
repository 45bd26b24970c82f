"""The database supervisor: the embedded PostgreSQL server, its roles, and what it must promise.

`ready()` is what other commands call: afterwards the database answers as each role.
"""

from thirdoption.command.database.check import UnsafeServer, check_server
from thirdoption.command.database.connect import connect
from thirdoption.command.database.setup import furnish, init, ready
from thirdoption.command.database.supervisor import Status, start, status, stop, turn

__all__ = [
    "Status",
    "UnsafeServer",
    "check_server",
    "connect",
    "furnish",
    "init",
    "ready",
    "start",
    "status",
    "stop",
    "turn",
]
