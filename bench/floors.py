"""The floors. Frozen: every figure is a ratio to one of these, so a change here changes what they all mean.

(a) `signed_in_view`: own middleware, session, user, one indexed query of 20 rows, one template, in a
transaction: what any signed-in page of this program costs before it does anything.
(b) `page_by_hand`: the same page by hand-written SQL as the app role under the same context, with the same
template. Nothing of Django's models is in it: session, worker, context, rows and trail are plain
statements on the driver. The template gets the values that the page itself gave it the first time, so
that both draw the same page, and go on doing so when its template changes.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import psycopg
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.backends.django import Template
from django.urls import resolve
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from bench import sql
from thirdoption.program.ground import acting as ground
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.services.models import Service
from thirdoption.program.staff.models import User
from thirdoption.program.staff.rules import ROLES
from thirdoption.web.kit.guards import signed_in
from thirdoption.web.kit.sessions import SessionStore, kept_as

Rows = list[tuple[Any, ...]]
Drawn = tuple[Template, dict[str, Any]]
ROWS = 20
_drawn: dict[tuple[str, str], Drawn] = {}


def signed_in_view(request: HttpRequest) -> HttpResponse:
    """Floor (a)."""
    with transaction.atomic():
        who = signed_in(request)
        if who is None:
            raise hidden()
        found = Service.objects.filter(site=who.site_id, county="Albany").order_by("name")[:ROWS]
        rows = [{"name": one.name, "county": one.county, "as_of": one.source_as_of} for one in found]
        return render(request, "bench/signed_in.html", {"rows": rows})


def page_by_hand(request: HttpRequest, page: str) -> HttpResponse:
    """Floor (b) of the page at this address; the header `Rows` says what each statement found."""
    request.path = request.path_info = f"/{page}"
    match = resolve(request.path)
    key = (request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""), request.path)
    if key not in _drawn:
        _drawn[key] = _as_drawn(request, match.func, match.kwargs)
    template, values = _drawn[key]
    connection.ensure_connection()
    with connection.connection.transaction(), connection.connection.cursor() as cursor:
        found = PAGES[match.view_name](cursor, request, **match.kwargs)
        response = HttpResponse(template.render(values, request))
    response["Rows"] = " ".join(str(len(rows)) for rows in found)
    return response


def _as_drawn(request: HttpRequest, view: Callable[..., HttpResponse], kwargs: dict[str, Any]) -> Drawn:
    """Ask the page itself once, and keep its template and the values that it gave to it."""
    kept: dict[bytes, Drawn] = {}
    original = Template.render

    def keeping(self: Template, context: Any = None, request: Any = None) -> Any:
        given = dict(context or {})
        text = original(self, context, request)
        kept[text.encode()] = (self, given)
        return text

    Template.render = keeping  # type: ignore[method-assign]
    try:
        response = view(request, **kwargs)
        return kept[response.content]
    finally:
        Template.render = original  # type: ignore[method-assign]


def _enter(cursor: psycopg.Cursor[Any], request: HttpRequest) -> Acting:
    """Session, worker and context by hand."""
    key = request.COOKIES[settings.SESSION_COOKIE_NAME]
    kept = cursor.execute(sql.SESSION, [kept_as(key)]).fetchone()
    session = SessionStore(key).decode(kept[0]) if kept else {}
    row = cursor.execute(sql.WORKER, [session[SESSION_KEY], timezone.now()]).fetchone()
    if row is None:
        raise hidden()
    worker, site, agency, name, role, password, agency_name, kind, program_name, zone, made_up = row
    if not constant_time_compare(session[HASH_SESSION_KEY], User(password=password).get_session_auth_hash()):
        raise hidden()
    who = SimpleNamespace(
        name=name,
        role=role,
        agency=SimpleNamespace(name=agency_name, kind=kind),
        site=SimpleNamespace(program_name=program_name, zone=zone, made_up=made_up),
    )
    request.user = SimpleNamespace(worker=who, is_authenticated=True)  # type: ignore[assignment]
    by = Acting(site=site, organization=agency, worker=worker, role=role, purpose=ROLES[role].purpose)
    cursor.execute("SELECT sharing.enter(%s)", [ground.token(by)])
    return by


def _all(cursor: psycopg.Cursor[Any], statement: str, values: Sequence[Any]) -> Rows:
    return cursor.execute(statement, values).fetchall()  # type: ignore[arg-type]


def _seen(cursor: psycopg.Cursor[Any], by: Acting, noun: str, shown: list[UUID]) -> None:
    values = [uuid4(), by.site, by.worker, by.organization, by.role, by.purpose, noun, shown, timezone.now()]
    cursor.execute(sql.SEEN, values)


def _home(cursor: psycopg.Cursor[Any], request: HttpRequest) -> list[Rows]:
    by = _enter(cursor, request)
    calls = _all(cursor, sql.CALLS, [by.site])
    if calls:
        _seen(cursor, by, "handoff", [row[0] for row in calls])
    mine = _all(cursor, sql.MY_PEOPLE, [by.worker])
    shown = [row[0] for row in mine]
    if not mine:
        return [calls, mine]
    _seen(cursor, by, "person", shown)
    return [calls, mine, _all(cursor, sql.OPEN_INTAKES, [shown])]


def _person(cursor: psycopg.Cursor[Any], request: HttpRequest, person: UUID) -> list[Rows]:
    by = _enter(cursor, request)
    found = _all(cursor, sql.PERSON, [person])
    if not found:
        raise hidden()
    _seen(cursor, by, "person", [person])
    return [found, *(_all(cursor, statement, [person]) for statement in sql.OF_PERSON)]


def _matters(cursor: psycopg.Cursor[Any], request: HttpRequest) -> list[Rows]:
    by = _enter(cursor, request)
    today = timezone.localdate()
    soon = today + timedelta(days=7)
    many = _all(cursor, sql.MATTERS_TALLY, [today, soon, today, by.site])
    held = _all(cursor, sql.MATTERS, [by.site])
    if not held:
        return [many, held]
    confirmed = _all(cursor, sql.CONFIRMED, [[row[1] for row in held]])
    told = _all(cursor, sql.DISCLOSE, [[row[0] for row in confirmed]])
    _seen(cursor, by, "matter", [row[0] for row in held])
    return [many, held, confirmed, told]


def _report(cursor: psycopg.Cursor[Any], request: HttpRequest, slug: str) -> list[Rows]:
    return [_all(cursor, sql.REPORT, [slug])]


PAGES: dict[str, Callable[..., list[Rows]]] = {
    "desk:home": _home,
    "desk:person": _person,
    "public:report": _report,
    "partners:matters": _matters,
}
