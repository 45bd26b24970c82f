"""A call that comes to the line: greeted, put through to whoever is on call, and a hand-off beside it.

Every answer is TwiML, and every step may be asked twice. Whoever answers a telephone is put through only
after a key: a machine that answers is no human's yes. Both ends see the line's number and no other.
"""

from functools import wraps
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from thirdoption.program.ground import acting
from thirdoption.program.handoffs.actions import inbound
from thirdoption.program.handoffs.queries import inbound as queries
from thirdoption.program.handoffs.queries.inbound import Telephone
from thirdoption.program.handoffs.rules.calls import MOST_WAITS, RING_SECONDS
from thirdoption.program.messages.rules.carrier import dialed, greeted, said, screened, spoken, waiting
from thirdoption.program.messages.rules.spoken import SPOKEN
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import line_of
from thirdoption.web.kit.guards import View, carrier
from thirdoption.web.kit.line import fallback
from thirdoption.web.line import away
from thirdoption.web.line.views import of, xml

Fields = dict[str, str]
SILENCE = "<Response/>"


def even_without_a_database(view: View) -> View:
    """Where the database is away, the telephones of the file that the job process keeps ring instead.

    The signature is checked before the database is asked for anything.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: UUID, **kwargs: UUID) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (OperationalError, InterfaceError):
            return xml(away.answer(request.POST.get("To", "")))

    return answered


@even_without_a_database
@carrier
def call(request: HttpRequest, *, fields: Fields) -> HttpResponse:
    """Somebody calls the line: a greeting, and a badge number by keys."""
    site = line_of(fields.get("To", ""))
    if site is None:
        return xml(f"<Response>{spoken('nobody-answered')}</Response>")
    return xml(greeted(url=_url("badge", site.pk)))


@even_without_a_database
@carrier
def badge(request: HttpRequest, site: UUID, *, fields: Fields) -> HttpResponse:
    """A badge number, 0 or nothing: the hand-off is asked for, and the first telephone rings."""
    with acting.opened(of(site)) as by:
        ring = queries.telephones(by=by, at=by.now())
        handoff = inbound.by_telephone(
            call=fields.get("CallSid", ""),
            badge=fields.get("Digits", ""),
            rings=bool(ring),
            by=by,
            at=by.now(),
        )
        return xml(_next(site, handoff, ring, 0) or _nobody_is_on_call(site))


@even_without_a_database
@carrier
def rang(request: HttpRequest, site: UUID, handoff: UUID, place: int, *, fields: Fields) -> HttpResponse:
    """A telephone has rung: over if the two have talked, otherwise the next one, then waiting.

    Somebody else may have said yes while it rang: then who calls is told so, and not cut off.
    """
    with acting.opened(of(site)) as by:
        now = queries.where(handoff=handoff, by=by)
        if not now.asked:
            return xml(SILENCE if _have_talked(fields) else _is_over(site, handoff, now))
        inbound.rang_out(handoff=handoff, by=by, at=by.now())
        ring = queries.telephones(by=by, at=by.now())
        return xml(_next(site, handoff, ring, place + 1) or _wait(site, handoff, 0))


@carrier
def asked(request: HttpRequest, site: UUID, handoff: UUID, worker: UUID, *, fields: Fields) -> HttpResponse:
    """Whoever answered is asked for a key before they are put through."""
    with acting.opened(of(site)):
        language = queries.language(worker=worker)
    return xml(screened(url=_url("took", site, handoff, worker), language=language))


@carrier
def took(request: HttpRequest, site: UUID, handoff: UUID, worker: UUID, *, fields: Fields) -> HttpResponse:
    """The key was pressed: the hand-off is theirs, and they talk; any other key is no answer."""
    if fields.get("Digits") != "1":
        return xml("<Response><Hangup/></Response>")
    with acting.opened(of(site)) as by:
        told = f"{fields.get('CallSid', '')}/{handoff.hex[:8]}"
        theirs = inbound.take(handoff=handoff, worker=worker, call=told, by=by, at=by.now())
        language = queries.language(worker=worker)
    if theirs:
        return xml(SILENCE)
    text = SPOKEN["taken"].get(language, SPOKEN["taken"]["en"])
    return xml(said(text, language).replace("</Response>", "<Hangup/></Response>"))


@even_without_a_database
@carrier
def wait(request: HttpRequest, site: UUID, handoff: UUID, place: int, *, fields: Fields) -> HttpResponse:
    """The caller stays on the line while everybody is asked; whoever said yes is put through."""
    with acting.opened(of(site)) as by:
        now = queries.where(handoff=handoff, by=by)
        if now.asked and not now.exhausted and place < MOST_WAITS:
            return xml(_wait(site, handoff, place))
        return xml(_is_over(site, handoff, now))


def _is_over(site: UUID, handoff: UUID, now: queries.Where) -> str:
    """Whoever said yes is put through, if they have a telephone; where nobody did, what there is instead."""
    if not now.taken:
        return _nobody_is_on_call(site)
    rings = _dial(site, handoff, now.telephone, "") if now.telephone else ""
    return f"<Response>{spoken('somebody-comes')}{rings}</Response>"


def _have_talked(fields: Fields) -> bool:
    """Whether the carrier put the two through: who only heard the question for a key has not talked."""
    return fields.get("DialCallStatus") == "completed" and fields.get("DialBridged") != "false"


def _next(site: UUID, handoff: UUID, ring: list[Telephone], place: int) -> str:
    """The telephone at this place of the order rings; nothing when there is none."""
    if place >= len(ring):
        return ""
    then = _url("rang", site, handoff, place)
    return f"<Response>{spoken('one-moment')}{_dial(site, handoff, ring[place], then)}</Response>"


def _dial(site: UUID, handoff: UUID, telephone: Telephone, then: str) -> str:
    number = (telephone.number, _url("asked", site, handoff, telephone.worker))
    return dialed([number], line=settings.CARRIER_NUMBER, seconds=RING_SECONDS, then=then)


def _wait(site: UUID, handoff: UUID, place: int) -> str:
    return waiting("asking", url=_url("wait", site, handoff, place + 1))


def _nobody_is_on_call(site: UUID) -> str:
    """Outside the hours, and when nobody said yes: what the policy has instead; whoever leads knows."""
    found = Site.objects.get(pk=site)
    instead = fallback(found, of(site).now())
    return f"<Response>{spoken('nobody', *([instead] if instead in SPOKEN else []))}</Response>"


def _url(name: str, *args: object) -> str:
    return f"{settings.LINE_URL}{reverse(f'line:{name}', args=args)}"
