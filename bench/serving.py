"""The product's own server, started on one database, and a client that keeps its connection."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bench import ROOT

ACCEPTS = {"Accept": "text/html", "Accept-Language": "en"}


@dataclass
class Served:
    """A running server: its port, its database, and how long it took to answer first."""

    port: int
    database: str
    first_answer: float


@contextlib.contextmanager
def served(database: str, *, workers: int) -> Iterator[Served]:
    """`thirdoption serve` itself, job process included, with the benchmarks' settings."""
    port = free_port()
    command = [sys.executable, "-m", "thirdoption.command.main", "serve"]
    command += ["--port", str(port), "--workers", str(workers)]
    begin = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "THIRDOPTION_DATABASE": database})
    try:
        wait_for(port, process)
        yield Served(port, database, time.monotonic() - begin)
    finally:
        process.terminate()
        process.wait(timeout=40)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until the server answers a page; raises RuntimeError when it ends or stays silent."""
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        with contextlib.suppress(OSError, http.client.HTTPException):
            if Visitor(port).get("/account/login/").status == 200:
                return
        time.sleep(0.05)
    raise RuntimeError("the server did not answer within 30 seconds")


@dataclass
class Answer:
    """What came back, and how long it took, in seconds."""

    status: int
    body: bytes
    seconds: float
    location: str


@dataclass
class Visitor:
    """One browser, so to speak: one connection that is kept, and its cookies."""

    port: int
    session: str = ""
    connection: http.client.HTTPConnection = field(init=False)

    CSRF = "benchmarkbenchmarkbenchmarkbench"

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, None)

    def post(self, path: str, body: bytes) -> Answer:
        """Send a form that is already encoded."""
        return self._ask("POST", path, body)

    def headers(self, posts: bool) -> Mapping[str, str]:
        """Cookies as a browser would send them."""
        cookies = f"csrftoken={self.CSRF}" + (f"; session={self.session}" if self.session else "")
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if posts else {}
        return {**ACCEPTS, "Cookie": cookies, **kind}

    def _ask(self, method: str, path: str, body: bytes | None) -> Answer:
        begin = time.perf_counter()
        self.connection.request(method, path, body, dict(self.headers(body is not None)))
        response = self.connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - begin
        return Answer(response.status, content, seconds, response.headers.get("Location", ""))
