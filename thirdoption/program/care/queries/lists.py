"""The three lists of a program as it brings them along, for taking them out again."""

from typing import Any
from uuid import UUID

from django.db import connection

from thirdoption.program.care.rules.imports import Kind
from thirdoption.program.care.rules.imports.before import note_and_worker
from thirdoption.program.sites.queries import zone

Rows = list[list[str]]
HEADS: dict[Kind, list[str]] = {
    Kind.ROSTER: [
        *("Name", "Date of birth", "Case manager", "Where to find", "Engagement", "Language"),
        "Release",
    ],
    Kind.CONTACTS: ["Name", "Date of birth", "Date", "Worker", "Contact made", "How", "Minutes", "Notes"],
    Kind.REFERRALS: [
        *("Name", "Date of birth", "Date referred", "Referred by", "Takes part", "Case manager"),
        *("Where to find", "Release"),
    ],
}
"""The heads of each list: such as an import knows by themselves."""
_OF_PERSON = """
FROM people_person p JOIN care_participation t ON t.person_id = p.id
LEFT JOIN care_casemanager c ON c.person_id = p.id AND c.until IS NULL
LEFT JOIN staff_worker w ON w.id = c.worker_id
LEFT JOIN LATERAL (SELECT b.source, b.release, b.at FROM care_brought b WHERE b.person_id = p.id AND b.made
    ORDER BY b.at LIMIT 1) b ON true
"""
_BORN = "coalesce(p.date_of_birth::text, '')"
_ROSTER = f"""
SELECT p.name, {_BORN}, coalesce(w.name, ''), p.where_to_find, t.state, p.language, coalesce(b.release, '')
{_OF_PERSON} ORDER BY t.since, p.name, p.id
"""
_CONTACTS = f"""
SELECT p.name, {_BORN}, (k.at AT TIME ZONE %(zone)s)::date::text, w.name, k.kind, k.how,
    coalesce(k.minutes::text, ''), k.line, k.sensitive
FROM care_contact k JOIN people_person p ON p.id = k.person_id JOIN staff_worker w ON w.id = k.worker_id
ORDER BY k.at, p.name, k.id
"""
_REFERRALS = f"""
SELECT p.name, {_BORN}, (t.since AT TIME ZONE %(zone)s)::date::text,
    coalesce(nullif(b.source, ''), (SELECT a.name FROM handoffs_handoff h
        JOIN referrals_referral r ON r.id = h.referral_id JOIN sites_agency a ON a.id = r.organization_id
        WHERE h.person_id = p.id ORDER BY h.requested_at LIMIT 1), ''),
    'yes', coalesce(w.name, ''), p.where_to_find, coalesce(b.release, '')
{_OF_PERSON} ORDER BY t.since, p.name, p.id
"""


def lists(*, site: UUID) -> dict[Kind, Rows]:
    """Everybody who takes part, every contact, and how each came, as the viewer may see them."""
    here = {"zone": zone(site)}
    return {
        Kind.ROSTER: _read(_ROSTER, here),
        Kind.CONTACTS: [_contact(row) for row in _read(_CONTACTS, here)],
        Kind.REFERRALS: _read(_REFERRALS, here),
    }


def _contact(row: list[str]) -> list[str]:
    name, born, day, hand, kind, how, minutes, line, sensitive = row
    note, worker = note_and_worker(line, sensitive, hand)
    return [name, born, day, worker, kind, how, minutes, note]


def _read(sql: str, values: dict[str, Any]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [list(row) for row in cursor.fetchall()]
