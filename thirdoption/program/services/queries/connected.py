"""Reads of connections: one person's, what is due, whose link it is, and which services really connect."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection as database
from django.db.models import Exists, OuterRef, Prefetch

from thirdoption.program.ground.refusal import hidden
from thirdoption.program.services.models import Connection, ConnectionStatus, ProviderLink
from thirdoption.program.services.rules import TaskStatus
from thirdoption.program.services.rules.connections import (
    FIRST_DUE,
    NOT_FOLLOWED,
    REMIND_DAYS,
    due_follow_up,
    token_of,
)
from thirdoption.program.services.rules.fhir import bundle
from thirdoption.program.sharing.models import Withdrawal


@dataclass(frozen=True)
class Due:
    """A connection that needs its worker: `days` to ask the person again, or nobody answered (`days` 0)."""

    connection: UUID
    person: UUID
    service: str
    days: int


def of_person(*, people: Collection[UUID]) -> list[Connection]:
    """What providers were asked for a person, newest first, each with its history; four statements.

    `taken_back`: whether the person withdrew the release for it.
    """
    withdrawn = Withdrawal.objects.filter(release=OuterRef("release_id"))
    rows = Connection.objects.filter(person__in=people).annotate(taken_back=Exists(withdrawn))
    rows = rows.select_related("service__organization", "worker", "release")
    history = Prefetch("statuses", ConnectionStatus.objects.order_by("number"))
    links = Prefetch("links", ProviderLink.objects.order_by("-made_at"))
    return list(rows.prefetch_related(history, links, "follow_ups").order_by("-made_at", "id")[:50])


def one(*, people: Collection[UUID], pk: UUID) -> Connection:
    """One connection of a person. Raises Refused (not found) alike for missing and protected (R-26)."""
    found = Connection.objects.filter(person__in=people, pk=pk).select_related("service").first()
    if found is None:
        raise hidden()
    return found


def link_of(*, connection: Connection) -> ProviderLink:
    """The link that a connection was sent by last. Raises Refused (not found) where none was."""
    found = ProviderLink.objects.filter(thing=connection).order_by("-made_at").first()
    if found is None:
        raise hidden()
    found.thing = connection
    return found


_FOLLOWED = """
SELECT c.id, c.person_id, v.name, c.made_at, c.state, ARRAY(SELECT f.days FROM services_followup f
    WHERE f.thing_id = c.id) FROM services_connection c JOIN services_service v ON v.id = c.service_id
WHERE c.person_id = ANY (%(people)s) AND c.made_at <= %(before)s AND NOT (c.state = ANY (%(past)s))
ORDER BY c.made_at, c.id
"""


def due_followups(*, people: Collection[UUID], at: datetime) -> list[Due]:
    """What is to be asked again of these people's connections, and which no provider answered; one statement.

    Lists start from a caseload: whoever asks has been shown the people.
    """
    if not people:
        return []
    values: dict[str, Any] = {
        "people": list(people),
        "before": at - FIRST_DUE,
        "past": list(NOT_FOLLOWED),
    }
    with database.cursor() as cursor:
        cursor.execute(_FOLLOWED, values)
        found = [_due(*row, at=at) for row in cursor.fetchall()]
    return [due for due in found if due is not None]


def _due(
    pk: UUID, person: UUID, service: str, made_at: datetime, state: str, asked: list[int], *, at: datetime
) -> Due | None:
    days = due_follow_up(made_at=made_at, state=state, asked=set(asked), at=at)
    if days is None and state == TaskStatus.REQUESTED and unanswered(made_at, at):
        days = 0
    return None if days is None else Due(pk, person, service, days)


def unanswered(made_at: datetime, at: datetime) -> bool:
    """Whether the worker is to call: the provider was reminded, and as many days went by again."""
    return made_at + timedelta(days=2 * REMIND_DAYS) <= at


def fhir_of(*, connection: Connection) -> dict[str, Any]:
    """A connection as a FHIR R4 Bundle: the ServiceRequest and its Task (SDOH Clinical Care)."""
    history = [
        (one.state, one.at, one.reason, one.day, one.note) for one in connection.statuses.order_by("number")
    ]
    return bundle(
        connection=connection.pk,
        person=connection.person_id,
        asks=connection.asks,
        service=connection.service.name,
        service_id=connection.service_id,
        release=connection.release_id,
        made_at=connection.made_at,
        history=history,
    )


def address_of(link: UUID) -> str:
    """The whole address by which a provider answers, of this installation."""
    here = settings.LINE_URL or f"{'https' if settings.HTTPS else 'http'}://{settings.ALLOWED_HOSTS[0]}"
    return f"{here}/partners/asked/{token_of(link, settings.SECRET_KEY)}/"
