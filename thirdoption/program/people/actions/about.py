"""Who somebody is and how to reach them safely: each change is a row, and what was said before stays."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from thirdoption.program.ground import texts
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused, hidden
from thirdoption.program.people.actions import keep_keys
from thirdoption.program.people.models import About, Person, Way
from thirdoption.program.people.queries.about import latest
from thirdoption.program.people.rules import BornHow, MayDo, WayKind
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import add_once, number, record

NAMES = 10
_SAME = ("person", "kind", "words", "as_of", "may", "hours", "never", "replaces")
_MEANWHILE = "Somebody changed this while you wrote. What they wrote is shown; save again to keep yours."


def say_about(
    *,
    person: Person,
    base: int,
    name: str,
    other_names: Sequence[str],
    pronouns: str,
    speaks: str,
    interpreter: bool,
    date_of_birth: date | None,
    born_how: str,
    where_to_find: str,
    language: str,
    by: Acting,
    at: datetime,
) -> About:
    """Keep who somebody is from now on; `base` is the number that the form was filled in over, 0 for none.

    A name that is not used any more stays among the others, and finds the person too. Raises Refused
    (conflict) when somebody else said something since, and (invalid) beside what cannot be.
    """
    check(by, Permission.WRITE_CARE)
    _check_born(date_of_birth, born_how, at, was=person.date_of_birth)
    name = texts.cleaned(name, field="name", limit=120, required=True)
    row = About(
        site_id=by.site,
        person=person,
        worker_id=by.hand,
        at=at,
        number=base + 1,
        name=name,
        other_names=_others((*other_names, person.name), name),
        pronouns=texts.cleaned(pronouns, field="pronouns", limit=40),
        speaks=texts.cleaned(speaks, field="speaks", limit=120),
        interpreter=interpreter,
        date_of_birth=date_of_birth,
        born_how=born_how,
        where_to_find=texts.cleaned(where_to_find, field="where_to_find", limit=300),
    )
    last = latest(person=person.pk)
    if (last.number if last else 0) != base or not add_once(row, same=(), taken=_MEANWHILE):
        raise Refused(CONFLICT, _MEANWHILE)
    _keep(person, row, language, by, at)
    record(by=by, verb="say about", noun="person", objects=[person.pk], at=at)
    return row


def _others(names: Sequence[str], name: str) -> list[str]:
    others = [texts.cleaned(one, field="other_names", limit=120) for one in names]
    others = [one for one in dict.fromkeys(others) if one and one != name]
    if len(others) > NAMES + 1:  # the name that was used before goes along
        raise Refused(INVALID, "At most %(most)s other names fit.", "other_names", most=NAMES)
    return others


def _keep(person: Person, row: About, language: str, by: Acting, at: datetime) -> None:
    kept = {one: getattr(row, one) for one in ("name", "date_of_birth", "born_how", "where_to_find")}
    if not Person.objects.filter(pk=person.pk).update(**kept, language=language):
        raise hidden()
    for one, value in kept.items():
        setattr(person, one, value)
    keep_keys(person=person, names=row.other_names, by=by, at=at)


def _check_born(born: date | None, how: str, at: datetime, *, was: date | None) -> None:
    if how not in set(BornHow):
        raise Refused(INVALID, "Choose from the list.", "born_how")
    if born and not date(1900, 1, 1) <= born <= at.date():
        raise Refused(INVALID, "Check the date of birth: it is not in the past.", "date_of_birth")
    if how == BornHow.UNKNOWN and born:
        raise Refused(INVALID, "Either there is a date of birth, or it is not known.", "date_of_birth")
    if was and how == BornHow.EXACT and not born:
        raise Refused(INVALID, "Write the date, or say that it is not known.", "date_of_birth")
    if how == BornHow.ABOUT and not born:
        raise Refused(INVALID, "Write the date that comes closest.", "date_of_birth")


def keep_way(
    *,
    person: Person,
    kind: str,
    words: str,
    as_of: date | None,
    may: Sequence[str],
    hours: str,
    never: str,
    replaces: Way | None = None,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Way:
    """Keep a way to reach somebody with what they agreed to; `replaces` is the one that it stands in for.

    Raises Refused (conflict) when somebody changed or ended that one already.
    """
    check(by, Permission.WRITE_CARE)
    if kind not in set(WayKind):
        raise Refused(INVALID, "Choose from the list.", "kind")
    if not set(may) <= set(MayDo):
        raise Refused(INVALID, "Choose from the list.", "may")
    if as_of and as_of > at.date():
        raise Refused(INVALID, "This day is still to come.", "as_of")
    row = Way(
        pk=number(by=by, key=key),
        site_id=by.site,
        person_id=replaces.person_id if replaces else person.pk,
        worker_id=by.hand,
        at=at,
        kind=kind,
        words=texts.cleaned(words, field="words", limit=200, required=True),
        as_of=as_of,
        may=sorted(may),
        hours=texts.cleaned(hours, field="hours", limit=100),
        never=texts.cleaned(never, field="never", limit=200),
        replaces=replaces,
    )
    if add_once(row, same=_SAME, taken=_MEANWHILE):
        record(by=by, verb="keep way", noun="person", objects=[row.person_id, row.pk], at=at)
    return row


def end_way(*, way: Way, by: Acting, at: datetime) -> Way:
    """Keep that a way leads to the person no more. Raises Refused (conflict) when it was changed already."""
    check(by, Permission.WRITE_CARE)
    row = Way(
        site_id=by.site,
        person_id=way.person_id,
        worker_id=by.hand,
        at=at,
        kind=way.kind,
        words=way.words,
        replaces=way,
        ended=True,
    )
    if not add_once(row, same=(), taken=_MEANWHILE):
        raise Refused(CONFLICT, _MEANWHILE)
    record(by=by, verb="end way", noun="person", objects=[way.person_id, way.pk], at=at)
    return row
