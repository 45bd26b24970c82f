"""What is criminal history in a file, by its columns' names and its values: none is taken (R-39 to R-41)."""

import re

from thirdoption.program.ground.refusal import Refused
from thirdoption.program.referrals.rules import check_no_identifiers

REASON_LABELS = (
    "This looks like criminal history: an identification number, an earlier record, or a list of "
    "arrests or dispositions. The program takes none: a charge is decided here for what happened that day.",
    "No held charge of yours that waits has this incident number.",
    "A charge of this class may be filed until another day. A file does not change that.",
)
"""Why a row is not taken. The second is one sentence for what was never here, is decided, is another
place's, or is the number of several (law 1)."""
HISTORY, NO_CHARGE, OTHER_DAY = REASON_LABELS
_COLUMN = re.compile(
    r"""\b(?: (?:ny|state)?\s?sid (?:\s?(?:no|num|nbr|number|id))?
          | fbi (?!\s?(?:nibrs\s)?(?:offense\s)?code) | ucn\w* | ncic\w* | nic | iii | cji | chri | cch
          | state\sid (?:entification)?\b.*
          | rap(?:\s?sheet)? | priors? | previous\w* | past | earlier | \w*history\w* | convict\w* | dispo\w*
          | arrests | (?:no|num|number|count|total|times)\s(?:of\s)?arrest\w* | arrest\s(?:count|record|list)
          | recidiv\w* | reoffen\w* | risk\sscore | warrants? | probation\w* | parole\w* | supervision
        )\b""",
    re.VERBOSE,
)
_VALUE = re.compile(
    r"""\b(?: (?:prior|previous|past|earlier)(?:ly)? \s (?:\w+\s){0,2}
              (?:arrest|convict|offen[sc]e|record|felon|misdemeanor|histor|charge|case)\w*
          | rap\s?sheet | criminal\s(?:history|record|past) | convict(?:ed|ion|ions) | ex-?con
          | arrest\s(?:history|record) | arrested\s\w+\stimes | known\soffender | repeat\soffender
          | on\s(?:probation|parole) | (?:dispo|disposition)s?(?=\s?:) | adjudicated
        )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_DAY = re.compile(r"\b(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{2}|\d{4})|\d{4}-\d{2}-\d{2})\b")


def names_history(column: str) -> bool:
    """Whether a column's name says that it holds a criminal history."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    return bool(_COLUMN.search(" ".join(re.findall(r"[a-z0-9]+", apart.lower()))))


def holds_history(cell: str, *, a_number: bool = False) -> bool:
    """Whether a cell holds one: a number of theirs, words of a record, or several days as a rap sheet has.

    `a_number`: the cell holds a number of another kind, so only one that is named as theirs counts.
    """
    try:
        check_no_identifiers(cell, field="file", shapes=not a_number)
    except Refused:
        return True
    return bool(_VALUE.search(cell)) or len(_DAY.findall(cell)) > 1
