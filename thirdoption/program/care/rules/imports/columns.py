"""What a column of a workbook may be, guessed from its head."""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from thirdoption.program.matters.rules.exchange.history import names_history


class Kind(StrEnum):
    """What a workbook is a list of."""

    ROSTER = "roster"
    CONTACTS = "contacts"
    REFERRALS = "referrals"


_NAME = ("name", "first", "last", "born")
KINDS: dict[Kind, tuple[str, ...]] = {
    Kind.ROSTER: (*_NAME, "worker", "where", "phone", "status", "language", "release"),
    Kind.CONTACTS: (*_NAME, "day", "worker", "made", "how", "minutes", "note"),
    Kind.REFERRALS: (*_NAME, "day", "source", "takes_part", "worker", "where", "phone", "release"),
}
"""The fields of each kind of list."""

_WORDS: dict[str, str] = {
    "name": "name, participant, person, client, individual, full name, participant name, client name,"
    " name of participant, name of client, client s name, participant s name, legal name",
    "first": "first, first name, given name, fname, client first name",
    "last": "last, last name, surname, family name, lname, client last name",
    "born": "dob, date of birth, birthdate, birth date, born, birthday, d o b, client dob",
    "worker": "worker, case manager, cm, case mgr, cmgr, case manager name, assigned to, assigned worker,"
    " staff, staff name, staff member, case worker, caseworker, outreach worker, navigator, assigned, by,"
    " completed by",
    "where": "where to find, where, location, hangs out, hangout, address, where found, stays at,"
    " staying at, place, last seen, last known location, whereabouts",
    "phone": "phone, telephone, tel, cell, mobile, phone number, cell phone, phone no",
    "status": "status, engagement, active, in touch, current status, engagement status",
    "language": "language, lang, speaks, primary language, preferred language",
    "release": "release, roi, roi signed, release signed, consent, roi on file, release of info,"
    " release of information",
    "day": "date, contact date, date of contact, when, referral date, date referred, date of referral, day,"
    " service date, date of service",
    "made": "made, reached, contact made, spoke, outcome, result, met",
    "how": "how, type, contact type, type of contact, method, contact method, mode, by what way, kind",
    "minutes": "minutes, min, mins, duration, length, time spent",
    "note": "note, notes, comment, comments, what happened, summary, narrative, case note, case notes,"
    " contact notes",
    "source": "source, referred by, officer, agency, referral source, from, referred from, referring officer,"
    " referring agency",
    "takes_part": "takes part, accepted, enrolled, agreed, diverted, joined",
}
FIELDS: dict[str, frozenset[str]] = {field: frozenset(words.split(", ")) for field, words in _WORDS.items()}
"""Each field with the heads that mean it."""


def plain(text: str) -> str:
    """Lower case letters and figures, with single spaces: how heads and names are compared."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", bare))


def means(head: str) -> str:
    """The field that a head means; nothing where it means none, or a history (law 7)."""
    if not head or is_history(head):
        return ""
    whole, outside = plain(head), plain(re.sub(r"[(\[].*?[)\]]", " ", head))
    return next((field for field, heads in FIELDS.items() if {whole, outside} & heads), "")


_ARRESTS = frozenset(
    [
        "arrest",
        "arrests",
        "charge",
        "charges",
        "conviction",
        "convictions",
        "rap",
        "warrants",
        "sid",
        "nysid",
        "fbi",
    ]
)


def is_history(head: str) -> bool:
    """Whether a column is criminal history, or a number of it: it is left out (design, law 7; R-39)."""
    return names_history(head) or bool(_ARRESTS & set(plain(head).split()))


def guess(heads: Sequence[str], kind: Kind) -> list[str]:
    """For each head the field that it means in such a list, each field once; nothing for the others."""
    found: list[str] = []
    for head in heads:
        field = means(head)
        found.append(field if field in KINDS[kind] and field not in found else "")
    return found


def guess_kind(heads: Sequence[str]) -> Kind:
    """Which kind of list has such heads."""
    fields = {means(head) for head in heads}
    if "day" not in fields:
        return Kind.ROSTER
    return Kind.REFERRALS if fields & {"source", "takes_part"} else Kind.CONTACTS
