"""A person's record as it leaves: all that is read of them, and the same as a FHIR R4 Bundle.

It holds what the exporter's own grants show, and no more: each part is read in their context.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid5

from thirdoption.program.care.models import Contact
from thirdoption.program.care.queries import Record, contact_list, funds, timeline
from thirdoption.program.care.queries.forms import Filled, filled
from thirdoption.program.care.queries.imports import on_paper
from thirdoption.program.care.queries.plan import Planned, plan
from thirdoption.program.care.queries.status import Known, facts, holding
from thirdoption.program.care.queries.told import Accounted, accounting
from thirdoption.program.people.models import About, Person, Way
from thirdoption.program.people.queries.about import about, ways
from thirdoption.program.people.rules import BornHow
from thirdoption.program.services.models import Connection
from thirdoption.program.services.queries.connected import fhir_of, of_person
from thirdoption.program.sharing.rules import NOTICE
from thirdoption.web.desk.presenters import copies
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.record_forms import responses
from thirdoption.web.desk.presenters.status import in_words

_SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope"
_TELECOM = ("phone", "email")
_CLASS = "http://loinc.org"


EVERY = 100_000
"""More lines than anybody's record has: a file holds all of them."""


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
    moments: list[timeline.Moment]
    facts: list[Known]
    funds: list[funds.Asked]
    forms: list[Filled]
    connections: list[Connection]
    told: list[Accounted]
    at: datetime


def whole(person: Person, record: Record, *, sensitive: bool, at: datetime) -> Whole:
    """Read what is not in the page's record, of each record that is held to be of this person."""
    contacts, people = contact_list.all_of(person=person), person.records
    workers = {pk for row in contacts for pk in (row.worker_id, *row.colleagues)}
    return Whole(
        person=person,
        record=record,
        contacts=contacts,
        names=contact_list.names(workers=list(workers)),
        goals=plan(people=people),
        paper=on_paper(people=people),
        sensitive=sensitive,
        about=about(person=person),
        # how to reach somebody is told to themselves alone
        ways=ways(people=people) if sensitive else [],
        moments=timeline.timeline(people=people, chosen=_kinds(sensitive), limit=EVERY),
        facts=facts(people=people),
        funds=funds.of_person(people=people),
        forms=filled(people=people),
        connections=of_person(people=people),
        told=accounting(people=people, at=at),
        at=at,
    )


def _kinds(sensitive: bool) -> list[str]:
    """Their charges and cases are told to themselves alone."""
    return [one for one in timeline.kinds() if sensitive or one != "charge"]


def bundle(found: Whole, clock: Clock) -> dict[str, Any]:
    """A FHIR R4 Bundle of kind collection, with the notice of 42 CFR 2.32 in its own tag (R-21)."""
    person = found.person
    resources = [
        _patient(found),
        *(_encounter(found, row) for row in found.contacts),
        {**copies.care_plan(person, found.goals, clock), "id": str(uuid5(person.pk, "plan"))},
        *_intakes(found),
        *_consents(found),
        *_observations(found),
        *responses(found.forms, sensitive=found.sensitive),
        *(one["resource"] for row in found.connections for one in fhir_of(connection=row)["entry"]),
    ]
    patient = {"reference": f"urn:uuid:{person.pk}", "display": person.name}
    for one in resources:
        for field in ("subject", "patient", "for"):
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
        period = {"period": {"end": one.expires_at.isoformat()}} if one.expires_at else {}
        yield {
            "resourceType": "Consent",
            "id": str(one.pk),
            "status": "active" if one.holds(found.at) else "inactive",
            "scope": {"coding": [{"system": _SCOPE, "code": "patient-privacy"}]},
            "category": [{"coding": [{"system": _CLASS, "code": "59284-0"}]}],
            "patient": {},
            "dateTime": one.signed_at.isoformat(),
            "policyRule": {"text": "42 CFR 2.31"},
            "provision": {"actor": [_recipient(one.recipient_name)], **period},
        }


def _observations(found: Whole) -> Iterable[dict[str, Any]]:
    """What holds now of their life, as of when it was said."""
    for (kind, of), one in holding(found.facts).items():
        yield {
            "resourceType": "Observation",
            "id": str(one.pk),
            "status": "final",
            "code": {"text": f"{kind} {of}".strip()},
            "subject": {},
            "effectiveDateTime": one.as_of.isoformat(),
            "valueString": in_words(kind, of, one.code),
        }


def _recipient(name: str) -> dict[str, Any]:
    role = {
        "coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "code": "IRCP"}]
    }
    return {"role": role, "reference": {"display": name}}
