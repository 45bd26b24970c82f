"""A person's page: who they are, what they want, what was done, what they signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from thirdoption.program.care.queries import Asked, Coming, Goal, Note
from thirdoption.program.care.rules import ContactKind, Engagement
from thirdoption.program.people.models import Person
from thirdoption.program.people.rules import BornHow
from thirdoption.web.desk.presenters.moments import Clock, Due
from thirdoption.web.desk.presenters.words import CONNECTIONS, HOW, IN_TOUCH, LANGUAGES, TRIED
from thirdoption.web.kit.links import address
from thirdoption.web.kit.needs import NEEDS


@dataclass(frozen=True)
class ContactLine:
    """One contact of the list."""

    line: str
    sensitive: str
    about: str
    url: str


@dataclass(frozen=True)
class GoalLine:
    """One goal with who wrote it down when."""

    words: str
    about: str


@dataclass(frozen=True)
class IntakeLine:
    """One intake: done, or to do until when. `url_referral` leads to its form."""

    came: str
    referral: UUID | None
    done: str
    due: Due | None
    needs: tuple[str, ...]
    words: str
    talked: bool


@dataclass(frozen=True)
class ConnectionLine:
    """One connection to a provider."""

    service: str
    organization: str
    asks: str
    asked_on: str
    status: str
    tone: str


def who(person: Any, clock: Clock) -> dict[str, Any]:
    """Name, how to reach them, and how we are in touch. `person` comes from `care.queries.in_touch`."""
    participation = person.participation
    name, tone, _means = IN_TOUCH[participation.state]
    since = person.state_at or participation.since
    return {
        "id": person.pk,
        "name": person.name,
        "works_with": person.works_with or "",
        "state": str(name),
        "tone": tone,
        "state_about": _("since %(day)s") % {"day": clock.short(since)},
        "state_note": person.state_note or "",
        "death_noted": person.death_noted,
        "alive": participation.state != Engagement.DIED,
        "where": person.where_to_find,
        "language": str(LANGUAGES.get(person.language, person.language)),
        "born": clock.day(person.date_of_birth) if person.date_of_birth else "",
        "about_then": person.born_how == BornHow.ABOUT,
    }


def on_record(person: Person, clock: Clock) -> str:
    """Another record of a person in a line: the name, the birth, and where they are found by it."""
    born = _("born %(day)s") % {"day": clock.day(person.date_of_birth)} if person.date_of_birth else ""
    return ", ".join(filter(None, (person.name, born, person.where_to_find)))


def goals(found: Sequence[Goal], clock: Clock) -> list[GoalLine]:
    """Goals in the person's words, newest first."""
    return [GoalLine(one.words, clock.short(one.at)) for one in found]


def contacts(found: Sequence[Note], clock: Clock) -> list[ContactLine]:
    """Contacts, newest first."""
    return [
        ContactLine(
            one.line, one.sensitive, _about(one, clock), address("desk:contact-one", one.person, one.pk)
        )
        for one in found
    ]


def _about(contact: Note, clock: Clock) -> str:
    how = (HOW if contact.kind == ContactKind.MADE else TRIED)[contact.how]
    parts = [clock.moment(contact.at), str(how), *([contact.place] if contact.place else [])]
    if contact.minutes is not None:
        parts.append(_("%(minutes)s min") % {"minutes": contact.minutes})
    return " · ".join([*parts, contact.worker])


def intakes(found: Sequence[Coming], clock: Clock) -> list[IntakeLine]:
    """What is known of each coming: the intake done, or to do."""
    return [_intake(one, clock) for one in found]


def _intake(one: Coming, clock: Clock) -> IntakeLine:
    done = ""
    if one.intake_at:
        done = _("Done on %(day)s with %(worker)s") % {
            "day": clock.short(one.intake_at),
            "worker": one.intake_with,
        }
    return IntakeLine(
        came=clock.short(one.came_at),
        referral=one.referral,
        done=done,
        due=clock.due(one.intake_by) if one.intake_by else None,
        needs=tuple(str(NEEDS[code][0]) for code in one.needs if code in NEEDS),
        words=one.words,
        talked=one.talked,
    )


def connections(found: Sequence[Asked], clock: Clock) -> list[ConnectionLine]:
    """What providers were asked, newest first."""
    return [
        ConnectionLine(
            service=one.service,
            organization=one.organization,
            asks=one.asks,
            asked_on=clock.short(one.made_at),
            status=str(CONNECTIONS[one.state][0]),
            tone=CONNECTIONS[one.state][1],
        )
        for one in found
    ]


def intake_page(person: Person, last_day: date | None, clock: Clock) -> dict[str, Any]:
    """The values of the intake's form."""
    return {
        "person_id": person.pk,
        "name": person.name,
        "due": clock.due(last_day) if last_day else None,
    }
