"""`python -m bench [NAME]`: measure all figures, or those of one name, print them and keep them.

A name is a figure (`home.x100`) or what figures begin with (`home`, `load`). It may come as the
environment's ONLY, which is what `make bench ONLY=name` sets.
"""

import os
import sys
import time
from contextlib import ExitStack

from bench import RESULTS, choose_home, database
from bench.figures import NAMES, Bench, measure
from bench.measure import ticks
from bench.results import Result, keep, table


def main() -> int:
    """Measure, print, keep; 0 also when a target is missed: the table says so."""
    only = os.environ.get("ONLY") or "".join(sys.argv[1:2])
    wanted = tuple(name for name in NAMES if not only or name == only or name.startswith(f"{only}."))
    if not wanted:
        print(f"There is no figure {only!r}. There are: {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    choose_home()
    results: list[Result] = []
    with ExitStack() as stack:
        stack.enter_context(database.running())
        bench = Bench(stack)
        busy, before = os.getloadavg()[0], ticks()
        begin = time.monotonic()
        for one in measure(bench, wanted):
            results.append(one)
            print(f"measured {one.name} ...", flush=True)
    results.sort(key=lambda one: NAMES.index(one.name))
    print()
    print(table(results))
    print()
    for remark in bench.remarks:
        print(remark)
    if busy > 0.7:
        print(f"The machine was busy when this began (load {busy:.1f}): absolute figures suffer.")
    taken, gone = (after - was for after, was in zip(ticks(), before, strict=True))
    print(f"Others of the host had {taken / gone:.0%} of the processors meanwhile.")
    print(f"Measured in {time.monotonic() - begin:.0f} s.")
    keep(results, RESULTS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
