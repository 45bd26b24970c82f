"""What a contact may say at all, whatever the policy makes of it."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from uuid import UUID

from thirdoption.program.ground.refusal import INVALID, Refused
from thirdoption.program.ground.texts import cleaned
from thirdoption.program.referrals.rules.facts import Facts
from thirdoption.program.referrals.rules.identifiers import check_no_identifiers
from thirdoption.program.referrals.rules.rulebook import questions
from thirdoption.program.referrals.rules.terms import SOMETHING_ELSE, SetAside, YesNo
from thirdoption.program.sites.rules import Door, Policy

OLDEST = timedelta(days=30)
LONGEST_TICKET = timedelta(days=365)
CLOCK_SLACK = timedelta(minutes=5)  # phones run a little fast
PLACE_LIMIT = 200
INCIDENT_LIMIT = 40
WORDS_LIMIT = 500
MOST = 100_000  # grams or doses: more is a slip of the finger

_INCIDENT = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ./#-]*[A-Za-z0-9])?")
_MARKUP = re.compile(r"<\s*[/!a-z]|javascript:|&#", re.IGNORECASE)


def check_contact(facts: Facts, *, policy: Policy, now: datetime) -> None:
    """Refused (invalid, with the field) for a contact that cannot be as it is written.

    `now` is the time of the act, with its time zone.
    """
    check_time(facts.occurred_at, now)
    _check_incident_number(facts)
    check_words(facts.place, field="place", limit=PLACE_LIMIT, required=facts.door is not Door.COMMUNITY)
    _check_latin(facts.place, field="place")
    _check_conduct(facts, policy)
    _check_more(facts, policy)
    needed = facts.conduct == SOMETHING_ELSE
    check_words(facts.what_happened, field="what_happened", limit=WORDS_LIMIT, required=needed)


def _check_more(facts: Facts, policy: Policy) -> None:
    """Refused (invalid) for an answer to a question that the policy does not ask, or that it cannot have."""
    asked = questions(policy)
    for name, value in facts.more.items():
        answers = asked.get(name, ("",))
        number = not answers and not isinstance(value, str) and 0 <= value <= MOST
        if not number and value not in (answers or (YesNo.NOT_KNOWN,)):
            raise Refused(INVALID, "Choose one of the answers shown.", name)


def spoken(number: UUID) -> str:
    """A receipt number that can be read out: 3F2A-91BC."""
    return f"{number.hex[:4]}-{number.hex[4:8]}".upper()


def check_ticket(set_aside: SetAside, returnable_on: date | None, contact_on: date) -> None:
    """Refused (invalid) unless a ticket, and only a ticket, has a return date that it can have."""
    if (set_aside == SetAside.TICKET) != (returnable_on is not None):
        raise Refused(INVALID, "Give the return date of the ticket, and only of a ticket.", "returnable_on")
    if returnable_on:
        check_return_date(returnable_on, contact_on)


def check_return_date(returnable_on: date, contact_on: date) -> None:
    """Refused (invalid) for a day on which no ticket of this contact can be returnable."""
    if not contact_on <= returnable_on <= contact_on + LONGEST_TICKET:
        sentence = (
            "A ticket is returnable between the day of the contact and a year after it. Check the date."
        )
        raise Refused(INVALID, sentence, "returnable_on")


def check_time(occurred_at: datetime, now: datetime) -> None:
    """Refused (invalid) for a time that has not come, or is too long ago to be a contact's."""
    if occurred_at.tzinfo is None:
        raise Refused(INVALID, "Give the date and time of the contact.", "occurred_at")
    if occurred_at > now + CLOCK_SLACK:
        raise Refused(INVALID, "This time has not come yet. Check the date and the time.", "occurred_at")
    if occurred_at < now - OLDEST:
        raise Refused(
            INVALID,
            "This is more than %(days)s days ago. Check the date, or call the program.",
            "occurred_at",
            days=OLDEST.days,
        )


def _check_incident_number(facts: Facts) -> None:
    number = cleaned(
        facts.incident_number,
        field="incident_number",
        limit=INCIDENT_LIMIT,
        required=facts.door is Door.ARREST_DIVERSION,
    )
    if number and not _INCIDENT.fullmatch(number):
        raise Refused(
            INVALID,
            "An incident number has letters, digits, spaces and the signs . / # - only.",
            "incident_number",
        )
    check_no_identifiers(number, field="incident_number", shapes=False)


def _check_conduct(facts: Facts, policy: Policy) -> None:
    if not facts.conduct and facts.door is not Door.ARREST_DIVERSION:
        return
    if facts.conduct != SOMETHING_ELSE and policy.conduct(facts.conduct) is None:
        raise Refused(INVALID, "Choose what happened from the list, or something else.", "conduct")


def check_words(text: str, *, field: str, limit: int, required: bool = False, shapes: bool = True) -> None:
    """Refused (invalid) for text that cannot be kept: too long, web code, a number of a criminal history."""
    cleaned(text, field=field, limit=limit, required=required)
    if _MARKUP.search(text):
        raise Refused(INVALID, "Write this in plain words, without web code.", field)
    check_no_identifiers(text, field=field, shapes=shapes)


def _check_latin(text: str, *, field: str) -> None:
    """The line and dispatch read a place aloud, so it is written in the letters of its street signs."""
    letters = (letter for letter in text if letter.isalpha() and letter not in "ªº")
    if any("LATIN" not in unicodedata.name(letter, "") for letter in letters):
        raise Refused(INVALID, "Write this in the Latin alphabet, as on the street sign.", field)
