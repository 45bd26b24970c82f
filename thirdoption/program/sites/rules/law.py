"""What state law decides is not a site's choice: no policy of a place leaves it out or says it otherwise."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from thirdoption.program.sites.rules.page import Fault

ANYWHERE = "US"
"""The state of the national model, which stands for no place yet."""
Stops = Mapping[str, Mapping[str, Any]]


def law_faults(
    plain: Mapping[str, Any], *, before: Mapping[str, Any] | None, packs: Iterable[Any]
) -> list[Fault]:
    """Where a policy lets state law go; empty if it keeps it.

    `before` is the policy in force at the place, if there is one, and `packs` are the plain values of those
    that ship. A stop keeps its words as the policy in force or a pack of the same state has them; in a state
    without a pack it keeps its name.
    """
    faults = []
    state = plain.get("state")
    if before is not None and state != before.get("state") and before.get("state") != ANYWHERE:
        faults.append(
            Fault("state", "must stay %(state)s: a place does not move", {"state": before["state"]})
        )
    known = [one for one in packs if one.get("state") == state]
    held = before if before is not None and before.get("state") == state else None
    stops = plain.get("stops") if isinstance(plain.get("stops"), Mapping) else {}
    return [*faults, *_left_out(stops or {}, [*known, *([held] if held else [])])]


def _left_out(stops: Stops, sayings: list[Mapping[str, Any]]) -> Iterator[Fault]:
    for code in dict.fromkeys(["under_18", *(code for one in sayings for code in one.get("stops") or {})]):
        if code not in stops:
            yield Fault(f"stops.{code}", "is state law and stays: put it back")
            continue
        said = [one["stops"][code] for one in sayings if code in (one.get("stops") or {})]
        if said and _words(stops[code]) not in [_words(one) for one in said]:
            yield Fault(f"stops.{code}", "is state law and keeps its words: put them back")


def _words(stop: Any) -> tuple[Any, Any]:
    return (stop.get("question"), stop.get("text")) if isinstance(stop, Mapping) else (None, None)
