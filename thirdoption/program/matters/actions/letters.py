"""Letters and notices: a site's own texts of them, and each letter as it is made."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from psycopg.errors import UniqueViolation

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused, hidden
from thirdoption.program.matters.models import Letter, LetterTemplate, MadeLetter, Matter, OwnLetter
from thirdoption.program.matters.queries import letters as reading
from thirdoption.program.matters.rules.letters import (
    LANGUAGES,
    MAKERS,
    OF_OFFICE,
    OWN,
    Kind,
    check_ready,
    check_text,
    write,
)
from thirdoption.program.people.models import Person
from thirdoption.program.sharing.actions import disclose
from thirdoption.program.sharing.models import Release
from thirdoption.program.sharing.rules import Form
from thirdoption.program.sites.models import Agency, Site
from thirdoption.program.sites.queries import local_day, policy_of
from thirdoption.program.sites.rules.agencies import AgencyKind
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import record

TOLD = "intake complete, date, by letter"
"""What goes into the accounting when the intake is told by a notice."""
_NEWER = "This text was changed just now. Load the page again."


def save_template(
    *, kind: Kind, language: str, title: str, body: str, known: int, by: Acting, at: datetime
) -> LetterTemplate:
    """The site's own text of a letter, as a new version. `known` is the version that was looked at.

    Raises Refused (invalid, conflict).
    """
    check(by, Permission.EDIT_LETTERS)
    title, body = check_text(kind, title, body)
    return _append(kind, language, title, body, known, by, at)


def ship_again(*, kind: Kind, language: str, known: int, by: Acting, at: datetime) -> LetterTemplate:
    """Go back to the text that ships; the site's own versions stay. Raises Refused (conflict)."""
    check(by, Permission.EDIT_LETTERS)
    return _append(kind, language, "", "", known, by, at)


def _append(
    kind: Kind, language: str, title: str, body: str, known: int, by: Acting, at: datetime
) -> LetterTemplate:
    number = reading.newest_number(site=by.site, kind=kind, language=language)
    if language not in LANGUAGES:
        raise hidden()
    if known != number:
        raise Refused(CONFLICT, _NEWER)
    made = LetterTemplate(
        site_id=by.site,
        kind=kind,
        language=language,
        number=number + 1,
        title=title,
        body=body,
        at=at,
        worker_id=by.hand,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        if not isinstance(error.__cause__, UniqueViolation):
            raise
        raise Refused(CONFLICT, _NEWER) from error
    record(by=by, verb="save text" if title else "ship again", noun="letter text", objects=[made.pk], at=at)
    return made


def write_notice(
    *,
    matter: Matter,
    kind: Kind,
    language: str,
    confirmed: bool = False,
    agency: Agency | None = None,
    by: Acting,
    at: datetime,
) -> Letter:
    """A letter of the prosecutor's office about one charge; `agency` is who arrested, where that is told.

    `confirmed`: whether the office may know that the intake is done. Raises Refused (invalid, conflict).
    """
    check(by, Permission.DECIDE_MATTER)
    if kind not in OF_OFFICE:
        raise hidden()
    today = local_day(matter.site, at)
    check_ready(kind, state=matter.state, today=today, deadline_on=matter.deadline_on, confirmed=confirmed)
    facts: dict[str, object] = {
        **reading.facts_of(matter, today=today),
        "worker": reading.name_of(by),
        "office": Agency.objects.get(pk=by.organization).name,
    }
    if kind is Kind.SEAL_AGENCY:
        if agency is None or agency.site_id != by.site or agency.kind != AgencyKind.POLICE:
            raise Refused(INVALID, "Choose the agency that made the arrest or gave the ticket.", "agency")
        facts["agency"] = agency.name
    letter = Letter(referral_id=matter.referral_id)
    _keep(letter, kind, language, policy_of(matter.policy).state, facts, by, at)
    record(by=by, verb="write letter", noun="matter", objects=[matter.pk, letter.pk], why=kind, at=at)
    return letter


def write_own(
    *,
    person: Person,
    matter: Matter | None,
    kind: Kind,
    language: str,
    confirmed_on: date | None = None,
    since: date | None = None,
    by: Acting,
    at: datetime,
) -> OwnLetter:
    """A letter of the program's or the person's own: of one charge of theirs, or of none.

    Only `care` calls this: that the charge is the person's, that the intake is done and since when they work
    together is known there. Raises Refused (conflict).
    """
    check(by, Permission.WRITE_CARE)
    if kind not in OWN:
        raise hidden()
    check(by, MAKERS[kind])
    site = Site.objects.get(pk=by.site)
    today = local_day(site, at)
    facts: dict[str, object] = {
        **reading.around(person, site=site, worker=by),
        **(reading.facts_of(matter, today=today) if matter else {"made_on": today.isoformat()}),
        "confirmed_on": confirmed_on.isoformat() if confirmed_on else "",
        "since": since.isoformat() if since else "",
    }
    check_ready(
        kind,
        state=matter.state if matter else "",
        today=today,
        deadline_on=matter.deadline_on if matter else None,
        returnable_on=matter.returnable_on if matter else None,
        confirmed=confirmed_on is not None,
    )
    if kind is Kind.INTAKE and matter is not None:
        facts |= _told_under(_disclosed(matter.referral_id, by, at))
    letter = OwnLetter(person=None if matter else person, referral_id=matter.referral_id if matter else None)
    state = policy_of(matter.policy).state if matter else ""
    _keep(letter, kind, language, state, facts, by, at)
    record(by=by, verb="write letter", noun="letter", objects=[person.pk, letter.pk], why=kind, at=at)
    return letter


def show(*, letter: OwnLetter, by: Acting, at: datetime) -> None:
    """Before a letter of the program's own is drawn again: a notice under a release is told under it anew.

    Raises Refused (conflict) where the person took the release back, or it ended (R-9, R-22).
    """
    check(by, Permission.SEE_PERSON)
    if letter.kind == Kind.INTAKE and letter.referral_id is not None:
        _disclosed(letter.referral_id, by, at)
    record(by=by, verb="print", noun="letter", objects=[letter.pk], at=at)


def _disclosed(referral: UUID, by: Acting, at: datetime) -> Release:
    """The live hand-off release of a referral, locked and with its telling accounted (R-21, R-22, R-51)."""
    signed = Release.objects.filter(referral=referral, form=Form.HANDOFF).order_by("-signed_at")
    live = disclose(releases=[one.pk for one in signed], what=TOLD, by=by, at=at)
    for one in signed:
        if one.pk in live:
            return one
    raise Refused(CONFLICT, "No release lets us tell this now. The person can carry a certificate.", "kind")


def _told_under(release: Release) -> dict[str, object]:
    return {
        "program": release.discloser,
        "office": release.recipient_name,
        "signed_on": local_day(release.site, release.signed_at).isoformat(),
    }


def _keep(
    letter: MadeLetter,
    kind: Kind,
    language: str,
    state: str,
    known: Mapping[str, object],
    by: Acting,
    at: datetime,
) -> None:
    """Fill in the text that holds, and append the letter with exactly the facts of its kind (R-36)."""
    if language not in LANGUAGES:
        raise Refused(INVALID, "Choose a language.", "language")
    text, number = reading.text_in_force(site=by.site, kind=kind, language=language, state=state)
    letter.data = reading.only(kind, known)
    letter.written = write(text, kind, language, letter.data).to_plain()
    letter.site_id, letter.kind, letter.language, letter.template = by.site, kind, language, number
    letter.made_at, letter.worker_id = at, by.hand
    letter.save(force_insert=True)
