"""One connection in FHIR R4, as HL7 SDOH Clinical Care (STU 2) has a referral: ServiceRequest and Task."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from thirdoption.program.services.rules import TaskStatus

SDOH = "http://hl7.org/fhir/us/sdoh-clinicalcare"
_CODES = f"{SDOH}/CodeSystem/SDOHCC-CodeSystemTemporaryCodes"
Step = tuple[str, datetime, str, date | None, str]
"""A state of the history: state, when, reason, day, note."""
_REQUEST = {
    TaskStatus.DRAFT: "draft",
    TaskStatus.COMPLETED: "completed",
    TaskStatus.REJECTED: "revoked",
    TaskStatus.CANCELLED: "revoked",
    TaskStatus.FAILED: "revoked",
    TaskStatus.ENTERED_IN_ERROR: "entered-in-error",
}


def bundle(
    *,
    connection: UUID,
    person: UUID,
    asks: str,
    service: str,
    service_id: UUID,
    release: UUID,
    made_at: datetime,
    history: Sequence[Step],
) -> dict[str, Any]:
    """A Bundle of type collection. `history`: at least one state, oldest first; times with their zone."""
    asked = uuid5(connection, "request")  # the release is a Consent, with an id of its own
    shared = {
        "intent": "order",
        "authoredOn": made_at.isoformat(),
    }
    patient = {"reference": f"urn:uuid:{person}"}
    provider = {"reference": f"urn:uuid:{service_id}", "display": service}
    request = {
        **shared,
        "resourceType": "ServiceRequest",
        "id": str(asked),
        "meta": {"profile": [f"{SDOH}/StructureDefinition/SDOHCC-ServiceRequest"]},
        "status": _REQUEST.get(TaskStatus(history[-1][0]), "active"),
        "category": [{"coding": [{"system": _CODES, "code": "sdoh-category-unspecified"}]}],
        "code": {"text": asks},
        "subject": patient,
        "performer": [provider],
        "supportingInfo": [{"reference": f"urn:uuid:{release}"}],
    }
    task = {**shared, **_task(history), "id": str(connection), "for": patient, "owner": provider}
    task["focus"] = {"reference": f"urn:uuid:{asked}"}
    entries = [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in (request, task)]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def _task(history: Sequence[Step]) -> dict[str, Any]:
    state, changed, reason, _day, _note = history[-1]
    code = {"system": "http://hl7.org/fhir/CodeSystem/task-code", "code": "fulfill"}
    return {
        "resourceType": "Task",
        "meta": {"profile": [f"{SDOH}/StructureDefinition/SDOHCC-TaskForReferralManagement"]},
        "status": state,
        "code": {"coding": [code]},
        "lastModified": changed.isoformat(),
        "note": [{"text": _line(step), "time": step[1].isoformat()} for step in history],
        **({"statusReason": {"text": reason}} if reason else {}),
    }


def _line(step: Step) -> str:
    state, _at, reason, day, note = step
    return ": ".join(part for part in (state, reason, day.isoformat() if day else "", note) if part)
