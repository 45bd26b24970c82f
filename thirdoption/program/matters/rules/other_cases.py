"""Another case of a person, as they told it: so that its dates are kept, and never their history. Pure."""

from enum import StrEnum

from thirdoption.program.ground import texts
from thirdoption.program.ground.refusal import INVALID, Refused
from thirdoption.program.referrals.rules import check_no_identifiers

COURT_LIMIT, ASKS_LIMIT = 120, 200


class CaseKind(StrEnum):
    """What it is that a person wants help with."""

    EARLIER = "earlier"
    LATER = "later"
    WARRANT = "warrant"
    COURT_DATE = "court_date"


def check_case(kind: str) -> CaseKind:
    """The kind of a case. Raises Refused (invalid)."""
    if kind not in set(CaseKind):
        raise Refused(INVALID, "Choose one.", "kind")
    return CaseKind(kind)


def said(text: str, *, field: str, limit: int) -> str:
    """What was said of a case, as it is stored; no number of a criminal history in it (R-39)."""
    text = texts.cleaned(text, field=field, limit=limit)
    check_no_identifiers(text, field=field)
    return text
