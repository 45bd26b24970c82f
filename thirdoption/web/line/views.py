"""The carrier's webhooks, and the heartbeat. Nothing that is shown here tells of a person or a place."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from thirdoption.program.ground import acting
from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.actions import answers
from thirdoption.program.handoffs.queries import escalation as queries
from thirdoption.program.messages.rules import read_key
from thirdoption.program.messages.rules.carrier import said, texted
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.queries import program
from thirdoption.web.kit.guards import carrier, public


def clock() -> datetime | None:
    """The time of an act, which is the database's own; a rehearsal puts a value here."""
    return None


def _of(site: UUID) -> Acting:
    return program(site, clock())


def _xml(text: str) -> HttpResponse:
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
    """A message came to the line's number: an answer, STOP, START, or from nobody whom we know."""
    for site in Site.objects.values_list("pk", flat=True):
        with acting.opened(_of(site)) as by:
            reply = answers.by_message(
                address=fields.get("From", ""),
                text=fields.get("Body", ""),
                carrier_id=fields.get("MessageSid", ""),
                by=by,
                at=by.now(),
            )
        if reply is not None:
            return _xml(texted(reply))
    return _xml(texted(""))


@carrier
def key(request: HttpRequest, site: UUID, page: UUID, *, fields: dict[str, str]) -> HttpResponse:
    """A key was pressed during a call."""
    with acting.opened(_of(site)) as by:
        reply, language = answers.by_key(
            message=page,
            word=read_key(fields.get("Digits", "")),
            carrier_id=f"{fields.get('CallSid', '')}/{page.hex[:8]}",
            by=by,
            at=by.now(),
        )
    return _xml(said(reply, language) if reply else texted(""))


@carrier
def status(request: HttpRequest, site: UUID, page: UUID, *, fields: dict[str, str]) -> HttpResponse:
    """What became of a message or a call; in any order, and as often as the carrier likes."""
    with acting.opened(_of(site)) as by:
        answers.became(
            message=page,
            said=fields.get("MessageStatus") or fields.get("CallStatus", ""),
            carrier_id=fields.get("MessageSid") or fields.get("CallSid", ""),
            by=by,
            at=by.now(),
        )
    return HttpResponse(status=204)
