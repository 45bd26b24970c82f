"""A worker's own contact methods: adding one sends its code, and only its worker proves or ends it."""

from datetime import datetime

from thirdoption.program.ground import later
from thirdoption.program.ground.acting import Acting
from thirdoption.program.messages.actions import methods
from thirdoption.program.messages.models import ContactMethod
from thirdoption.program.messages.rules import Kind
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.queries import program
from thirdoption.program.staff.rules import Permission


def add_method(*, kind: Kind, address: str, by: Acting, at: datetime) -> ContactMethod:
    """Add a way to reach oneself, and have its code sent there."""
    check(by, Permission.KEEP_METHODS)
    method = methods.add(kind=kind, address=address, by=by, at=at)
    later.run("send_code", program(by.site, by.at), method=method.pk)
    return method


def verify_method(*, method: ContactMethod, code: str, by: Acting, at: datetime) -> bool:
    """Prove a method by the code that came there; False for a wrong one."""
    check(by, Permission.KEEP_METHODS)
    return methods.verify(method=method, code=code, by=by, at=at)


def end_method(*, method: ContactMethod, by: Acting, at: datetime) -> None:
    """End a method: nothing is sent there any more."""
    check(by, Permission.KEEP_METHODS)
    methods.end(method=method, by=by, at=at)
