"""The carrier's webhooks, and the heartbeat. Nothing that is shown here tells of a person or a place."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from thirdoption.program.ground import acting
from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.actions import answers, inbound
from thirdoption.program.handoffs.queries import escalation as queries
from thirdoption.program.handoffs.queries.inbound import asked_at
from thirdoption.program.messages.rules import read_key
from thirdoption.program.messages.rules.carrier import said, texted
from thirdoption.program.messages.rules.spoken import SPOKEN
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import line_of
from thirdoption.program.staff.queries import program
from thirdoption.web.kit.guards import carrier, carrier_alone, public
from thirdoption.web.line import away


def clock() -> datetime | None:
    """The time of an act, which is the database's own; a rehearsal puts a value here."""
    return None


def of(site: UUID) -> Acting:
    return program(site, clock())


def xml(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="text/xml; charset=utf-8")


@public
def heartbeat(request: HttpRequest) -> HttpResponse:
    """Whether the engine does what is due: 200 with its lag, 503 when it stands."""
    now = clock() or timezone.now()
    found = queries.health(at=now)
    beat = (now - found.beat_at).total_seconds() if found.beat_at else None
    told = {"lag_seconds": found.lag.total_seconds(), "beat_seconds_ago": beat, "faults": found.faults}
    return JsonResponse(told, status=503 if found.stands(now) else 200)


@carrier
def message(request: HttpRequest, *, fields: dict[str, str]) -> HttpResponse:
    """A message came to the line's number: an answer, COME, STOP, START, or from nobody whom we know."""
    for site in _places(fields):
        with acting.opened(of(site)) as by:
            reply = inbound.by_message(
                address=fields.get("From", ""),
                text=fields.get("Body", ""),
                carrier_id=fields.get("MessageSid", ""),
                by=by,
                at=by.now(),
            )
        if reply is not None:
            return xml(texted(reply))
    place = line_of(fields.get("To", ""))
    if place is None:
        return xml(texted(""))
    with acting.opened(of(place.pk)) as by:
        inbound.from_nobody(carrier_id=fields.get("MessageSid", ""), by=by, at=by.now())
    said = (SPOKEN["unknown-number"][language].format(line=place.line_number) for language in ("en", "es"))
    return xml(texted(" ".join(said)))


def _places(fields: dict[str, str]) -> list[UUID]:
    """All places; first the one that asked at this number: who works at two answers the one that pages."""
    every = list(Site.objects.values_list("pk", flat=True))
    if len(every) == 1:
        return every
    asked = set()
    for site in every:
        with acting.opened(of(site)) as by:
            if asked_at(address=fields.get("From", ""), text=fields.get("Body", ""), by=by):
                asked.add(site)
    return sorted(every, key=lambda site: site not in asked)


@carrier
def key(request: HttpRequest, site: UUID, page: UUID, *, fields: dict[str, str]) -> HttpResponse:
    """A key was pressed during a call."""
    with acting.opened(of(site)) as by:
        reply, language = answers.by_key(
            message=page,
            word=read_key(fields.get("Digits", "")),
            carrier_id=f"{fields.get('CallSid', '')}/{page.hex[:8]}",
            by=by,
            at=by.now(),
        )
    return xml(said(reply, language) if reply else texted(""))


@carrier_alone
def screen(request: HttpRequest, *, fields: dict[str, str]) -> HttpResponse:
    """A telephone that rang without the database was answered: a key first."""
    return xml(away.screen(fields.get("Digits", "")))


@carrier
def status(request: HttpRequest, site: UUID, page: UUID, *, fields: dict[str, str]) -> HttpResponse:
    """What became of a message or a call; in any order, and as often as the carrier likes."""
    with acting.opened(of(site)) as by:
        answers.became(
            message=page,
            said=fields.get("MessageStatus") or fields.get("CallStatus", ""),
            carrier_id=fields.get("MessageSid") or fields.get("CallSid", ""),
            by=by,
            at=by.now(),
        )
    return HttpResponse(status=204)
