"""Reading what was sent, what became of it, and what was answered."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import Min

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.messages.models import Address, ContactMethod, Delivery, Message, Reply
from thirdoption.program.messages.rules import Kind, State, body, is_lost
from thirdoption.program.messages.rules.push import NO_KEYS, Keys


@dataclass
class Asked:
    """What is known of one worker who was paged about one thing."""

    paged_at: datetime
    alive: bool = False
    left: bool = False
    said: list[tuple[str, datetime]] = field(default_factory=list)


def live_methods(*, workers: Collection[UUID]) -> dict[UUID, list[ContactMethod]]:
    """The methods that count of each of these workers."""
    found: dict[UUID, list[ContactMethod]] = {}
    for one in ContactMethod.objects.live().filter(worker__in=workers).order_by("added", "id"):
        found.setdefault(one.worker, []).append(one)
    return found


def quiet(ways: Iterable[ContactMethod]) -> list[ContactMethod]:
    """Every way but a call: a telephone rings for a person who waits, or for a test of that."""
    return [one for one in ways if one.kind != Kind.VOICE]


def methods(*, by: Acting) -> list[tuple[ContactMethod, str]]:
    """A worker's own contact methods that have not ended, each with its address."""
    rows = Address.objects.filter(worker=by.hand, method__ended__isnull=True).select_related("method")
    return [(one.method, one.address) for one in rows.order_by("method__added", "id")]


def own_method(*, by: Acting, pk: UUID) -> ContactMethod:
    """One of a worker's own contact methods. Raises Refused (not found) for what is not there or theirs."""
    found = ContactMethod.objects.filter(pk=pk, worker=by.hand, site=by.site, ended__isnull=True).first()
    if found is None:
        raise hidden()
    return found


def methods_at(*, address: str) -> list[ContactMethod]:
    """The methods that have an address and have not ended, verified ones only; the program's to ask."""
    rows = Address.objects.filter(
        address=address, method__ended__isnull=True, method__verified_at__isnull=False
    )
    return [one.method for one in rows.select_related("method").order_by("-method__added", "id")]


def numbers(*, workers: Collection[UUID]) -> dict[UUID, list[str]]:
    """The verified telephone numbers of these workers, those for calls first; the program's to ask."""
    methods = {one.pk: one for many in live_methods(workers=workers).values() for one in many}
    rows = Address.objects.filter(method__in=methods, method__kind__in=(Kind.VOICE, Kind.SMS))
    found: dict[UUID, list[str]] = {}
    for one in sorted(rows, key=lambda row: methods[row.method_id].kind != Kind.VOICE):
        if one.address not in found.setdefault(one.worker, []):
            found[one.worker].append(one.address)
    return found


def live_numbers(*, worker: UUID) -> list[str]:
    """The numbers to which a worker has proven that messages reach them; the program's to ask."""
    methods = [one for one in live_methods(workers=[worker]).get(worker, []) if one.kind == Kind.SMS]
    return list(Address.objects.filter(method__in=methods).values_list("address", flat=True))


def pages(
    *, subjects: Collection[UUID], template: str, since: Mapping[UUID, datetime] = MappingProxyType({})
) -> dict[UUID, dict[UUID, Asked]]:
    """Who was paged about each of these, whether a page of theirs still lives, and what they said.

    `since`: of some, only what was sent from then on. What only stands in the program's own pages reaches
    nobody who does not look, so it does not live.
    """
    sent = Message.objects.filter(subject__in=subjects, template=template).order_by("made_at")
    fields = ("id", "subject", "worker", "made_at", "channel", "method__ended", "method__stopped_at")
    rows = [row for row in sent.values_list(*fields) if row[1] not in since or row[3] >= since[row[1]]]
    became: dict[UUID, list[str]] = {}
    told = Delivery.objects.filter(message__in=[row[0] for row in rows if row[4] != Kind.IN_APP])
    for which, state in told.values_list("message", "state"):
        became.setdefault(which, []).append(state)
    found: dict[UUID, dict[UUID, Asked]] = {}
    for pk, subject, worker, made_at, channel, ended, stopped in rows:
        one = found.setdefault(subject, {}).setdefault(worker, Asked(made_at))
        one.paged_at = made_at
        if channel != Kind.IN_APP:
            lost = is_lost(became.get(pk, ()))
            one.alive = one.alive or not (lost or ended or stopped)
            one.left = one.left or (not lost and pk in became)
    replies = Reply.objects.filter(subject__in=subjects, worker__isnull=False).order_by("at")
    for about, whose, word, at in replies.values_list("subject", "worker", "word", "at"):
        if about in found and whose in found[about]:
            found[about][whose].said.append((word, at))
    return found


def last_asked(*, worker: UUID, template: str, code: str, among: Iterable[UUID] | None = None) -> UUID | None:
    """What a worker was last paged about: by its code if one is given, and among these if they are named."""
    rows = Message.objects.filter(worker=worker, template=template)
    if code:
        rows = rows.filter(code=code)
    if among is not None:
        rows = rows.filter(subject__in=list(among))
    return rows.order_by("-made_at", "id").values_list("subject", flat=True).first()


def asked_there(
    *, methods: Iterable[ContactMethod], templates: Iterable[str], code: str, among: Collection[UUID]
) -> Message | None:
    """What whoever has these methods was last asked there: by the code, otherwise about one of these."""
    there = Message.objects.filter(method__in=list(methods), template__in=list(templates))
    last = there.order_by("-made_at", "id")
    asked = last.filter(code=code).first() if code else None
    return asked or last.filter(subject__in=list(among)).first()


@dataclass(frozen=True)
class Outgoing:
    """A message that may leave: how, to which address, and its words."""

    message: UUID
    template: str
    subject: UUID
    kind: str
    address: str
    language: str
    text: str
    code: str = ""
    method: UUID | None = None
    keys: Keys = NO_KEYS


def outgoing(*, message: UUID) -> Outgoing | None:
    """A message ready to leave; None for one whose method has ended or was stopped since."""
    found = Message.objects.select_related("method__address").filter(pk=message).first()
    if found is None or found.method is None or found.method.ended or found.method.stopped_at:
        return None
    if found.template != "verify" and found.method.verified_at is None:
        return None
    there = found.method.address
    return Outgoing(
        found.pk,
        found.template,
        found.subject,
        found.channel,
        there.address,
        found.language,
        text=body(found.template, found.language, kind=found.channel, code=found.code, who=found.who),
        code=found.code,
        method=found.method_id,
        keys=Keys(there.p256dh, there.auth),
    )


def was_sent(*, message: UUID) -> bool:
    """Whether a message has left, or could not."""
    return Delivery.objects.filter(message=message).exists()


def waiting_to_leave(*, since: datetime) -> int:
    """How many messages were made before a moment and have not left, as the context sees them."""
    rows: Any = Message.objects.filter(made_at__lt=since, method__isnull=False)
    return int(rows.exclude(deliveries__state__in=list(State)).count())


def page_of(*, message: UUID) -> Message | None:
    """One message, as the context sees it."""
    return Message.objects.filter(pk=message).first()


def first_told(*, by: Acting, template: str, subjects: Iterable[UUID]) -> dict[UUID, datetime]:
    """When a worker was first told of each of these in their own pages, if they were."""
    mine = Message.objects.filter(
        worker=by.hand, template=template, subject__in=list(subjects), channel=Kind.IN_APP
    )
    return dict(mine.order_by("subject").values_list("subject").annotate(first=Min("made_at")))
