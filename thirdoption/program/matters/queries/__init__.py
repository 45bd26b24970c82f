"""Reading held charges, for a viewer."""

from thirdoption.program.matters.queries.charges import (
    Decided,
    chosen,
    decision,
    lodged,
    matter,
    may_lodge,
    reason,
)
from thirdoption.program.matters.queries.dates import (
    Changes,
    count_of,
    date_changes,
    hold_calendar,
    last_changes,
    last_pause,
)
from thirdoption.program.matters.queries.exchange import (
    Importable,
    column_map,
    importable,
    map_ids,
    shipped_map,
)
from thirdoption.program.matters.queries.listing import (
    Tally,
    Wanted,
    count,
    decided,
    held,
    of_referrals,
    tally,
)
from thirdoption.program.matters.queries.other_cases import other_cases
from thirdoption.program.matters.queries.sealing import (
    declined,
    legal_hold,
    seal_task,
    seal_tasks,
    to_seal,
)

__all__ = [
    "Changes",
    "Decided",
    "Importable",
    "Tally",
    "Wanted",
    "chosen",
    "column_map",
    "count",
    "count_of",
    "date_changes",
    "decided",
    "decision",
    "declined",
    "held",
    "hold_calendar",
    "importable",
    "last_changes",
    "last_pause",
    "legal_hold",
    "lodged",
    "map_ids",
    "matter",
    "may_lodge",
    "of_referrals",
    "other_cases",
    "reason",
    "seal_task",
    "seal_tasks",
    "shipped_map",
    "tally",
    "to_seal",
]
