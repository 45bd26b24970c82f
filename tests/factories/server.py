"""`thirdoption serve` on the database of a test."""

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


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
    with contextlib.ExitStack() as ports:
        tries = (start(database, workers, ports.enter_context(_own_port())) for _ in range(3))
        server = next(filter(None, tries), None)
        if server is None:
            raise RuntimeError("the server ended three times before it answered")
        try:
            yield server
        finally:
            server.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.process.wait(timeout=30)
            server.kill()


@contextlib.contextmanager
def _own_port() -> Iterator[int]:
    """A free port that no other test takes while this one has it, also between two servers of its own."""
    for _ in range(20):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        with open(Path(tempfile.gettempdir()) / f"test-port-of-thirdoption-{port}", "w") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield port
            Path(held.name).unlink(missing_ok=True)
            return
    raise RuntimeError("every port is held by another test")


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
