"""Reading care, for a viewer; lists start from a caseload or a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from thirdoption.program.care.models import (
    CaseManager,
    Confirmation,
    Contact,
    Goal,
    ParticipationStatus,
)
from thirdoption.program.care.rules import HAVE_PEOPLE
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.matters.rules import State as Charge
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.models import Referral
from thirdoption.program.services import queries as services
from thirdoption.program.services.models import Connection
from thirdoption.program.sharing import queries as sharing
from thirdoption.program.sharing.models import Disclosure, Release
from thirdoption.program.sites.rules.agencies import AgencyKind
from thirdoption.program.staff.models import Worker
from thirdoption.program.trail.actions import seen


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


def confirmed(*, referrals: Iterable[UUID]) -> dict[UUID, date]:
    """Of these referrals, those whose intake the viewer may know to be done, with its date.

    What is missing is "not confirmed", and looks the same whatever the cause.
    """
    rows = Confirmation.objects.filter(referral__in=list(referrals))
    return dict(rows.values_list("referral_id", "confirmed_on"))


@dataclass(frozen=True)
class Mine:
    """A person of one's caseload: how they are in touch, and the last contact made or tried."""

    person: UUID
    name: str
    state: str
    last_at: datetime | None
    last_kind: str | None


@dataclass(frozen=True)
class Coming:
    """How a person came to the program once: when, with which charge waiting, and its intake.

    `intake_by` is the last day for the intake while a charge waits for it; `charge` is the state of
    the charge, None where the contact was no offense.
    """

    person: UUID
    referral: UUID
    came_at: datetime
    charge: str | None
    intake_by: date | None
    intake_at: datetime | None
    intake_with: str | None
    needs: tuple[str, ...]
    words: str


def my_people(*, by: Acting, name: str = "", limit: int = 100) -> list[Mine]:
    """The people whom the worker works with, those longest without a contact first.

    `name` narrows to a part of the name.
    """
    last = Contact.objects.filter(person=OuterRef("person")).order_by("-at")
    mine = CaseManager.objects.filter(worker=by.worker, until__isnull=True)
    if name:
        mine = mine.filter(person__name__icontains=name)
    rows = (
        mine.annotate(last_at=Subquery(last.values("at")[:1]), last_kind=Subquery(last.values("kind")[:1]))
        .order_by(F("last_at").asc(nulls_first=True), "since")
        .values_list("person_id", "person__name", "person__participation__state", "last_at", "last_kind")
    )
    found = [Mine(*row) for row in rows[:limit]]
    if found:
        seen(by=by, noun="person", objects=[one.person for one in found])
    return found


def comings(*, people: Iterable[UUID], open_only: bool = False) -> list[Coming]:
    """How these people came, newest first; `open_only` where the intake is still to do."""
    rows = Handoff.objects.filter(person__in=list(people))
    if open_only:
        rows = rows.filter(referral__intake__isnull=True)
    found = rows.order_by("-handed_over_at").values_list(
        "person_id",
        "referral_id",
        "handed_over_at",
        "referral__matter__state",
        "referral__matter__deadline_on",
        "referral__intake__at",
        "referral__intake__worker__name",
        "referral__intake__needs",
        "referral__intake__words",
    )
    return [_coming(row) for row in found]


def _coming(row: tuple[Any, ...]) -> Coming:
    person, referral, came_at, charge, deadline_on, intake_at, intake_with, needs, words = row
    return Coming(
        person=person,
        referral=referral,
        came_at=came_at,
        charge=charge,
        intake_by=deadline_on if charge == Charge.HELD and intake_at is None else None,
        intake_at=intake_at,
        intake_with=intake_with,
        needs=tuple(needs or ()),
        words=words or "",
    )


def in_touch(*, by: Acting, pk: UUID) -> Person:
    """One participant with `works_with`, and with `state_at` and `state_note` of being in touch.

    One statement. Raises Refused (not found) alike for unknown and protected (R-26).
    """
    theirs = CaseManager.objects.filter(person=OuterRef("pk"), until__isnull=True)
    last = ParticipationStatus.objects.filter(thing__person=OuterRef("pk")).order_by("-number")
    found = (
        Person.objects.select_related("participation")
        .annotate(
            works_with=Subquery(theirs.values("worker__name")[:1]),
            state_at=Subquery(last.values("at")[:1]),
            state_note=Subquery(last.values("note")[:1]),
        )
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise hidden()
    seen(by=by, noun="person", objects=[pk])
    return found


def came_by(*, by: Acting, person: UUID, referral: UUID) -> tuple[Person, Referral]:
    """A participant and the referral by which they came.

    Raises Refused (not found) when either is not there, may not be seen, or is not the other's.
    """
    around = ("person", "referral__site", "referral__matter")
    found = Handoff.objects.select_related(*around).filter(person=person, referral=referral).first()
    if found is None or found.person is None:
        raise hidden()
    seen(by=by, noun="person", objects=[person])
    return found.person, found.referral


def _team(site: UUID, at: datetime) -> QuerySet[Worker]:
    """Who works at a site's operator now, in a role that has people of its own."""
    at_work = Q(until__isnull=True) | Q(until__gt=at)
    return Worker.objects.filter(
        at_work, site=site, agency__site=site, agency__kind=AgencyKind.OPERATOR, role__in=HAVE_PEOPLE
    )


def may_have_people(*, site: UUID, worker: UUID, at: datetime) -> bool:
    """Whether a worker is a case manager or supervisor of a site's operator at a moment."""
    return _team(site, at).filter(pk=worker).exists()


def colleagues(*, by: Acting) -> list[tuple[Worker, int]]:
    """The workers of the site's operator who may have people of their own, and how many each has."""
    theirs = CaseManager.objects.filter(worker=OuterRef("pk"), until__isnull=True).order_by()
    counted = theirs.values("worker").annotate(many=Count("pk")).values("many")
    return [
        (one, getattr(one, "many", None) or 0)
        for one in _team(by.site, by.now()).annotate(many=Subquery(counted)).order_by("name")
    ]


@dataclass(frozen=True)
class Record:
    """All that a person's page tells besides who they are."""

    goals: list[Goal]
    contacts: list[Contact]
    comings: list[Coming]
    connections: list[Connection]
    releases: list[Release]
    told: list[Disclosure]


def record(*, person: Person) -> Record:
    """What was written and signed of a person; the view of the person is already on the trail."""
    return Record(
        goals=goals(person=person),
        contacts=contacts(person=person),
        comings=comings(people=[person.pk]),
        connections=services.connections(person=person.pk),
        releases=sharing.releases(person=person),
        told=sharing.disclosures(person=person),
    )
