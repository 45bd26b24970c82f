"""The line under way: from an officer's tap to the first page leaving, and what a hundred live pages cost.

`python -m bench.line` prepares a database in a process of its own: the measuring client has no Django.
"""

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench import ROOT
from bench.database import run_as_owner, run_as_superuser
from bench.load import Ask, answered, request
from bench.measure import percentile
from bench.results import Result
from bench.serving import Served, Visitor, served
from bench.statements import OUT
from thirdoption.demo.rehearsal_carrier import Carrier, server

OPEN, TAPS, PAGES = 50, 100, 100
EVERY, WINDOW = 2.0, 20.0
EVER = date.min
TICKS = os.sysconf("SC_CLK_TCK")
LEFT = """
SELECT extract(epoch FROM min(d.at)) FROM handoffs_handoff h
JOIN messages_message m ON m.subject = h.id JOIN messages_delivery d ON d.message_id = m.id
WHERE h.referral_id = '{}'
"""


def figures(database: str) -> Iterator[Result]:
    """Both figures, with real web processes, the job process and a carrier over HTTP."""
    with _carrier():
        told = _prepared(database)
        with served(database, workers=2) as running:
            waits = _taps(running, database, told["taps"])[OPEN:]  # the first ones are there to be open
            yield Result(
                "line.tap_to_page",
                percentile(waits, 99) * 1000,
                "ms",
                1000,
                note=f"p99 of {TAPS} taps; median {percentile(waits, 50) * 1000:.0f} ms",
            )
            asks = _pages(running, database, told)
            cost, answers = _cost(running, database, asks)
            yield Result("line.pages100", cost, "%", 25, note=f"of one core; {answers:.0f} answers a second")


@contextlib.contextmanager
def _carrier() -> Iterator[None]:
    """The rehearsal carrier, and where the server finds it."""
    http = server(Carrier("AC00", "a token of the benchmarks", "http://127.0.0.1"))
    threading.Thread(target=http.serve_forever, daemon=True).start()
    given = {"URL": f"http://127.0.0.1:{http.server_port}", "ACCOUNT": "AC00", "NUMBER": "+15185550142"}
    os.environ.update({f"THIRDOPTION_CARRIER_{name}": value for name, value in given.items()})
    os.environ.update(
        THIRDOPTION_CARRIER_TOKEN="a token of the benchmarks", THIRDOPTION_LINE_URL="http://127.0.0.1"
    )
    try:
        yield
    finally:
        http.shutdown()
        for name in [
            one for one in os.environ if one.startswith(("THIRDOPTION_CARRIER_", "THIRDOPTION_LINE_"))
        ]:
            del os.environ[name]


def _prepared(database: str) -> dict[str, Any]:
    environment = {**os.environ, "THIRDOPTION_DATABASE": database}
    command = [sys.executable, "-m", "bench.line"]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _taps(running: Served, database: str, taps: list[list[str]]) -> list[float]:
    """Seconds from each tap to the moment at which the first page about it was given to the carrier.

    One each half second; nobody answers, so each call stays open and its next steps fall due among the taps.
    """
    visitors = {session: Visitor(running.port, session) for _referral, session in taps}
    yes: dict[str, str | list[str]] = {"answer": "yes", "set_aside": "custodial_arrest"}
    begun = {}
    for referral, session in taps:
        form = Ask("", session, yes).encoded()
        begun[referral] = time.time()
        answer = visitors[session].post(f"/street/referrals/{referral}/offer/", form)
        if answer.status != 302:
            raise RuntimeError(f"the offer was answered with {answer.status}")
        time.sleep(max(0.0, begun[referral] + 0.5 - time.time()))
    left = dict(zip(begun, _left(database, list(begun)), strict=True))
    waits = [float(str(left[referral])) - at for referral, at in begun.items()]
    OUT.mkdir(exist_ok=True)
    (OUT / "line-taps.txt").write_text("".join(f"{wait:.3f}\n" for wait in waits), encoding="utf-8")
    return waits


def _left(database: str, referrals: list[str]) -> list[object]:
    """When the first page about each has left; waits half a minute for the last of them."""
    found: list[object] = []
    for _try in range(30):
        found = [run_as_owner(LEFT.format(one), database)[0][0] for one in referrals]
        if None not in found:
            return found
        time.sleep(1)
    raise RuntimeError(f"no page has left for {found.count(None)} of {len(found)} taps")


def _pages(running: Served, database: str, told: dict[str, Any]) -> list[Ask]:
    """What a hundred open pages ask when somebody comes to each call: the officer's and the worker's."""
    pulses = "SELECT subject, handoff_id, number FROM handoffs_pulse"
    worker = Visitor(running.port, told["worker"])
    calls = {referral for referral, _session in told["taps"]}
    for referral, handoff, _number in run_as_owner(pulses, database):
        if str(referral) in calls:
            worker.post(f"/desk/hand-offs/{handoff}/accept/", Ask("", form={}).encoded())
    found = {str(row[0]): row[1:] for row in run_as_owner(pulses, database)}
    asks = []
    for referral, session in told["taps"][: PAGES // 2]:
        handoff, number = found[referral]
        asks.append(Ask(f"/street/referrals/{referral}/hand-off/?known={number}", session))
        asks.append(Ask(f"/desk/hand-offs/{handoff}/live/?known={number}&state=accepted", told["worker"]))
    return asks


def _cost(running: Served, database: str, asks: list[Ask]) -> tuple[float, float]:
    """Percent of one core that the pages cost beside what runs without them; answers a second."""
    idle = _cpu(running, database)
    time.sleep(WINDOW)
    idle = _cpu(running, database) - idle
    spent = _cpu(running, database)
    answers = asyncio.run(_ask_all(running.port, asks))
    return (_cpu(running, database) - spent - idle) / WINDOW * 100, answers / WINDOW


async def _ask_all(port: int, asks: list[Ask]) -> int:
    begin = time.perf_counter()
    return sum(
        await asyncio.gather(*(_page(port, ask, begin, place / len(asks)) for place, ask in enumerate(asks)))
    )


async def _page(port: int, ask: Ask, begin: float, part: float) -> int:
    """One open page: asks every two seconds on one connection, and must hear that nothing is new."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    asked = request(ask).replace(b"\r\n\r\n", b"\r\nHX-Request: true\r\n\r\n", 1)
    done = 0
    for turn in range(int(WINDOW / EVERY)):
        await asyncio.sleep(max(0.0, begin + (turn + part) * EVERY - time.perf_counter()))
        writer.write(asked)
        status = await answered(reader)
        if status != 204:
            raise RuntimeError(f"{ask.path} answered {status}")
        done += 1
    writer.close()
    return done


def _cpu(running: Served, database: str) -> float:
    """CPU seconds so far of the web processes and of all database backends that serve them."""
    webs = {json.loads(Visitor(running.port).get("/bench/process/").body)["pid"] for _ in range(20)}
    rows = run_as_superuser(f"SELECT pid FROM pg_stat_activity WHERE datname = '{database}'")
    return sum(map(_seconds, {*webs, *(int(str(row[0])) for row in rows)}))


def _seconds(pid: int) -> float:
    with contextlib.suppress(FileNotFoundError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS
    return 0.0


def main() -> None:
    """Put somebody on call who can be paged, and contacts whose offers are there to be accepted."""
    from thirdoption.command.django import setup

    setup("app")
    from bench.cast import OFFICER, _sign_in, _workers
    from thirdoption.program.ground import acting
    from thirdoption.program.handoffs.actions import rota
    from thirdoption.program.staff.queries import acting as acting_of

    (first, *_others), (leads, *_more) = _workers("on_call_worker"), _workers("supervisor")
    now = datetime.now(UTC)
    with acting.opened(acting_of(leads)) as by:
        rota.put_on_call(worker=first, starts_at=now, ends_at=now + timedelta(hours=12), by=by, at=now)
    for place, worker in enumerate((first, leads)):
        _reach(worker, f"+1518555010{place}")
    ready = [one for one in _workers(OFFICER) if one.opted_in and (one.trained_until or EVER) >= now.date()]
    officers = [(one, _sign_in(one)) for one in ready[:5]]
    taps = []
    for number in range(OPEN + TAPS):
        officer, session = officers[number % len(officers)]
        taps.append([str(_contact(officer, number)), session])
    print(json.dumps({"taps": taps, "worker": _sign_in(first)}))


def _reach(worker: Any, number: str) -> None:
    """A number that is verified, as the worker does it, where the year has given them none."""
    from django.conf import settings

    from thirdoption.program.ground import acting
    from thirdoption.program.messages.actions import methods
    from thirdoption.program.messages.queries import live_methods
    from thirdoption.program.messages.rules import Kind, verification_code
    from thirdoption.program.staff.queries import acting as acting_of

    with acting.opened(acting_of(worker)) as by:
        if live_methods(workers=[worker.pk]).get(worker.pk):
            return
        added = methods.add(kind=Kind.SMS, address=number, by=by, at=by.now())
        code = verification_code(added.pk, settings.SECRET_KEY)
        methods.verify(method=added, code=code, by=by, at=by.now())


def _contact(officer: Any, number: int) -> Any:
    """A contact of a moment ago, which may be offered."""
    import uuid

    from thirdoption.program.ground import acting
    from thirdoption.program.referrals import actions
    from thirdoption.program.staff.queries import acting as acting_of

    with acting.opened(acting_of(officer)) as by:
        facts = {**FACTS, "incident_number": f"26-{90000 + number}-X", "occurred_at": by.now().isoformat()}
        made = actions.record_contact(
            author=officer, key=uuid.uuid4(), facts=facts, perceived_race="unknown", by=by, at=by.now()
        )
    return made.pk


FACTS = {
    "place": "Pharmacy, 200 Tulip Street",
    "conduct": "shoplifting",
    "door": "arrest_diversion",
    "drivers": ["poverty"],
    "complainant": "agreed",
    "age": "18_or_over",
    "family_offense": "no",
}


if __name__ == "__main__":
    main()
