"""Connecting a person to a provider, under the release that the person signed for it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from thirdoption.program.ground import texts
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, Refused
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.rules import check_no_identifiers
from thirdoption.program.services.models import Connection, Service
from thirdoption.program.services.rules import TASK_TRANSITIONS, TaskStatus
from thirdoption.program.services.rules.connections import WITH_A_DAY, check_answer
from thirdoption.program.sharing import actions as sharing
from thirdoption.program.sharing.models import Release
from thirdoption.program.sharing.rules import Form
from thirdoption.program.sites.queries import zone
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import move, record

_MOVED = "This connection has moved on. Load the page again."


def connect(
    *, person: Person, service: Service, release: Release, asks: str, by: Acting, at: datetime
) -> Connection:
    """Ask a provider for something on a person's behalf; what is told goes into the accounting.

    Raises Refused (conflict) unless a live release of this person names this provider.
    """
    check(by, Permission.WRITE_CARE)
    asks = texts.cleaned(asks, field="asks", limit=300, required=True)
    check_no_identifiers(asks, field="asks")
    names_it = (release.form, release.person_id, release.recipient_service) == (
        Form.CONNECTION,
        person.pk,
        service.pk,
    )
    if not names_it or not sharing.disclose(
        releases=[release.pk], what="name, how to reach, and what is asked", by=by, at=at
    ):
        raise Refused(CONFLICT, "No release of this person that is in force names this provider.")
    connection = Connection(
        site_id=by.site,
        person=person,
        service=service,
        release=release,
        worker_id=by.hand,
        asks=asks,
        made_at=at,
        state=TaskStatus.DRAFT,
    )
    connection.save(force_insert=True)
    record(by=by, verb="connect", noun="person", objects=[person.pk, connection.pk], at=at)
    say(connection=connection, to=TaskStatus.REQUESTED, by=by, at=at)
    return connection


def say(
    *,
    connection: Connection,
    to: TaskStatus,
    reason: str = "",
    day: date | None = None,
    note: str = "",
    by: Acting,
    at: datetime,
) -> None:
    """Say where a connection is now, as its provider told it: why not, until when they wait, when they met.

    Raises Refused (invalid, conflict).
    """
    check(by, Permission.WRITE_CARE)
    day = day if to in WITH_A_DAY else None
    here = ZoneInfo(zone(by.site))
    days = {"asked": connection.made_at.astimezone(here).date(), "today": at.astimezone(here).date()}
    check_answer(to=to, reason=reason, day=day, **days)
    note = texts.cleaned(note, field="note", limit=300)
    check_no_identifiers(note, field="note")
    move(
        thing=connection,
        to=to,
        transitions=TASK_TRANSITIONS,
        taken=_MOVED,
        by=by,
        at=at,
        note=note,
        facts={"reason": reason if to == TaskStatus.REJECTED else "", "day": day},
    )
    record(by=by, verb="say", noun="connection", objects=[connection.person_id, connection.pk], at=at, why=to)
