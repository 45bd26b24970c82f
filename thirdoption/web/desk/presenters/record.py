"""A person's record as it leaves: a FHIR R4 Bundle, or the parts of a PDF.

It holds what the exporter's own grants show, and no more: each part is read in their context.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import uuid5

from django.utils.translation import gettext as _

from thirdoption.program.care.models import Contact
from thirdoption.program.care.queries import Record, contact_list
from thirdoption.program.care.queries.imports import on_paper
from thirdoption.program.care.queries.plan import Planned, plan
from thirdoption.program.people.models import About, Person, Way
from thirdoption.program.people.queries.about import about, ways
from thirdoption.program.people.rules import BornHow
from thirdoption.program.sharing.rules import NOTICE
from thirdoption.web.desk.presenters import copies
from thirdoption.web.desk.presenters.about import born
from thirdoption.web.desk.presenters.about import ways as reached
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.words import HOW, IN_TOUCH, KINDS
from thirdoption.web.kit.needs import NEEDS

_SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope"
_TELECOM = ("phone", "email")
_CLASS = "http://loinc.org"


@dataclass(frozen=True)
class Whole:
    """All that is known of a person to whoever takes it out; `sensitive`: with what is not shared."""

    person: Person
    record: Record
    contacts: list[Contact]
    names: dict[Any, str]
    goals: list[Planned]
    paper: list[str]
    sensitive: bool
    about: About
    ways: list[Way]


def whole(person: Person, record: Record, *, sensitive: bool) -> Whole:
    """Read what is not in the page's record: every contact, and the plan."""
    contacts = contact_list.all_of(person=person)
    workers = {pk for row in contacts for pk in (row.worker_id, *row.colleagues)}
    return Whole(
        person=person,
        record=record,
        contacts=contacts,
        names=contact_list.names(workers=list(workers)),
        goals=plan(person=person.pk),
        paper=on_paper(person=person.pk),
        sensitive=sensitive,
        about=about(person=person),
        # how to reach somebody is told to themselves alone
        ways=ways(people=[person.pk])[person.pk] if sensitive else [],
    )


def bundle(found: Whole, clock: Clock) -> dict[str, Any]:
    """A FHIR R4 Bundle of kind collection, with the notice of 42 CFR 2.32 in its own tag (R-21)."""
    person = found.person
    resources = [
        _patient(found),
        *(_encounter(found, row) for row in found.contacts),
        {**copies.care_plan(person, found.goals, clock), "id": str(uuid5(person.pk, "plan"))},
        *_intakes(found),
        *_consents(found),
    ]
    patient = {"reference": f"urn:uuid:{person.pk}", "display": person.name}
    for one in resources:
        for field in ("subject", "patient"):
            if field in one:
                one[field] = patient
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": clock.at.isoformat(),
        "meta": {"tag": [{"display": NOTICE}]},
        "entry": [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in resources],
    }


def _patient(found: Whole) -> dict[str, Any]:
    person = found.person
    told: dict[str, Any] = {
        "resourceType": "Patient",
        "id": str(person.pk),
        "name": [{"text": person.name}],
        "communication": [{"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": person.language}]}}],
    }
    if person.date_of_birth:
        day = person.date_of_birth
        told["birthDate"] = str(day.year) if person.born_how == BornHow.ABOUT else day.isoformat()
    told["name"] += [{"use": "old", "text": one} for one in found.about.other_names]
    if found.about.speaks:
        told["communication"].append({"language": {"text": found.about.speaks}})
    telecom = [{"system": one.kind, "value": one.words} for one in found.ways if one.kind in _TELECOM]
    return told | ({"telecom": telecom} if telecom else {})


def _encounter(found: Whole, row: Contact) -> dict[str, Any]:
    told = copies.encounter(found.person, row, found.names)
    if found.sensitive and row.sensitive:
        told["text"] = {"status": "additional", "div": _div(row.sensitive)}
    return told


def _div(text: str) -> str:
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<div xmlns="http://www.w3.org/1999/xhtml">{safe}</div>'


def _intakes(found: Whole) -> Iterable[dict[str, Any]]:
    for place, one in enumerate(found.record.comings):
        if one.intake_at is None:
            continue
        needs = {"linkId": "needs", "answer": [{"valueString": str(need)} for need in one.needs]}
        words = {"linkId": "words", "answer": [{"valueString": one.words}]}
        shown = [*([needs] if one.needs else []), *([words] if found.sensitive and one.words else [])]
        yield {
            "resourceType": "QuestionnaireResponse",
            "id": str(uuid5(found.person.pk, f"intake-{place}")),
            "status": "completed",
            "subject": {},
            "authored": one.intake_at.isoformat(),
            "item": shown or [{"linkId": "needs"}],
        }


def _consents(found: Whole) -> Iterable[dict[str, Any]]:
    for one in found.record.releases:
        yield {
            "resourceType": "Consent",
            "id": str(one.pk),
            "status": "inactive" if one.withdrawn_at else "active",
            "scope": {"coding": [{"system": _SCOPE, "code": "patient-privacy"}]},
            "category": [{"coding": [{"system": _CLASS, "code": "59284-0"}]}],
            "patient": {},
            "dateTime": one.signed_at.isoformat(),
            "policyRule": {"text": "42 CFR 2.31"},
            "provision": {"actor": [_recipient(one.recipient_name)]},
        }


def _recipient(name: str) -> dict[str, Any]:
    role = {
        "coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "code": "IRCP"}]
    }
    return {"role": role, "reference": {"display": name}}


def pages(found: Whole, clock: Clock, sender: str) -> dict[str, Any]:
    """The same as the parts of a PDF, in the language that is on."""
    person, record = found.person, found.record
    lines = [
        (_("Name"), person.name),
        *[(_("Also called"), one) for one in found.about.other_names],
        *[(_("Pronouns"), one) for one in (found.about.pronouns,) if one],
        (_("Date of birth"), born(found.about, clock) if person.date_of_birth else "–"),
        (_("Where to find"), person.where_to_find or "–"),
        *[(ways_of.kind, ways_of.words) for ways_of in reached(found.ways, clock)],
        (_("How in touch"), str(IN_TOUCH[person.participation.state][0])),
    ]
    parts = [_part("facts", lines), _part("notice", [("", _(NOTICE))])]
    for one in record.comings:
        if one.intake_at:
            needs = ", ".join(str(NEEDS[need][0]) for need in one.needs)
            said = one.words if found.sensitive else ""
            parts.append(_text(_("Intake"), clock.full(one.intake_at), needs, said))
    parts += [_text(_("Goal"), clock.day(one.at), f"“{one.words}”") for one in found.goals]
    parts += [_text(_("Release"), clock.full(one.signed_at), one.recipient_name, one.information,
                    _("taken back") if one.withdrawn_at else "") for one in record.releases]  # fmt: skip
    parts += [_text(_("On paper, sign again: it authorizes nothing here"), one) for one in found.paper]
    parts += [_text(_("Connection"), clock.full(one.made_at), one.organization, one.service, one.asks)
              for one in record.connections]  # fmt: skip
    for row in found.contacts:
        about = f"{KINDS[row.kind]}, {HOW[row.how]}"
        said = row.sensitive if found.sensitive else ""
        parts.append(_text(clock.full(row.at), about, row.line, said))
    return {
        "title": _("Record of one person"),
        "sender": sender,
        "day": clock.full(clock.at),
        "recipient": person.name,
        "parts": parts,
        "signed": [],
    }


def _part(kind: str, lines: list[tuple[str, str]]) -> dict[str, Any]:
    return {"kind": kind, "lines": lines}


def _text(*said: str) -> dict[str, Any]:
    return _part("text", [("", " · ".join(one for one in said if one))])
