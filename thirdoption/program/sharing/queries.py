"""Reading releases and grants, for a viewer."""

from collections.abc import Iterable
from uuid import UUID

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.people.models import Person
from thirdoption.program.sharing.models import Grant, Release
from thirdoption.program.sharing.rules import Category
from thirdoption.program.trail.actions import seen


def releases(*, person: Person) -> list[Release]:
    """What a person signed, newest first, with what they took back."""
    return list(
        Release.objects.filter(person=person).select_related("withdrawal", "taken_by").order_by("-signed_at")
    )


def officer_releases(*, by: Acting, referrals: Iterable[UUID]) -> dict[UUID, UUID]:
    """Of these referrals, the live releases by which the viewer may know of being taken up, by referral."""
    rows = Grant.objects.filter(
        referral__in=list(referrals), basis="release", category=Category.TAKEN_UP, worker=by.worker
    ).values_list("referral", "source")
    return {referral: source for referral, source in rows if referral}


def signed(*, by: Acting, pk: UUID) -> Release:
    """One release with its person and its withdrawal. Raises Refused (not found) alike for
    unknown and protected.
    """
    found = Release.objects.select_related("person", "withdrawal", "taken_by").filter(pk=pk).first()
    if found is None:
        raise hidden()
    seen(by=by, noun="release", objects=[found.person_id, pk])
    return found
