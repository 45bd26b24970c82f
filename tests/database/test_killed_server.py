"""A server that is killed while many save loses nothing that was acknowledged, and keeps no half."""

import signal
import subprocess
import threading
import time
import uuid
from collections.abc import Iterator

import psycopg
import pytest

from tests.database.homes import Home, make_home


@pytest.fixture
def served() -> Iterator[Home]:
    """A server of its own, to be killed."""
    home = make_home()
    try:
        home.must("db", "init")
        with home.connect() as conn:
            conn.execute("CREATE TABLE saved (id uuid PRIMARY KEY, part int); CREATE TABLE half (id uuid)")
        yield home
    finally:
        home.remove()


def save_until_dead(home: Home, acknowledged: list[uuid.UUID]) -> None:
    """Save in transactions of two parts, and note each one that the server said was kept."""
    try:
        with home.connect() as conn:
            while True:
                one = uuid.uuid4()
                with conn.transaction():
                    conn.execute("INSERT INTO saved VALUES (%s, 1)", [one])
                    conn.execute("INSERT INTO half VALUES (%s)", [one])
                acknowledged.append(one)
    except psycopg.Error:
        pass


def kill_and_look(home: Home, times: int) -> int:
    """Kill the server while four save, start it again, and count what was lost or half done."""
    acknowledged: list[uuid.UUID] = []
    for number in range(times):
        threads = [threading.Thread(target=save_until_dead, args=(home, acknowledged)) for _ in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(0.15 + (number % 5) / 20)
        children = subprocess.run(["pgrep", "-P", str(home.pid)], capture_output=True, text=True, check=False)
        for pid in (home.pid, *map(int, children.stdout.split())):
            subprocess.run(["kill", f"-{signal.SIGKILL.value}", str(pid)], check=False)
        for thread in threads:
            thread.join(20)
        home.must("db", "start")
        with home.connect() as conn:
            kept = {row[0] for row in conn.execute("SELECT id FROM saved").fetchall()}
            halves = {row[0] for row in conn.execute("SELECT id FROM half").fetchall()}
        assert set(acknowledged) <= kept, "an acknowledged save was lost"
        assert kept == halves, "a save was kept by half"
    return len(acknowledged)


def test_what_was_acknowledged_survives_a_killed_server(served: Home) -> None:
    """R-76: kill -9 while four connections save."""
    assert kill_and_look(served, 3) > 30


@pytest.mark.prove
def test_what_was_acknowledged_survives_a_server_killed_a_hundred_times(served: Home) -> None:
    """R-76, with thousands of saves."""
    saves = kill_and_look(served, 100)
    print(f"\n{saves} acknowledged saves over 100 killed servers: 0 lost, 0 half done")  # noqa: T201
    assert saves > 2000
