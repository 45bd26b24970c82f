"""The link by which a provider answers, and asking again what became of it."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection as database

from thirdoption.program.ground import later, texts
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused, hidden
from thirdoption.program.referrals.rules import check_no_identifiers
from thirdoption.program.services.models import Connection, FollowUp, ProviderLink
from thirdoption.program.services.rules import TaskStatus
from thirdoption.program.services.rules.connections import (
    ANSWERS,
    LINK_DAYS,
    NOTE_LIMIT,
    WITH_A_DAY,
    Outcome,
    Way,
    check_answer,
    code_of,
    due_follow_up,
    is_code,
    token_of,
)
from thirdoption.program.sharing import actions as sharing
from thirdoption.program.sites.queries import zone
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.staff.rules.links import digest_of
from thirdoption.program.trail.actions import add_once, record
from thirdoption.program.trail.rules import Outcome as Told

MOVED = "This connection has moved on. Load the page again."


def send_link(
    *, connection: Connection, way: str, address: str = "", language: str = "en", by: Acting, at: datetime
) -> ProviderLink:
    """Send a provider the link to answer by; one before it ends. Nothing of the person is in it.

    Raises Refused (invalid) for an address that is none, (conflict) where nothing more is asked, or the
    person's release has ended.
    """
    check(by, Permission.WRITE_CARE)
    if connection.state not in ANSWERS:
        raise Refused(CONFLICT, MOVED)
    live = sharing.disclose(
        releases=[connection.release_id], what="name, how to reach, and what is asked", by=by, at=at
    )
    if not live:
        raise Refused(CONFLICT, "The person's release for this provider has ended. Nothing is sent.")
    address = address.strip()
    if way == Way.EMAIL:
        try:
            validate_email(address)
        except ValidationError as error:
            raise Refused(INVALID, "Type the provider's e-mail address.", "address") from error
    ProviderLink.objects.filter(thing=connection, ended_at__isnull=True).update(ended_at=at)
    link = ProviderLink(
        thing=connection,
        worker=by.hand,
        organization=by.organization,
        way=way,
        address=address if way == Way.EMAIL else "",
        language=language,
        made_at=at,
        open_until=at + timedelta(days=LINK_DAYS),
    )
    link.token = digest_of(token_of(link.pk, settings.SECRET_KEY))
    add_once(link, same=(), taken=MOVED)
    if way == Way.EMAIL:
        later.run("send_provider_link", by, link=link.pk)
    record(by=by, verb="send link", noun="connection", objects=[connection.person_id, connection.pk], at=at)
    return link


def note_sent(*, link: ProviderLink, state: str, by: Acting, at: datetime) -> None:
    """Note what the mail server said of a link."""
    check(by, Permission.WRITE_CARE)
    ProviderLink.objects.filter(pk=link.pk).update(sent=state)


def tell_code(*, link: ProviderLink, by: Acting, at: datetime) -> str:
    """The code, to be read to the provider by telephone. Raises Refused (conflict) for a link that ended."""
    check(by, Permission.WRITE_CARE)
    _check_lives(link, at)
    record(by=by, verb="tell code", noun="connection", objects=[link.thing.person_id, link.thing_id], at=at)
    return code_of(link.pk, settings.SECRET_KEY)


def print_letter(*, link: ProviderLink, by: Acting, at: datetime) -> None:
    """The letter with the link is printed. Raises Refused (conflict) for a link that ended."""
    check(by, Permission.WRITE_CARE)
    _check_lives(link, at)
    record(
        by=by, verb="print letter", noun="connection", objects=[link.thing.person_id, link.thing_id], at=at
    )


def _check_lives(link: ProviderLink, at: datetime) -> None:
    if link.ended_at is not None or link.open_until <= at:
        raise Refused(CONFLICT, "This link has ended. Send another one.")


def end_link(*, link: ProviderLink, by: Acting, at: datetime) -> None:
    """End a link at once: whoever has it open sees nothing more from the next page on."""
    check(by, Permission.WRITE_CARE)
    if not ProviderLink.objects.filter(pk=link.pk, ended_at__isnull=True).update(ended_at=at):
        raise Refused(CONFLICT, "This link has ended already.")
    record(by=by, verb="end link", noun="connection", objects=[link.thing.person_id, link.thing_id], at=at)


def ask_again(
    *, connection: Connection, days: int, outcome: str, note: str = "", by: Acting, at: datetime
) -> FollowUp:
    """Note what the person says became of a connection, 7, 30 or 90 days later.

    Raises Refused (conflict) where somebody asked already, or nothing is due.
    """
    check(by, Permission.WRITE_CARE)
    note = texts.cleaned(note, field="note", limit=NOTE_LIMIT)
    check_no_identifiers(note, field="note")
    if outcome not in list(Outcome):
        raise Refused(INVALID, "Choose one.", "outcome")
    asked = set(connection.follow_ups.values_list("days", flat=True))
    due = due_follow_up(made_at=connection.made_at, state=connection.state, asked=asked, at=at)
    if due is None or due != days:
        raise Refused(CONFLICT, MOVED)
    found = FollowUp(
        thing=connection,
        worker=by.hand,
        organization=by.organization,
        days=days,
        outcome=outcome,
        note=note,
        at=at,
    )
    add_once(found, same=(), taken=MOVED)
    record(by=by, verb="ask again", noun="connection", objects=[connection.person_id, connection.pk], at=at)
    return found


@dataclass(frozen=True)
class Asked:
    """What a provider reads under the person's release; without `name`, nothing more is asked."""

    connection: UUID
    person: UUID
    release: UUID
    state: TaskStatus
    version: int
    service: str
    made_at: datetime
    until: datetime
    name: str = ""
    reach: str = ""
    language: str = ""
    asks: str = ""


def open_link(*, token: str, link: UUID, code: str, by: Acting, at: datetime) -> bool:
    """Whether this code opens the link; a wrong one is counted (so commit), the fifth ends the link."""
    check(by, Permission.ANSWER_CONNECTION)
    right = is_code(code, link, settings.SECRET_KEY)
    (opened,) = _ask("SELECT sharing.try_link(%s, %s)", [digest_of(token), right])
    told = Told.DONE if opened else Told.REFUSED
    record(by=by, verb="open link", noun="connection", objects=[link], outcome=told, at=at)
    return bool(opened)


def read(*, token: str, by: Acting, at: datetime) -> Asked:
    """What this link asks, accounted as told. Raises Refused (not found) where it asks nothing any more."""
    check(by, Permission.ANSWER_CONNECTION)
    (found,) = _ask("SELECT sharing.asked_by_link(%s)", [digest_of(token)])
    if found is None:
        raise hidden()
    found = json.loads(found)
    ids = {name: UUID(found[name]) for name in ("connection", "person", "release")}
    moments = {name: datetime.fromisoformat(found[name]) for name in ("made_at", "until")}
    asked = Asked(**{**found, **ids, **moments, "state": TaskStatus(found["state"])})
    if asked.name:
        record(by=by, verb="disclose", noun="release", objects=[asked.release], why="by link", at=at)
    record(
        by=by,
        verb="see",
        noun="connection",
        outcome=Told.SEEN,
        objects=[asked.person, asked.connection],
        at=at,
    )
    return asked


def answer(
    *,
    token: str,
    asked: Asked,
    version: int,
    to: str,
    reason: str = "",
    day: date | None = None,
    note: str = "",
    by: Acting,
    at: datetime,
) -> None:
    """The provider's answer; the same again from the page before is a second tap.

    Raises Refused (invalid, conflict).
    """
    check(by, Permission.ANSWER_CONNECTION)
    before = version != asked.version
    if not before and to not in ANSWERS.get(asked.state, ()):
        raise Refused(INVALID, "Choose one.", "to")
    day = day if to in WITH_A_DAY else None
    here = ZoneInfo(zone(by.site))
    days = {"asked": asked.made_at.astimezone(here).date(), "today": at.astimezone(here).date()}
    check_answer(to=to, reason=reason, day=day, **days)
    note = texts.cleaned(note, field="note", limit=NOTE_LIMIT)
    check_no_identifiers(note, field="note")
    values = [digest_of(token), version, to, reason if to == TaskStatus.REJECTED else "", day, note]
    (taken,) = _ask("SELECT sharing.answer_by_link(%s, %s, %s, %s, %s, %s)", values)
    if not taken:
        raise Refused(CONFLICT, MOVED)
    if not before:
        whom = [asked.person, asked.connection]
        record(by=by, verb="answer", noun="connection", objects=whom, at=at, why=to)


def _ask(sql: str, values: list[Any]) -> tuple[Any, ...]:
    with database.cursor() as cursor:
        cursor.execute(sql, values)
        row: tuple[Any, ...] = cursor.fetchone()
        return row
