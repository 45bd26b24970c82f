"""The figures: what is compared with which floor, and which target each has to meet."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache

from bench import care, cast, clock, database, decide, line, load, names, replay, rota, statements, street
from bench.load import Ask
from bench.measure import TIMES, Compared, compare, percentile
from bench.measure import Ask as Question
from bench.results import HIGHER, RATIO, Result
from bench.serving import Served, Visitor, served

PAGES = ("home", "person", "report")
NAMES = (
    *(f"{page}{what}" for page in PAGES for what in ("", ".statements", ".x100")),
    "matters",
    "save",
    "save.x100",
    "decide.python",
    "decide.phone",
    "street.bytes",
    "street.usable",
    "street.offline",
    "rota.on_call",
    "clock.nightly",
    "line.tap_to_page",
    "line.pages100",
    "load.requests",
    "load.p95",
    "load.errors",
    "process.memory",
    "process.heavy",
    "replay",
    "replay.decision",
    *(f"{kind}.people" for kind in care.PEER),
    *care.NAMES,
    *names.NAMES,
)
SIGNED_IN = "/bench/signed-in/"


class Bench:
    """Servers and casts, made when a figure first needs them, and what is said beside the table."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack
        self.remarks: list[str] = []
        self.name = cache(self._name)
        self.cast = cache(self._cast)
        self.server = cache(self._server)

    def _name(self, size: int) -> str:
        return self.stack.enter_context(database.copied(size))

    def _cast(self, size: int) -> dict[str, list[Ask]]:
        return cast.of(self.name(size))

    def _server(self, size: int) -> Served:
        """One web process on one database, so that what is compared is answered by the same one."""
        self.cast(size)
        return self.stack.enter_context(served(self.name(size), workers=1))

    def ask(self, size: int, kind: str) -> Question:
        """The question of a kind, from the first worker who may ask it."""
        return asking(self.server(size), self.cast(size)[kind][0])


def asking(server: Served, ask: Ask, path: str = "") -> Question:
    """A question that can be put again and again on one connection."""
    visitor = Visitor(server.port, ask.session)
    if ask.form is not None and not path:
        return lambda: visitor.post(ask.path, ask.encoded())
    return lambda: visitor.get(path or ask.path)


def measure(bench: Bench, wanted: tuple[str, ...]) -> Iterator[Result]:
    """Each wanted figure; those that come from one measurement are measured once."""
    for page in PAGES:
        if page in wanted:
            yield _page(bench, page)
    if "matters" in wanted:
        yield _page(bench, "matters", database.CHARGES)
    if "save" in wanted:
        yield _save(bench)
    for name in wanted:
        if name.endswith(".x100"):
            yield _many(bench, name.removesuffix(".x100"))
    counted = [name.removesuffix(".statements") for name in wanted if name.endswith(".statements")]
    if counted:
        yield from _statements(bench, counted)
    if any(name.startswith("decide.") for name in wanted):
        yield from (one for one in decide.figures() if one.name in wanted)
    if "rota.on_call" in wanted:
        yield rota.figure(bench.name(database.ONCE))
    if "clock.nightly" in wanted:
        with database.copied(database.ONCE, "bench_clock") as name:
            yield clock.figure(name)
    if any(name.startswith("line.") for name in wanted):
        yield from (one for one in line.figures(bench.name(database.ONCE)) if one.name in wanted)
    if any(name.startswith("street.") for name in wanted):
        yield from (one for one in _street(bench) if one.name in wanted)
    if any(name.startswith(("load.", "process.")) for name in wanted):
        yield from (one for one in _load(bench) if one.name in wanted)
    for name in wanted:
        if name.endswith(".people"):
            yield _people(bench, name.removesuffix(".people"))
    if any(name in care.NAMES for name in wanted):
        with served(bench.name(database.MANY_PEOPLE), workers=2) as server:
            yield from care.peers(server.port, bench.cast(database.MANY_PEOPLE), database.SEED, wanted)
    if any(name.startswith("names.") for name in wanted):
        with database.copied(database.ONCE, "bench_names") as copy:
            yield from (one for one in names.figures(copy) if one.name in wanted)
    if any(name.startswith("replay") for name in wanted):
        yield from (one for one in replay.figures() if one.name in wanted)


def _ratio(name: str, found: Compared, limit: float) -> Result:
    spread = f"{found.lowest:.2f} to {found.highest:.2f}"
    return Result(name, found.value, "ms", limit, found.floor, found.ratio, RATIO, note=spread)


def _page(bench: Bench, page: str, size: int = database.ONCE) -> Result:
    ask = bench.cast(size)[page][0]
    server = bench.server(size)
    by_hand = f"/bench/by-hand{ask.path}"
    theirs, ours = (asking(server, ask, path)() for path in (by_hand, ask.path))
    if abs(len(theirs.body) - len(ours.body)) > 200:
        raise RuntimeError(f"{page}: the floor draws another page")
    times = 20 if size == database.CHARGES else TIMES  # an answer takes a third of a second, both ways
    return _ratio(page, compare(asking(server, ask), asking(server, ask, by_hand), times=times), 2.0)


def _save(bench: Bench) -> Result:
    """A contact is recorded, against the signed-in view."""
    ask = bench.cast(database.ONCE)["save"][0]
    floor = asking(bench.server(database.ONCE), ask, SIGNED_IN)
    return _ratio("save", compare(bench.ask(database.ONCE, "save"), floor), 2.0)


def _many(bench: Bench, kind: str) -> Result:
    """The same page at a hundred times the data, against itself at once."""
    found = compare(bench.ask(database.MANY, kind), bench.ask(database.ONCE, kind))
    return _ratio(f"{kind}.x100", found, 1.3)


def _people(bench: Bench, kind: str) -> Result:
    """The same page at 20,000 people with a million contacts, against itself at 2,000."""
    found = compare(bench.ask(database.MANY_PEOPLE, kind), bench.ask(database.FEW_PEOPLE, kind))
    return _ratio(f"{kind}.people", found, 1.3)


def _statements(bench: Bench, pages: list[str]) -> Iterator[Result]:
    name = bench.name(database.ONCE)
    with statements.written_down(name), served(name, workers=1) as server:
        backend = json.loads(Visitor(server.port).get("/bench/process/").body)["backend"]
        for page in [*pages, "save"]:
            asked = asking(server, bench.cast(database.ONCE)[page][0])
            number = statements.count(page, asked, backend)
            if page == "save":
                bench.remarks.append(f"A contact saved sends {number} statements.")
            else:
                yield Result(f"{page}.statements", number, "", 14)


def _load(bench: Bench) -> Iterator[Result]:
    asks = bench.cast(database.MANY)
    with served(bench.name(database.MANY), workers=2) as server:
        bench.remarks.append(f"Two web processes answer {server.first_answer:.1f} s after their start.")
        found = load.run(server.port, asks, database.SEED)
        processes = _processes(server)
    bench.remarks.append(
        f"{len(found.seconds)} answers in {load.SECONDS:g} s: p50 {found.milliseconds(50):.0f} ms, "
        f"p95 {found.milliseconds(95):.0f} ms, p99 {found.milliseconds(99):.0f} ms."
    )
    kinds = ((kind, percentile(found.by_kind.get(kind, [0]), 50) * 1000) for kind in load.MIX)
    bench.remarks.append("p50 by kind: " + ", ".join(f"{kind} {value:.0f} ms" for kind, value in kinds) + ".")
    for what, number in found.wrong.items():
        bench.remarks.append(f"Wrong under load: {what}, {number} times.")
    largest = max(process["resident"] for process in processes)
    heavy = sorted({name for process in processes for name in process["heavy"]})
    bench.remarks.append(
        f"Web processes: resident {_mb(processes, 'resident')} MB, "
        f"their share {_mb(processes, 'proportional')} MB."
    )
    yield Result("load.requests", found.per_second(), "req/s", 120, better=HIGHER)
    yield Result("load.p95", found.milliseconds(95), "ms", 600)
    yield Result("load.errors", sum(found.wrong.values()), "", 0)
    yield Result("process.memory", largest / 1e6, "MB", 150, note="resident, after the load")
    yield Result("process.heavy", len(heavy), "", 0, note=", ".join(heavy) or "no statistics, no plotting")


def _street(bench: Bench) -> Iterator[Result]:
    """The officer's phone: the median of five first visits, each with an empty browser."""
    server = bench.server(database.ONCE)
    session = bench.cast(database.ONCE)["street"][0].session
    street.measure(f"http://127.0.0.1:{server.port}", session)
    found = [street.measure(f"http://127.0.0.1:{server.port}", session) for _ in range(5)]
    loaded = max(one.loaded for one in found)
    bench.remarks.append(f"Street: {loaded / 1000:.1f} kB until loaded; the rest is kept for later.")
    usable, offline = (
        percentile([getattr(one, what) for one in found], 50) for what in ("usable", "offline")
    )
    yield Result(
        "street.bytes",
        max(one.bytes for one in found) / 1000,
        "kB",
        85,
        note="all, with what is kept for later",
    )
    yield Result("street.usable", usable, "ms", 1500, note="390 px, 150 ms, 1.6 Mbit/s, CPU / 4")
    yield Result("street.offline", offline, "ms", 500)


def _mb(processes: list[dict], what: str) -> str:
    return ", ".join(f"{process[what] / 1e6:.0f}" for process in processes)


def _processes(server: Served) -> list[dict]:
    """Each web process by its own word; new connections, until both have answered or enough have."""
    found: dict[int, dict] = {}
    for _ in range(40):
        told = json.loads(Visitor(server.port).get("/bench/process/").body)
        found[told["pid"]] = told
    return list(found.values())
