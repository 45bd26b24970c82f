"""Ratios that hold still: two things asked in turn by one client, warm, medians over rounds."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass

from bench.serving import Answer

Ask = Callable[[], Answer]
WARM = 30
ROUNDS = 5
TIMES = 80


@dataclass(frozen=True)
class Compared:
    """Medians in milliseconds of a thing and its floor, and their ratio over the rounds."""

    value: float
    floor: float
    ratio: float
    lowest: float
    highest: float


def compare(thing: Ask, floor: Ask, *, times: int = TIMES) -> Compared:
    """Ask A B A B ...; the ratio is the median of the rounds' ratios of medians.

    Both are warm before it counts, and both must answer 200 or a redirect each time.
    """
    for _ in range(WARM):
        once(thing)
        once(floor)
    things: list[float] = []
    floors: list[float] = []
    ratios: list[float] = []
    for _ in range(ROUNDS):
        ours, theirs = [], []
        for _ in range(times):
            ours.append(once(thing))
            theirs.append(once(floor))
        ratios.append(statistics.median(ours) / statistics.median(theirs))
        things += ours
        floors += theirs
    return Compared(
        value=statistics.median(things) * 1000,
        floor=statistics.median(floors) * 1000,
        ratio=statistics.median(ratios),
        lowest=min(ratios),
        highest=max(ratios),
    )


def once(ask: Ask) -> float:
    """Seconds for one answer; a page that breaks is not a fast page."""
    answer = ask()
    if answer.status not in (200, 302):
        raise RuntimeError(f"answered {answer.status}: {answer.body[:300].decode(errors='replace')}")
    return answer.seconds


def percentile(values: list[float], percent: float) -> float:
    """The value that `percent` of the values do not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def ticks() -> tuple[int, int]:
    """What others of the host had while this machine wanted it (steal), and all; ticks since it began."""
    with open("/proc/stat", encoding="ascii") as file:
        all_ticks = [int(one) for one in file.readline().split()[1:9]]
    return all_ticks[7], sum(all_ticks)
