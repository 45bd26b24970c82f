"""What touched a person's safety, and a death: noted by one worker, confirmed or taken back by another."""

from datetime import date, datetime
from uuid import UUID, uuid5

from thirdoption.program.care.models import Death, Participation, SafetyEvent
from thirdoption.program.care.queries.status import today_at
from thirdoption.program.care.rules import TRANSITIONS, Engagement
from thirdoption.program.care.rules.events import (
    DEATH_TRANSITIONS,
    PLACE_LIMIT,
    TOLD_LIMIT,
    WORDS_LIMIT,
    DeathState,
    check_event,
)
from thirdoption.program.care.rules.second_look import check_another
from thirdoption.program.care.rules.status import check_day
from thirdoption.program.care.rules.texts import free_text
from thirdoption.program.ground import later
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused
from thirdoption.program.people.models import Person
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.queries import colleagues, program
from thirdoption.program.staff.rules import ROLES, Permission, may
from thirdoption.program.trail.actions import add_once, move, number, record

_MOVED = "Somebody changed this while you looked at it. Load the page again."
_SAME = ("person", "kind", "day", "place", "done", "told", "gave", "doses", "mends")
_LOOK = [code for code in ROLES if may(code, Permission.LOOK_AGAIN)]


def note_event(
    *,
    person: Person,
    kind: str,
    day: date | None,
    place: str,
    done: str,
    told: str,
    gave: str = "",
    doses: int | None = None,
    mends: SafetyEvent | None = None,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> SafetyEvent:
    """Note what happened, what was done and who was told; who leads is told that something is there.

    `mends` is the earlier one that this puts right. Raises Refused (invalid) for a day to come and for
    naloxone without who gave it; (conflict) where somebody put the same one right before.
    """
    check(by, Permission.WRITE_CARE)
    check_event(kind, gave, doses)
    day = _day(day, by, at)
    if mends and mends.person_id not in person.records:
        raise Refused(INVALID, "Choose from the list.")
    event = SafetyEvent(
        pk=number(by=by, key=key),
        site_id=by.site,
        person_id=mends.person_id if mends else person.pk,
        worker_id=by.hand,
        at=at,
        kind=kind,
        day=day,
        place=free_text(place, field="place", limit=PLACE_LIMIT),
        done=free_text(done, field="done", limit=WORDS_LIMIT, required=True),
        told=free_text(told, field="told", limit=TOLD_LIMIT),
        gave=gave,
        doses=doses,
        mends=mends,
    )
    if add_once(event, same=_SAME, taken=_MOVED if mends else ""):
        record(by=by, verb="note event", noun="person", objects=[event.person_id, event.pk], at=at, why=kind)
        if mends is None:
            _tell(event.pk, by)
    return event


def note_death(
    *,
    person: Person,
    day: date | None,
    about: bool,
    words: str,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Death:
    """Note that a person died, and who told. They stay as they are until another worker confirms it.

    Raises Refused (conflict) where a death is noted or confirmed already.
    """
    check(by, Permission.WRITE_CARE)
    death = Death(
        pk=number(by=by, key=key),
        site_id=by.site,
        person=person,
        worker_id=by.hand,
        at=at,
        state=DeathState.NOTED,
        day=_day(day, by, at),
        about=about,
        words=free_text(words, field="words", limit=TOLD_LIMIT, required=True),
        before=Participation.objects.values_list("state", flat=True).get(person=person),
    )
    taken = "This is noted already. Another worker looks at it."
    if add_once(death, same=("person", "day", "about", "words"), taken=taken):
        record(by=by, verb="note death", noun="person", objects=[person.pk, death.pk], at=at)
        _tell(death.pk, by)
    return death


def confirm_death(*, death: Death, by: Acting, at: datetime) -> Death:
    """The second look: from now on the person died, and nobody is reminded of them any more.

    Raises Refused (conflict) for what one noted oneself, and for what somebody else looked at already.
    """
    check(by, Permission.LOOK_AGAIN)
    check_another(death.worker_id, by.hand)
    before = _taking_part(death).state
    _move(death, DeathState.CONFIRMED, "", by, at, before=before)
    _set(death, Engagement.DIED, by, at)
    return death


def take_back_death(*, death: Death, note: str, by: Acting, at: datetime) -> Death:
    """It was noted in error: why, and the person is as they were before.

    Whoever may note one takes back what nobody has confirmed; a confirmed one only who may look again.
    """
    check(by, Permission.WRITE_CARE)
    if confirmed := death.state == DeathState.CONFIRMED:
        check(by, Permission.LOOK_AGAIN)
    note = free_text(note, field="note", limit=TOLD_LIMIT, required=True)
    _move(death, DeathState.TAKEN_BACK, note, by, at)
    if confirmed:
        _set(death, Engagement(death.before), by, at)
    return death


def _day(day: date | None, by: Acting, at: datetime) -> date:
    today = today_at(site=by.site, at=at)
    check_day(day or today, today, "day")
    return day or today


def _move(death: Death, to: DeathState, note: str, by: Acting, at: datetime, **also: str) -> None:
    move(thing=death, to=to, transitions=DEATH_TRANSITIONS, taken=_MOVED, by=by, at=at, note=note, **also)
    record(by=by, verb="move death", noun="person", objects=[death.person_id, death.pk], at=at, why=to)


def _taking_part(death: Death) -> Participation:
    found = Participation.objects.select_for_update(no_key=True).filter(person=death.person_id).first()
    if found is None:
        raise Refused(CONFLICT, _MOVED)
    return found


def _set(death: Death, to: Engagement, by: Acting, at: datetime) -> None:
    move(thing=_taking_part(death), to=to, transitions=TRANSITIONS, taken=_MOVED, by=by, at=at)
    record(by=by, verb="change engagement", noun="person", objects=[death.person_id], at=at, why=to)


def _tell(subject: UUID, by: Acting) -> None:
    """Who leads is told, without a name or what it is, that something waits (R-37)."""
    for one in colleagues(site=by.site, roles=_LOOK, ids=()):
        if one.pk != by.worker:
            later.run(
                "look_again", program(by.site, by.at), worker=one.pk, subject=uuid5(by.site, str(subject))
            )
