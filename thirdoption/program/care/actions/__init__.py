"""The work with a person: taking it up, intake, goals, contacts, being in touch."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from thirdoption.program.care.models import (
    CaseManager,
    Confirmation,
    Contact,
    Goal,
    Intake,
    Participation,
)
from thirdoption.program.care.queries import asked_by, is_coming, may_have_people
from thirdoption.program.care.rules import (
    TAKEN_BACK_IN,
    TRANSITIONS,
    ContactKind,
    Engagement,
    How,
    check_has_room,
)
from thirdoption.program.ground import texts
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused, hidden
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.people import actions as people
from thirdoption.program.people.models import Person
from thirdoption.program.people.rules import Need, RaceAsked
from thirdoption.program.referrals.models import Referral
from thirdoption.program.referrals.rules import check_no_identifiers
from thirdoption.program.services import actions as services
from thirdoption.program.services.models import Connection, Service
from thirdoption.program.sharing import actions as sharing
from thirdoption.program.sites.queries import local_day
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import SENT_BEFORE, add_once, move, number, record

_MOVED = "Somebody changed this while you looked at it. Load the page again."
_INTAKE = "An intake is already on record for this referral."


def take_up(*, person: Person, worker: Worker, by: Acting, at: datetime) -> Participation:
    """Begin to work with a person: they are active, and this worker is theirs.

    Raises Refused (conflict) for a 26th person: the policy group decides about that one.
    """
    check(by, Permission.WRITE_CARE)
    # one at a time for each worker: two who count at once would both find the last place
    Worker.objects.select_for_update(no_key=True).get(pk=worker.pk)
    check_has_room(CaseManager.objects.filter(worker=worker, until__isnull=True).count())
    participation = Participation(site_id=by.site, person=person, state=Engagement.ACTIVE, since=at)
    participation.save(force_insert=True)
    CaseManager(site_id=by.site, person=person, worker=worker, since=at).save(force_insert=True)
    record(by=by, verb="take up", noun="person", objects=[person.pk], at=at)
    return participation


def do_intake(
    *,
    person: Person,
    referral: Referral | None,
    needs: Sequence[str],
    words: str,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Intake:
    """Keep the intake, and beside it the two facts that a release may carry: done, and when.

    Without a referral it is of whom the community asked for, and there is nothing that a release could
    carry. Raises Refused (not found) when somebody else was handed over in this referral.
    """
    check(by, Permission.WRITE_CARE)
    if not is_coming(person=person, referral=referral):
        raise hidden()
    if not set(needs) <= set(Need):
        raise Refused(INVALID, "Choose from the list.", "needs")
    intake = Intake(
        pk=number(by=by, key=key),
        site_id=by.site,
        person=person,
        worker_id=by.hand,
        at=at,
        referral=referral,
        asked=asked_by(person=person) if referral is None else None,
        needs=list(needs),
        words=_free(words, field="words", limit=4000),
    )
    if not add_once(intake, same=("person", "referral", "needs", "words"), taken=_INTAKE):
        return intake
    if referral is not None:
        day = local_day(referral.site, at)
        told = Confirmation(site_id=by.site, person=person, referral=referral, confirmed_on=day)
        told.save(force_insert=True)
    record(by=by, verb="do intake", noun="person", objects=[person.pk, intake.pk], at=at)
    return intake


def set_goal(*, person: Person, words: str, key: UUID | None = None, by: Acting, at: datetime) -> Goal:
    """Keep a goal in the person's own words."""
    check(by, Permission.WRITE_CARE)
    goal = Goal(
        pk=number(by=by, key=key),
        site_id=by.site,
        person=person,
        worker_id=by.hand,
        at=at,
        words=_free(words, field="words", limit=500, required=True),
    )
    if add_once(goal, same=("person", "words")):
        record(by=by, verb="set goal", noun="person", objects=[person.pk, goal.pk], at=at)
    return goal


def note_contact(
    *,
    person: Person,
    kind: str,
    how: str,
    minutes: int | None,
    line: str,
    sensitive: str,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Contact:
    """Keep a contact made or tried. A contact made takes a person back in: nobody re-applies."""
    check(by, Permission.WRITE_CARE)
    if kind not in set(ContactKind) or how not in set(How):
        raise Refused(INVALID, "Choose from the list.", "how")
    if minutes is not None and not 0 <= minutes <= 1440:
        raise Refused(INVALID, "Give the minutes as a number from 0 to 1440.", "minutes")
    contact = Contact(
        pk=number(by=by, key=key),
        site_id=by.site,
        person=person,
        worker_id=by.hand,
        at=at,
        kind=kind,
        how=how,
        minutes=minutes,
        line=_free(line, field="line", limit=200, required=True),
        sensitive=_free(sensitive, field="sensitive", limit=4000),
    )
    if not add_once(contact, same=("person", "kind", "how", "minutes", "line", "sensitive")):
        return contact
    record(by=by, verb="note contact", noun="person", objects=[person.pk, contact.pk], at=at)
    if kind == ContactKind.MADE:
        participation = Participation.objects.get(person=person)
        if participation.state in TAKEN_BACK_IN:
            change_engagement(participation=participation, to=Engagement.ACTIVE, note="", by=by, at=at)
    return contact


def change_engagement(
    *, participation: Participation, to: Engagement, note: str, by: Acting, at: datetime
) -> None:
    """Say how a person and the program are in touch now."""
    check(by, Permission.WRITE_CARE)
    move(
        thing=participation,
        to=to,
        transitions=TRANSITIONS,
        taken=_MOVED,
        by=by,
        at=at,
        note=_free(note, field="note", limit=300),
    )
    record(by=by, verb="change engagement", noun="person", objects=[participation.person_id], at=at, why=to)


def _free(text: str, *, field: str, limit: int, required: bool = False) -> str:
    text = texts.cleaned(text, field=field, limit=limit, required=required)
    check_no_identifiers(text, field=field)
    return text


def receive(
    *,
    handoff: Handoff,
    name: str,
    date_of_birth: date | None,
    where_to_find: str,
    language: str,
    case_manager: Worker,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Person:
    """Take a person over from the officer, and into the people of a case manager, in one act."""
    check(by, Permission.TAKE_HANDOFF)
    if not may_have_people(site=by.site, worker=case_manager.pk, at=at):
        raise Refused(INVALID, "Choose from the list.", "case_manager")
    person = handoffs.take_over(
        handoff=handoff,
        name=name,
        date_of_birth=date_of_birth,
        where_to_find=_free(where_to_find, field="where_to_find", limit=300),
        language=language,
        key=key,
        by=by,
        at=at,
    )
    first = CaseManager.objects.filter(person=person).order_by("since").first()
    if first is None:
        take_up(person=person, worker=case_manager, by=by, at=at)
    elif first.worker_id != case_manager.pk:
        raise Refused(CONFLICT, SENT_BEFORE)
    return person


def hold_intake(
    *,
    person: Person,
    referral: Referral | None,
    needs: Sequence[str],
    words: str,
    race: list[str],
    race_asked: RaceAsked,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Intake:
    """Keep the intake and, if it was asked, what the person says of their race and ethnicity.

    Raises Refused (conflict) when it was sent before with another answer (R-77).
    """
    check(by, Permission.WRITE_CARE)
    sent_before = Intake.objects.filter(pk=number(by=by, key=key)).exists()
    intake = do_intake(person=person, referral=referral, needs=needs, words=words, key=key, by=by, at=at)
    if sent_before:
        if (
            race_asked != RaceAsked.NOT_ASKED
            and not Person.objects.filter(pk=person.pk, race=race, race_asked=race_asked).exists()
        ):
            raise Refused(CONFLICT, SENT_BEFORE)
    elif race_asked != RaceAsked.NOT_ASKED:
        people.answer_race(person=person, answers=race, asked=race_asked, by=by, at=at)
    return intake


def say_in_touch(
    *, person: Person, to: Engagement, note: str, version: int, by: Acting, at: datetime
) -> None:
    """Say how a person and the program are in touch, from the state that the writer saw.

    Raises Refused (conflict) when somebody else said something in the meantime (`version`).
    """
    check(by, Permission.WRITE_CARE)
    participation = person.participation
    if participation.version != version:
        raise Refused(CONFLICT, _MOVED)
    note = _free(note, field="note", limit=300, required=to == Engagement.DIED)
    change_engagement(participation=participation, to=to, note=note, by=by, at=at)


def ask_provider(
    *,
    person: Person,
    service: UUID,
    recipient: str,
    asks: str,
    text: str,
    language: str,
    signed_name: str,
    expires_at: datetime,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Connection:
    """Ask a provider for something under the release that the person signs for it, in one act.

    `recipient` is the provider's name as the signed text has it. A second tap gives the same.
    """
    check(by, Permission.WRITE_CARE)
    asked = Service.objects.filter(pk=service, site=by.site).first()
    if asked is None:
        raise hidden()
    asks = _free(asks, field="asks", limit=300, required=True)
    release = sharing.sign_connection_release(
        person=person,
        service=service,
        recipient=recipient,
        text=text,
        language=language,
        signed_name=signed_name,
        expires_at=expires_at,
        key=key,
        by=by,
        at=at,
    )
    before = Connection.objects.filter(release=release).first()
    if before is not None:
        return before
    return services.connect(person=person, service=asked, release=release, asks=asks, by=by, at=at)
