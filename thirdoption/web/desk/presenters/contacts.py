"""Contacts: the list, one with how it stood before, and the rows of a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thirdoption.program.care.models import Contact, ContactAmendment, Copied
from thirdoption.program.care.queries.contact_list import Listed
from thirdoption.program.care.rules import ContactKind
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.words import COPIES, HOW, KINDS, TRIED
from thirdoption.web.kit.links import address

LATE = timedelta(hours=1)
"""From so long after it was, a contact says when it was written down too."""


@dataclass(frozen=True)
class Line:
    """One contact of the list."""

    url: str
    line: str
    sensitive: str
    about: str
    more: tuple[str, ...]


def how(kind: str, way: str) -> str:
    """In person, or tried in person."""
    return str((HOW if kind == ContactKind.MADE else TRIED)[way])


def listed(found: Sequence[Listed], many: int, person: UUID, clock: Clock) -> dict[str, Any]:
    """The values of `desk/contacts.html`."""
    return {
        "person_id": person,
        "lines": [_line(one, person, clock) for one in found],
        "count_text": ngettext("%(many)s contact", "%(many)s contacts", many) % {"many": many},
    }


def _line(one: Listed, person: UUID, clock: Clock) -> Line:
    about = [clock.moment(one.at), how(one.kind, one.how)]
    if one.place:
        about.append(one.place)
    if one.minutes is not None:
        about.append(_("%(minutes)s min") % {"minutes": one.minutes})
    about.append(", ".join([one.worker, *one.colleagues]))
    more = []
    if one.noted_at - one.at > LATE:
        more.append(_("written down %(when)s") % {"when": clock.moment(one.noted_at)})
    if one.version:
        more.append(
            ngettext("put right %(n)s time", "put right %(n)s times", one.version) % {"n": one.version}
        )
    if one.copied_at:
        told = {"day": clock.short(one.copied_at), "worker": one.copied_by}
        more.append(_("copied on %(day)s by %(worker)s") % told)
    url = address("desk:contact-one", person, one.pk)
    return Line(url, one.line, one.sensitive, " · ".join(about), tuple(more))


def one(
    row: Contact,
    before: Sequence[ContactAmendment],
    copied: Sequence[Copied],
    who: Mapping[UUID, str],
    clock: Clock,
) -> dict[str, Any]:
    """The values of `desk/contact.html`."""
    team = [who.get(pk, "") for pk in (row.worker_id, *row.colleagues)]
    facts = [
        (_("When"), clock.full(row.at)),
        (_("How"), how(row.kind, row.how)),
        (_("Where"), row.place),
        (_("Minutes"), "" if row.minutes is None else str(row.minutes)),
        (_("Who"), ", ".join(name for name in team if name)),
        (_("Written down"), clock.full(row.noted_at)),
    ]
    return {
        "line": row.line,
        "sensitive": row.sensitive,
        "facts": [(name, value) for name, value in facts if value],
        "before": [_before(old, who, clock) for old in before],
        **copies(copied, clock),
        "contact_id": row.pk,
    }


def _before(old: ContactAmendment, who: Mapping[UUID, str], clock: Clock) -> dict[str, str]:
    about = [clock.moment(old.was_at), how(old.kind, old.how), old.place]
    if old.minutes is not None:
        about.append(_("%(minutes)s min") % {"minutes": old.minutes})
    told = {"when": clock.moment(old.at), "worker": who.get(old.worker, "")}
    return {
        "line": old.line,
        "sensitive": old.sensitive,
        "about": " · ".join(part for part in about if part),
        "until": _("stood so until %(when)s, changed by %(worker)s") % told,
    }


def copies(copied: Sequence[Copied], clock: Clock) -> dict[str, Any]:
    """What was copied into another record, the latest first."""
    sentence = _("Copied on %(day)s by %(worker)s (%(form)s).")
    return {
        "copied": [
            sentence % {"day": clock.moment(one.at), "worker": one.worker.name, "form": COPIES[one.form]}
            for one in copied
        ]
    }


def rows(found: Sequence[Listed], zone: ZoneInfo) -> list[list[Any]]:
    """The rows of the file, heads first; what is sensitive never leaves with it."""
    heads = [_("When"), _("Contact"), _("How"), _("Where"), _("Minutes"), _("Who"), _("In one line")]
    return [heads, *(_row(one, zone) for one in found)]


def _row(one: Listed, zone: ZoneInfo) -> list[Any]:
    when = one.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    minutes = "" if one.minutes is None else one.minutes
    who = "; ".join([one.worker, *one.colleagues])
    return [when, str(KINDS[one.kind]), str(HOW[one.how]), one.place, minutes, who, one.line]
