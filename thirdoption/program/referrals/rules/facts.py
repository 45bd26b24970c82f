"""What an officer says about a contact: all that the screening ever sees."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from thirdoption.program.ground.refusal import INVALID, Refused
from thirdoption.program.referrals.rules.terms import Age, ComplainantAnswer, YesNo
from thirdoption.program.sites.rules import Door, Driver

Code = TypeVar("Code", bound=StrEnum)
_TOLD = (
    *("door", "conduct", "drivers", "complainant", "age", "family_offense"),
    *("officer_opted_in", "officer_trained"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of one contact.

    `occurred_at` carries its time zone. `conduct` is a code of the site's policy or
    `something_else`, and is empty for a social contact or a community referral. `officer_opted_in`
    and `officer_trained` are about the officer who would make the offer and are filled in by the caller.
    `more` holds the answers to what only this policy asks (`rulebook.questions`), such as `agency_check`.
    What was not asked, because it could not change the answer, is None or left out.
    """

    occurred_at: datetime
    place: str = ""
    incident_number: str = ""
    conduct: str = ""
    what_happened: str = ""
    door: Door = Door.ARREST_DIVERSION
    drivers: frozenset[Driver] = frozenset()
    complainant: ComplainantAnswer | None = None
    age: Age | None = None
    family_offense: YesNo | None = None
    officer_opted_in: YesNo = YesNo.NOT_KNOWN
    officer_trained: YesNo = YesNo.NOT_KNOWN
    more: Mapping[str, str | float] = field(default_factory=dict)

    @classmethod
    def from_plain(cls, plain: Mapping[str, object]) -> "Facts":
        """Facts from a form or JSON; Refused (invalid, with the field) for a code that does not exist."""
        unknown = sorted(set(plain) - set(cls.__dataclass_fields__))
        if unknown:
            raise Refused(INVALID, "This form has a field that the program does not know.", unknown[0])
        complainant, age, family = (plain.get(name) for name in ("complainant", "age", "family_offense"))
        return cls(
            occurred_at=_moment(plain.get("occurred_at")),
            place=_text(plain, "place"),
            incident_number=_text(plain, "incident_number"),
            conduct=_text(plain, "conduct"),
            what_happened=_text(plain, "what_happened"),
            door=_code(Door, plain.get("door", Door.ARREST_DIVERSION), "door"),
            drivers=_drivers(plain.get("drivers", [])),
            complainant=_code(ComplainantAnswer, complainant, "complainant") if complainant else None,
            age=_code(Age, age, "age") if age else None,
            family_offense=_code(YesNo, family, "family_offense") if family else None,
            officer_opted_in=_yes_no(plain, "officer_opted_in"),
            officer_trained=_yes_no(plain, "officer_trained"),
            more=_more(plain.get("more") or {}),
        )

    def answers(self) -> dict[str, object]:
        """What the interpreter decides by: every fact that was given."""
        plain = self.to_plain()
        told = {name: plain[name] for name in _TOLD if plain[name]}
        return {**told, **self.more}

    def to_plain(self) -> dict[str, object]:
        """As JSON; `from_plain` reads it back."""
        return {
            "occurred_at": self.occurred_at.isoformat(),
            "place": self.place,
            "incident_number": self.incident_number,
            "conduct": self.conduct,
            "what_happened": self.what_happened,
            "door": str(self.door),
            "drivers": sorted(str(driver) for driver in self.drivers),
            "complainant": str(self.complainant) if self.complainant else None,
            "age": str(self.age) if self.age else None,
            "family_offense": str(self.family_offense) if self.family_offense else None,
            "officer_opted_in": str(self.officer_opted_in),
            "officer_trained": str(self.officer_trained),
            "more": dict(self.more),
        }


def _code(codes: type[Code], value: object, field: str) -> Code:
    if isinstance(value, str) and value in tuple(codes):
        return codes(value)
    raise Refused(INVALID, "Choose one of the answers shown.", field)


def _yes_no(plain: Mapping[str, object], field: str) -> YesNo:
    return _code(YesNo, plain.get(field) or YesNo.NOT_KNOWN, field)


def _more(value: object) -> dict[str, str | float]:
    if isinstance(value, Mapping) and all(
        isinstance(key, str) and isinstance(item, str | int | float) and not isinstance(item, bool)
        for key, item in value.items()
    ):
        return dict(value)
    raise Refused(INVALID, "Choose one of the answers shown.", "more")


def _drivers(value: object) -> frozenset[Driver]:
    if not isinstance(value, list | tuple | set | frozenset):
        raise Refused(INVALID, "Choose one of the answers shown.", "drivers")
    return frozenset(_code(Driver, item, "drivers") for item in value)


def _text(plain: Mapping[str, object], field: str) -> str:
    value = plain.get(field) or ""
    if not isinstance(value, str):
        raise Refused(INVALID, "Type some text here.", field)
    return value.strip()


def _moment(value: object) -> datetime:
    if isinstance(value, datetime):
        return value
    try:
        return datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise Refused(INVALID, "Give the date and time of the contact.", "occurred_at") from None
