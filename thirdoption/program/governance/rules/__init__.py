"""How a policy is drafted, compared and decided. Pure: no Django."""

from thirdoption.program.governance.rules.comparing import Change, Kind, Part, changes
from thirdoption.program.governance.rules.drafts import (
    DraftState,
    EffectState,
    Step,
    check_dates,
    check_may_hold,
    failing_cases,
    faults_of,
    kept_or_changed,
    readable,
    take_over,
)
from thirdoption.program.governance.rules.effects import Effect, Move, effect_of, threshold_of

__all__ = [
    "Change",
    "DraftState",
    "Effect",
    "EffectState",
    "Kind",
    "Move",
    "Part",
    "Step",
    "changes",
    "check_dates",
    "check_may_hold",
    "effect_of",
    "failing_cases",
    "faults_of",
    "kept_or_changed",
    "readable",
    "take_over",
    "threshold_of",
]
