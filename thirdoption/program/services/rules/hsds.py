"""How the directory's words and those of HSDS and Open Eligibility are turned into each other.

Sources: Human Services Data Specification 3.0 and 3.1 (Open Referral); Open Eligibility (Aunt Bertha).
"""

import re

from thirdoption.program.services.rules import Need, folded

TAXONOMY = "Open Eligibility"
OWN_TAXONOMY = "Third Option"
OPEN_ELIGIBILITY: dict[Need, str] = {
    Need.HOUSING: "103",
    Need.SHELTER: "101-04",
    Need.FOOD: "102",
    Need.BENEFITS: "107",
    Need.ID_DOCUMENTS: "111-01-05",
    Need.HEALTH: "106",
    Need.CRISIS: "101",
    Need.PEER_SUPPORT: "108-07-07",
    Need.EMPLOYMENT: "110",
    Need.EDUCATION: "109",
    Need.TRANSPORTATION: "105",
    Need.LEGAL: "111",
}
"""The term of Open Eligibility that says the same as a need; the other needs have a term of our own."""
_BELOW = {"103-01": Need.SHELTER}
_BY_CODE = {code: need for need, code in OPEN_ELIGIBILITY.items()} | _BELOW
_BY_NAME = (
    (re.compile("peer support|support network"), Need.PEER_SUPPORT),
    (re.compile("mental health|counsel|psychiatr"), Need.MENTAL_HEALTH),
    (re.compile("substance|addiction|recovery|detox|overdose|harm reduction"), Need.SUBSTANCE_USE),
    (re.compile("naloxone"), Need.NALOXONE),
    (re.compile("famil|parent|child"), Need.FAMILY),
    (re.compile("navigat|case manage|care coordinat"), Need.CARE_COORDINATION),
)
_SECRET_TERMS = ("101-06-01", "101-06-02", "103-05-03")
_SECRET_WORDS = re.compile(
    r"domestic violence|safe hous|escape violence|human traffick|(?:violence|trafficking|battered)"
    r".{0,30}(?:shelter|residence|hous)|refugio.{0,30}violencia"
)
_NO_STREET = re.compile(r"confidential|undisclosed|withheld|not published|call for|unlisted")


def need_of_term(code: str, name: str, taxonomy: str = "") -> Need | None:
    """The need that a taxonomy term answers to: a need's own code, Open Eligibility's, or its name's."""
    if code in {str(need) for need in Need}:
        return Need(code)
    if re.fullmatch(r"1\d\d(-\d\d)*", code) and taxonomy in ("", TAXONOMY):
        named = next((need for words, need in _BY_NAME if words.search(folded(name))), None)
        while code:
            if code in _BY_CODE:
                top = _BY_CODE[code]
                return named if named and "-" not in code else top
            code = code.rpartition("-")[0]
        return named
    return next((need for words, need in _BY_NAME if words.search(folded(name))), None)


def is_secret(street: str, *told: str, codes: tuple[str, ...] = ()) -> bool:
    """Whether an address must not be kept: it says so, or what is offered there may not be found.

    `told` are a service's and a location's names and descriptions, `codes` its Open Eligibility terms.
    """
    if not street.strip() or _NO_STREET.search(folded(street)):
        return True
    return any(code.startswith(_SECRET_TERMS) for code in codes) or bool(
        _SECRET_WORDS.search(folded(" ".join(told)))
    )
