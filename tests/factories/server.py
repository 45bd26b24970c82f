"""`thirdoption serve` on the database of a test."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass
class Server:
    """A server that answers: its process, the leader of a group of its own, and its address."""

    process: subprocess.Popen[bytes]
    url: str


@contextlib.contextmanager
def serving(database: str, *, workers: int) -> Iterator[Server]:
    """The real server and its job process; another port when somebody was quicker to take one."""
    server = _start(database, workers) or _start(database, workers) or _start(database, workers)
    if server is None:
        raise RuntimeError("the server ended three times before it answered")
    try:
        yield server
    finally:
        server.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.process.wait(timeout=30)
        with contextlib.suppress(ProcessLookupError):  # nobody of it is left
            os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait()


def _start(database: str, workers: int) -> Server | None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    words = ["serve", "--port", port, "--workers", str(workers)]
    command = [sys.executable, "-m", "thirdoption.command.main", *words]
    environment = {**os.environ, "THIRDOPTION_DATABASE": database}
    process = subprocess.Popen(command, env=environment, process_group=0)
    server = Server(process, f"http://127.0.0.1:{port}")
    for _ in range(600):
        if process.poll() is not None:
            return None
        if answers(server.url):
            return server
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGKILL)
    raise RuntimeError("the server did not answer within a minute")


def answers(url: str) -> bool:
    """Whether the page to sign in comes."""
    try:
        urllib.request.urlopen(f"{url}/account/login/", timeout=5).close()
    except (urllib.error.URLError, OSError):
        return False
    return True
