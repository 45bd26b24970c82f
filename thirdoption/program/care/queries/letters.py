"""Which letters can be written for a person now."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from thirdoption.program.care.models import Confirmation
from thirdoption.program.matters.models import Matter, OwnLetter
from thirdoption.program.matters.queries import letters
from thirdoption.program.matters.rules import WAITING
from thirdoption.program.matters.rules.letters import OWN, WITHOUT_CHARGE, Kind, ready
from thirdoption.program.people.models import Person
from thirdoption.program.sharing.models import Release
from thirdoption.program.sharing.rules import Form


@dataclass(frozen=True)
class Writable:
    """One letter that can be written: of a charge, or of none."""

    kind: Kind
    referral: UUID | None = None
    incident_number: str = ""


def charges(*, person: Person) -> list[Matter]:
    """The charges of a person, the newest first."""
    return list(Matter.objects.filter(referral__handoff__person=person).order_by("-held_on", "id"))


def writable(*, person: Person, charges: list[Matter], today: date) -> list[Writable]:
    """What can be written now: by charge, and at last what needs none.

    The notice that the intake is complete is there only while a hand-off release for that charge is in force.
    """
    referrals = [one.referral_id for one in charges]
    confirmed = set(
        Confirmation.objects.filter(person=person, referral__in=referrals).values_list("referral", flat=True)
    )
    released = set(
        Release.objects.filter(person=person, form=Form.HANDOFF, withdrawal=None).values_list(
            "referral", flat=True
        )
    )
    found = []
    for one in charges:
        kinds = ready(
            OWN - WITHOUT_CHARGE,
            state=one.state,
            today=today,
            deadline_on=one.deadline_on,
            returnable_on=one.returnable_on,
            confirmed=one.referral_id in confirmed,
        )
        if one.referral_id not in released or one.state not in WAITING:
            kinds = [kind for kind in kinds if kind is not Kind.INTAKE]
        found += [Writable(kind, one.referral_id, one.incident_number) for kind in kinds]
    return [*found, *(Writable(kind) for kind in sorted(WITHOUT_CHARGE))]


def written(*, person: Person, charges: list[Matter]) -> list[OwnLetter]:
    """The letters that were written for a person, the newest first."""
    return letters.of_person(person=person.pk, referrals=[one.referral_id for one in charges])
