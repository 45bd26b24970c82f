"""Reading care, for a viewer; lists start from a caseload or a person."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from thirdoption.program.care.models import CaseManager, Confirmation, Contact, Goal, Intake
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.people.models import Person
from thirdoption.program.trail.actions import seen


def caseload(*, by: Acting, limit: int = 50) -> list[CaseManager]:
    """The people whom the worker works with, longest first, with how they are in touch."""
    found = list(
        CaseManager.objects.filter(worker=by.worker, until__isnull=True)
        .select_related("person__participation")
        .order_by("-since")[:limit]
    )
    if found:
        seen(by=by, noun="person", objects=[one.person_id for one in found])
    return found


def caseload_size(*, by: Acting) -> int:
    """How many people the worker works with."""
    return CaseManager.objects.filter(worker=by.worker, until__isnull=True).count()


def person(*, by: Acting, pk: UUID) -> Person:
    """One participant. Raises Refused (not found) alike for unknown and protected (R-26)."""
    found = Person.objects.select_related("participation").filter(pk=pk).first()
    if found is None:
        raise hidden()
    seen(by=by, noun="person", objects=[pk])
    return found


def goals(*, person: Person) -> list[Goal]:
    """A person's goals, newest first."""
    return list(Goal.objects.filter(person=person).order_by("-at")[:20])


def contacts(*, person: Person, limit: int = 20) -> list[Contact]:
    """A person's contacts, newest first."""
    return list(Contact.objects.filter(person=person).select_related("worker").order_by("-at")[:limit])


def intakes(*, person: Person) -> list[Intake]:
    """A person's intakes, newest first."""
    return list(Intake.objects.filter(person=person).order_by("-at"))


def confirmed(*, referrals: Iterable[UUID]) -> dict[UUID, date]:
    """Of these referrals, those whose intake the viewer may know to be done, with its date.

    What is missing is "not confirmed", and looks the same whatever the cause.
    """
    rows = Confirmation.objects.filter(referral__in=list(referrals))
    return dict(rows.values_list("referral_id", "confirmed_on"))
