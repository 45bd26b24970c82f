"""A worker's own contact methods: added, proven by a code, stopped and started, ended."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused
from thirdoption.program.messages.actions import To, send
from thirdoption.program.messages.models import Address, ContactMethod
from thirdoption.program.messages.rules import Kind, cleaned_address, verification_code
from thirdoption.program.messages.rules.channels import CODE_MINUTES, MOST_TRIES
from thirdoption.program.messages.rules.push import NO_KEYS, Keys, check_subscription
from thirdoption.program.trail.actions import record

MOST = 8


def add(*, kind: Kind, address: str, keys: Keys = NO_KEYS, by: Acting, at: datetime) -> ContactMethod:
    """Add a way to reach oneself; it counts once its code was typed. A browser comes with its keys."""
    if kind == Kind.PUSH:
        check_subscription(address, keys, in_house=settings.REHEARSAL)
    elif kind in (Kind.SMS, Kind.VOICE, Kind.EMAIL):
        address = cleaned_address(kind, address)
    else:
        raise Refused(INVALID, "Choose one.", "kind")
    mine = Address.objects.filter(worker=by.hand, method__ended__isnull=True)
    if mine.filter(address=address, method__kind=kind).exists():
        raise Refused(CONFLICT, "This is one of your contact methods already.", "address")
    if mine.count() >= MOST:
        raise Refused(CONFLICT, "End a contact method before you add another one.", "address")
    lately = ContactMethod.objects.filter(worker=by.hand, added__gt=at - timedelta(hours=1))
    if lately.count() >= MOST:
        raise Refused(CONFLICT, "You added many contact methods just now. Try again in an hour.", "address")
    who = {"site": by.site, "worker": by.hand}
    method = ContactMethod(**who, kind=kind, added=at, asked_at=at, tries=0)
    method.save(force_insert=True)
    Address(**who, method=method, address=address, **vars(keys)).save(force_insert=True)
    record(by=by, verb="add", noun="contact method", objects=[method.pk, by.hand], at=at)
    return method


def send_code(*, method: ContactMethod, language: str, by: Acting, at: datetime) -> None:
    """Send the code of a method that was just added; `by` is the program itself."""
    code = verification_code(method.pk, settings.SECRET_KEY)
    to = [To(method.worker, language, (method,))]
    send(to=to, template="verify", subject=method.pk, code=code, in_app=False, by=by, at=at)


def verify(*, method: ContactMethod, code: str, by: Acting, at: datetime) -> bool:
    """Prove a method by its code; False for a wrong one, which is counted (so the caller must commit).

    Raises Refused when the code is too old or was tried too often.
    """
    mine = ContactMethod.objects.filter(pk=method.pk, worker=by.hand, ended__isnull=True)
    if method.verified_at is not None:
        return True
    if method.asked_at < at - timedelta(minutes=CODE_MINUTES):
        raise Refused(CONFLICT, "This code is too old. End this method and add it again.", "code")
    if not mine.filter(tries__lt=MOST_TRIES).update(tries=F("tries") + 1):
        raise Refused(CONFLICT, "This was tried too often. End this method and add it again.", "code")
    if code.strip().replace(" ", "") != verification_code(method.pk, settings.SECRET_KEY):
        return False
    mine.update(verified_at=at)
    record(by=by, verb="verify", noun="contact method", objects=[method.pk, by.hand], at=at)
    return True


def end(*, method: ContactMethod, by: Acting, at: datetime) -> None:
    """End a method: nothing is sent there any more."""
    if not ContactMethod.objects.filter(pk=method.pk, worker=by.hand, ended__isnull=True).update(ended=at):
        raise Refused(CONFLICT, "This contact method has ended already.")
    record(by=by, verb="end", noun="contact method", objects=[method.pk, by.hand], at=at)


def lose(*, method: UUID, by: Acting, at: datetime) -> UUID | None:
    """A push service says that a browser is there no more; whose it was, the first time it says so."""
    if not ContactMethod.objects.filter(pk=method, kind=Kind.PUSH, ended__isnull=True).update(ended=at):
        return None
    worker = ContactMethod.objects.values_list("worker", flat=True).get(pk=method)
    record(by=by, verb="lose", noun="contact method", objects=[method, worker], at=at)
    return worker


def stop(*, methods: Iterable[UUID], stopped: bool, by: Acting, at: datetime) -> None:
    """A number said STOP, or START again: until then it is no contact method."""
    rows = ContactMethod.objects.filter(pk__in=list(methods), kind=Kind.SMS, stopped_at__isnull=stopped)
    changed = list(rows.values_list("pk", flat=True))
    if changed:
        rows.update(stopped_at=at if stopped else None)
        verb = "stop" if stopped else "start"
        record(by=by, verb=verb, noun="contact method", objects=changed, at=at)
