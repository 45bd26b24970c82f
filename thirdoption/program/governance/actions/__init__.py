"""Writing a policy: beginning a draft, changing its parts, counting its effect, putting it in force."""

from thirdoption.program.governance.actions.deciding import (
    count_effect,
    keep_effect,
    put_policy_in_force,
    stop_counting,
)
from thirdoption.program.governance.actions.drafting import (
    begin,
    change,
    change_case,
    put_away,
    remove,
    set_back,
    undo,
)

__all__ = [
    "begin",
    "change",
    "change_case",
    "count_effect",
    "keep_effect",
    "put_away",
    "put_policy_in_force",
    "remove",
    "set_back",
    "stop_counting",
    "undo",
]
