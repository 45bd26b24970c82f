"""Planning the rota, swaps and cover: for the table of acts, as (who, action, given, rows, name)."""

from datetime import time, timedelta
from typing import Any

from thirdoption.program.handoffs.actions import rota
from thirdoption.program.handoffs.actions import rota_requests as swaps
from thirdoption.program.handoffs.rules.rota import Layer
from thirdoption.program.handoffs.rules.rota_requests import Stretch


def _shift(story: Any) -> Stretch:
    return Stretch(Layer.FIRST, story.world.at + timedelta(hours=2), story.world.at + timedelta(hours=4))


ACTS: list[tuple[Any, ...]] = [
    ("supervisor", rota.plan_rotation, lambda s: {"layer": Layer.FIRST, "starts_on": s.world.at.date(),
        "hand_over": time(9), "days": 1, "order": [s.workers["on-call"].pk], "most_hours": 60},
        ("plan: rotation",)),
    ("supervisor", rota.override, lambda s: {"layer": Layer.FIRST, "starts_at": s.world.at,
        "ends_at": s.world.at + timedelta(hours=1), "away": s.workers["on-call"].pk, "worker": None},
        ("change: rota",)),
    ("on-call", swaps.ask_swap, lambda s: {"other": s.workers["case-manager-3"].pk, "gives": _shift(s),
        "takes": None}, ("ask for a swap: shift request",), "swap"),
    ("case-manager-3", swaps.decline, lambda s: {"request": s.swap.pk}, ("declined: shift request",)),
    ("on-call", swaps.ask_cover, lambda s: {"gives": _shift(s)}, ("ask for cover: shift request",), "swap"),
    ("case-manager-3", swaps.decline, lambda s: {"request": s.swap.pk}, ("cannot cover: shift request",)),
    ("on-call", swaps.take_back, lambda s: {"request": s.swap.pk}, ("taken back: shift request",)),
    ("on-call", swaps.ask_cover, lambda s: {"gives": _shift(s)}, ("ask for cover: shift request",), "swap"),
    ("case-manager-3", swaps.agree, lambda s: {"request": s.swap.pk}, ("agreed: shift request",)),
    ("on-call", swaps.open_feed, lambda s: {"of_team": False}, ("open: calendar",)),
    ("on-call", swaps.close_feed, lambda s: {"of_team": False}, ("close: calendar",)),
]  # fmt: skip
