"""Making and changing participants."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from thirdoption.program.ground import texts
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused, hidden
from thirdoption.program.people.models import NameKey, Person, Same
from thirdoption.program.people.queries import digest, last_word, listed_by
from thirdoption.program.people.queries.about import restriction
from thirdoption.program.people.rules import BornHow, Race, RaceAsked, Said
from thirdoption.program.people.rules.names import Called, kept_keys
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import add_once, number, record

_NOT_ALIKE = (
    "One of these records is for named workers only, and the other is not for the same. "
    "Restrict both alike first, or lift it."
)
_SAID = "Somebody said something else of these two meanwhile. Load the page again."


def welcome(
    *,
    by: Acting,
    at: datetime,
    name: str,
    date_of_birth: date | None = None,
    where_to_find: str = "",
    language: str = "en",
    key: UUID | None = None,
) -> Person:
    """Make a participant, by the name they give. Only a care worker does (design, section 4).

    A second tap (the same `key`) makes nobody twice. Raises Refused (invalid) beside the field that
    cannot be.
    """
    check(by, Permission.WRITE_CARE)
    if date_of_birth and not date(1900, 1, 1) <= date_of_birth <= at.date():
        raise Refused(INVALID, "Check the date of birth: it is not in the past.", "date_of_birth")
    person = Person(
        pk=number(by=by, key=key),
        site=Site(pk=by.site),
        name=texts.cleaned(name, field="name", limit=120, required=True),
        date_of_birth=date_of_birth,
        where_to_find=texts.cleaned(where_to_find, field="where_to_find", limit=300),
        language=language if language in ("en", "es") else "en",
        made_at=at,
    )
    if add_once(person, same=("site", "name", "date_of_birth", "where_to_find", "language")):
        keep_keys(person=person, by=by, at=at)
        record(by=by, verb="welcome", noun="person", objects=[person.pk], at=at)
    return person


def keep_keys(*, person: Person, names: Sequence[str] = (), by: Acting, at: datetime) -> None:
    """Keep the keys by which a person is found, `names` being others that they go by; those there stay."""
    check(by, Permission.WRITE_CARE)
    born = person.date_of_birth if person.born_how == BornHow.EXACT else None
    keys = kept_keys(Called((person.name, *names), born), person.where_to_find)
    made = [
        NameKey(site_id=person.site_id, person=person, digest=digest(person.site_id, key)) for key in keys
    ]
    there = set(NameKey.objects.filter(person=person).values_list("digest", flat=True))
    NameKey.objects.bulk_create([one for one in made if one.digest not in there])


def answer_race(*, person: Person, answers: list[str], asked: RaceAsked, by: Acting, at: datetime) -> None:
    """Keep what a person says of their race and ethnicity, or that they were asked and declined."""
    check(by, Permission.WRITE_CARE)
    if not set(answers) <= set(Race) or bool(answers) != (asked == RaceAsked.ANSWERED):
        raise Refused(INVALID, "Choose from the list, or say that the person declined.", "race")
    if not Person.objects.filter(pk=person.pk).update(race=answers, race_asked=asked):
        raise hidden()
    record(by=by, verb="answer race", noun="person", objects=[person.pk], at=at)


def say_of_two(*, kept: Person, other: Person, said: Said, why: str, by: Acting, at: datetime) -> Same:
    """Say that two records are of one person, are not, or are apart again; nothing else is changed by it.

    `kept` is the one that lists show. Raises Refused (conflict) when it is said already, when they are held
    to be one and are said to be two without being apart first, or when one is for named workers only and the
    other is not for the same: what is put together is as closed as either.
    """
    check(by, Permission.WRITE_CARE)
    if kept.pk == other.pk:
        raise Refused(INVALID, "These are one record.", "other")
    if said == Said.SAME:  # whoever is listed by another is held together with that one
        listed = listed_by(people=(kept.pk, other.pk))
        kept, other = (Person.objects.get(pk=listed[one.pk]) for one in (kept, other))
        if kept.pk == other.pk:
            raise Refused(CONFLICT, _SAID)
        if _named_for(kept) != _named_for(other):
            raise Refused(CONFLICT, _NOT_ALIKE)
    last = last_word(one=kept.pk, two=other.pk)
    before = last.said if last else Said.APART
    if (
        said == before
        or (said == Said.APART and before != Said.SAME)
        or (before, said)
        == (
            Said.SAME,
            Said.DIFFERENT,
        )
    ):
        raise Refused(CONFLICT, _SAID)
    row = Same(
        site_id=by.site,
        kept=kept,
        other=other,
        number=last.number + 1 if last else 1,
        said=said,
        why=texts.cleaned(why, field="why", limit=300, required=True),
        worker_id=by.hand,
        at=at,
    )
    if not add_once(row, same=(), taken=_SAID):
        raise Refused(CONFLICT, _SAID)
    record(by=by, verb=f"say {said}", noun="person", objects=[kept.pk, other.pk], why=row.why, at=at)
    return row


def _named_for(person: Person) -> set[UUID] | None:
    holds = restriction(person=person.pk)
    return set(holds.workers) if holds else None
