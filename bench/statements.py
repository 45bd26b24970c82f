"""How many statements a page sends, BEGIN and COMMIT included: counted by the server, in its log.

The benchmarks' own server writes down every statement of the app role while this runs. Nothing else
counts them all: Django does not see BEGIN and COMMIT, which the driver sends.
"""

import contextlib
import re
from collections.abc import Callable, Iterator

from bench import ROOT
from bench.database import run_as_superuser
from bench.serving import Answer
from thirdoption.command.home import home

OUT = ROOT / "bench" / "out"


@contextlib.contextmanager
def written_down(database: str) -> Iterator[None]:
    """Connections that begin inside have each of their statements in the server's log."""
    role = f'ALTER ROLE thirdoption_app IN DATABASE "{database}"'
    run_as_superuser(f"{role} SET log_statement = 'all'")
    try:
        yield
    finally:
        run_as_superuser(f"{role} RESET log_statement")


def count(name: str, ask: Callable[[], Answer], backend: int) -> int:
    """Statements of one answer on the connection with this process id; they go to bench/out too.

    Asked until two answers in a row send the same number: a connection's first ones also prepare.
    What the process answered by its other connection does not count, and is asked again.
    """
    log = home() / "log" / "database.log"
    counts: list[int] = []
    found: list[str] = []
    for _ in range(60):
        with open(log, "rb") as file:
            file.seek(0, 2)
            if ask().status not in (200, 302):
                raise RuntimeError(f"{name} did not answer")
            sent = statements(file.read().decode(errors="replace"), backend)
        if not sent:
            continue
        found = sent
        counts.append(len(found))
        if len(counts) > 6 and counts[-1] == counts[-2]:
            break
    if not counts:
        raise RuntimeError(f"{name} was never answered by backend {backend}")
    OUT.mkdir(exist_ok=True)
    (OUT / f"statements-{name}.txt").write_text("\n".join(found) + "\n", encoding="utf-8")
    return counts[-1]


def statements(log: str, backend: int) -> list[str]:
    """Statements of one backend in a piece of the log, each on one line."""
    begins = re.compile(rf"^\S+ \S+ \S+ \[{backend}\] LOG:  (?:statement|execute [^:]*): (.*)$")
    found: list[str] = []
    ours = False
    for line in log.splitlines():
        if match := begins.match(line):
            found.append(match[1])
            ours = True
        elif ours and line.startswith("\t"):
            found[-1] += " " + line.strip()
        else:
            ours = False
    return found
