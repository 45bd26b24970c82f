"""Reading the other cases of a person."""

from uuid import UUID

from django.db.models import F

from thirdoption.program.matters.models import OtherCase


def other_cases(*, person: UUID) -> list[OtherCase]:
    """The other cases that a person told of, the next date first and those without one last."""
    rows = OtherCase.objects.filter(person=person)
    return list(rows.order_by(F("next_on").asc(nulls_last=True), "-at", "id"))
