"""Fifty workers without pause: a client on one event loop, mixed as a working day is."""

import asyncio
import random
import time
import urllib.parse
import uuid
from collections import Counter
from dataclasses import dataclass, field

from bench.measure import percentile
from bench.serving import ACCEPTS, Visitor

WORKERS = 50
WARM_UP = 5.0
SECONDS = 20.0
MIX = {
    "home": 35,
    "person": 25,
    "street": 10,
    "matters": 10,
    "report": 8,
    "note": 7,
    "save": 5,
}
"""Of a hundred requests. Case managers read before they write; officers look more often than they send."""


@dataclass(frozen=True)
class Ask:
    """One request that a made-up worker can make; a form's `key` is made anew each time."""

    path: str
    session: str = ""
    form: dict[str, str | list[str]] | None = None

    def encoded(self) -> bytes:
        """The form as a browser sends it."""
        fields = dict(self.form or {})
        if "key" in fields:
            fields["key"] = str(uuid.uuid4())
        return urllib.parse.urlencode({"csrfmiddlewaretoken": Visitor.CSRF, **fields}, doseq=True).encode()


@dataclass
class Tally:
    """What came back within the time that counts."""

    seconds: list[float] = field(default_factory=list)
    by_kind: dict[str, list[float]] = field(default_factory=dict)
    wrong: Counter[str] = field(default_factory=Counter)

    def per_second(self) -> float:
        """Answers a second."""
        return len(self.seconds) / SECONDS

    def milliseconds(self, percent: float) -> float:
        """A percentile of all answers, in milliseconds."""
        return percentile(self.seconds, percent) * 1000


def run(
    port: int,
    asks: dict[str, list[Ask]],
    seed: int,
    *,
    mix: dict[str, int] = MIX,
    clients: int = WORKERS,
    seconds: float = SECONDS,
) -> Tally:
    """Load a server and count: `clients` at once, each without pause, for so many seconds that count."""
    return asyncio.run(_run(port, asks, seed, mix, clients, seconds))


async def _run(
    port: int, asks: dict[str, list[Ask]], seed: int, mix: dict[str, int], clients: int, seconds: float
) -> Tally:
    tally = Tally()
    begin = time.perf_counter() + WARM_UP
    span = begin, begin + seconds
    dice = [random.Random(f"{seed}-{number}") for number in range(clients)]
    await asyncio.gather(*(_work(port, asks, one, mix, span, tally) for one in dice))
    return tally


async def _work(
    port: int,
    asks: dict[str, list[Ask]],
    dice: random.Random,
    mix: dict[str, int],
    span: tuple[float, float],
    tally: Tally,
) -> None:
    kinds, weights = list(mix), list(mix.values())
    begin, end = span
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while True:
        kind = dice.choices(kinds, weights)[0]
        ask = dice.choice(asks[kind])
        started = time.perf_counter()
        if started > end:
            break
        try:
            writer.write(request(ask))
            status = await answered(reader)
        except (OSError, asyncio.IncompleteReadError) as error:
            status = 0
            tally.wrong[f"{kind}: {type(error).__name__}"] += 1
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        ended = time.perf_counter()
        if status and status not in (200, 302):
            tally.wrong[f"{kind}: {status}"] += 1
        if begin <= ended <= end:
            tally.seconds.append(ended - started)
            tally.by_kind.setdefault(kind, []).append(ended - started)
    writer.close()


def request(ask: Ask) -> bytes:
    """One request as it goes over the wire."""
    body = ask.encoded() if ask.form is not None else b""
    cookies = f"csrftoken={Visitor.CSRF}" + (f"; session={ask.session}" if ask.session else "")
    headers = {"Host": "127.0.0.1", **ACCEPTS, "Cookie": cookies}
    if body:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
    lines = [f"{'POST' if body else 'GET'} {ask.path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def answered(reader: asyncio.StreamReader) -> int:
    """The status of the next answer, read to its end."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    place = head.find(b"content-length:")
    if place >= 0:
        await reader.readexactly(int(head[place + 15 : head.index(b"\r\n", place)]))
    return int(head[9:12])
