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

    def kill(self) -> None:
        """All of it at once, as when the power goes."""
        with contextlib.suppress(ProcessLookupError):  # nobody of it is left
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def serving(database: str, *, workers: int) -> Iterator[Server]:
    """The real server and its job process; another port when somebody was quicker to take one."""
    server = next(filter(None, (start(database, workers, _free_port()) for _ in range(3))), None)
    if server is None:
        raise RuntimeError("the server ended three times before it answered")
    try:
        yield server
    finally:
        server.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.process.wait(timeout=30)
        server.kill()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def start(database: str, workers: int, port: int) -> Server | None:
    """A server that answers at a port; None when it ended before, because the port was taken."""
    words = ["serve", "--port", str(port), "--workers", str(workers)]
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
    server.kill()
    raise RuntimeError("the server did not answer within a minute")


def answers(url: str) -> bool:
    """Whether the page to sign in comes."""
    try:
        urllib.request.urlopen(f"{url}/account/login/", timeout=5).close()
    except (urllib.error.URLError, OSError):
        return False
    return True
