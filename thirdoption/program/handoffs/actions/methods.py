"""A worker's own contact methods: adding one sends its code, and only its worker proves or ends it."""

from datetime import datetime
from uuid import UUID

from thirdoption.program.ground import later
from thirdoption.program.ground.acting import Acting
from thirdoption.program.messages.actions import methods
from thirdoption.program.messages.models import ContactMethod
from thirdoption.program.messages.rules import Kind
from thirdoption.program.messages.rules.push import NO_KEYS, Keys
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.queries import program
from thirdoption.program.staff.rules import Permission


def add_method(*, kind: Kind, address: str, keys: Keys = NO_KEYS, by: Acting, at: datetime) -> ContactMethod:
    """Add a way to reach oneself, and have its code sent there."""
    check(by, Permission.KEEP_METHODS)
    method = methods.add(kind=kind, address=address, keys=keys, by=by, at=at)
    later.run("send_code", program(by.site, by.at), method=method.pk)
    return method


def verify_method(*, method: ContactMethod, code: str, by: Acting, at: datetime) -> bool:
    """Prove a method by the code that came there; False for a wrong one."""
    check(by, Permission.KEEP_METHODS)
    proven = methods.verify(method=method, code=code, by=by, at=at)
    if proven:
        _tell(method.pk, by.hand, by)
    return proven


def end_method(*, method: ContactMethod, by: Acting, at: datetime) -> None:
    """End a method: nothing is sent there any more."""
    check(by, Permission.KEEP_METHODS)
    methods.end(method=method, by=by, at=at)
    _tell(method.pk, by.hand, by)


def lose_method(*, method: UUID, by: Acting, at: datetime) -> None:
    """A phone takes no more notices: the method ends, and its worker is told by the others."""
    check(by, Permission.RUN_LINE)
    worker = methods.lose(method=method, by=by, at=at)
    if worker:
        _tell(method, worker, by)


def _tell(method: UUID, worker: UUID, by: Acting) -> None:
    """Whoever can be reached hears that a way was added or ended: it may have been somebody else's doing."""
    later.run("methods_changed", program(by.site, by.at), worker=worker, subject=method)
