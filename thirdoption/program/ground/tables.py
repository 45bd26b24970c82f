"""How a table is classified: protected by a path to a person, or open with a reason.

Each word says it of its own tables, in `tables.py` beside its models; `policies.py` gathers them.
"""

from dataclasses import dataclass

_ORDER = (
    "ground trail messages publications sites staff training people sharing referrals matters handoffs "
    "services care loop governance reports"
)
WORDS = _ORDER.split()
"""The words from the lowest up: the order in which their SQL functions are written."""


@dataclass(frozen=True)
class Protected:
    """How a protected table's rows are opened.

    `person`, `referral`: the columns that lead to a grant; or `parent`: the protected table whose
    row `thing_id` names. `rights`: letters of SELECT and INSERT. `update`: the only columns that may
    change. `insert`: another condition than a writing grant. `special`: a condition of its own.
    `hand`: the column that must name the worker who writes. `beside`: a column that names another
    protected row, which the writer has to know too. `first`: the state in which a thing begins.
    """

    category: str = ""
    person: str = ""
    referral: str = ""
    rights: str = "SI"
    update: tuple[str, ...] = ()
    insert: str = ""
    parent: str = ""
    special: str = ""
    hand: str = ""
    beside: str = ""
    first: str = ""


@dataclass(frozen=True)
class Open:
    """A table that holds nothing of a participant, with the reason why that is so."""

    rights: str
    reason: str
    update: tuple[str, ...] = ()
