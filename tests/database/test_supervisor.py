"""The embedded server: started, stopped, killed, raced and attacked as it will be."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from tests.database.homes import (
    CHECKOUT,
    NOBODY,
    Home,
    fresh,
    make_home,
    mode,
    needs_root,
    plain_environment,
    python_for,
    refused,
)
from thirdoption.command.database import supervisor
from thirdoption.command.home import Stop


@pytest.fixture
def home():
    yield from fresh()


@pytest.fixture(scope="module")
def running():
    """One server for tests that leave it as it was."""
    for made in fresh():
        made.must("db", "init")
        yield made


# Made, started, stopped


def test_init_twice_stop_and_start_keep_what_was_written(home):
    home.must("db", "init")
    with home.connect() as conn:
        conn.execute("CREATE TABLE note (text text)")
        conn.execute("INSERT INTO note VALUES ('kept')")
    pid = home.pid
    assert home.must("db", "init").startswith("database: ready")
    assert home.pid == pid, "a second init uses the running server"
    assert "running" in home.must("db", "status")

    assert "stopped" in home.must("db", "stop")
    assert not home.answers()
    assert home.run("db", "status").returncode == 3
    assert "not running" in home.must("db", "stop")

    home.must("db", "start")
    with home.connect() as conn:
        assert conn.execute("SELECT text FROM note").fetchall() == [("kept",)]


def test_start_before_init_says_what_to_do(home):
    assert "run 'thirdoption db init'" in refused(home.run("db", "start"))


def test_all_that_is_made_is_private_and_no_other_folder_is_touched(tmp_path):
    parent = tmp_path / "wide"
    parent.mkdir()
    parent.chmod(0o755)
    home = Home(parent / "a/b")
    before = mode(Path("/tmp")), mode(tmp_path), mode(parent)
    try:
        home.must("db", "init")
        assert (mode(Path("/tmp")), mode(tmp_path), mode(parent)) == before
        for folder in (home.path.parent, home.path, *(p for p in home.path.iterdir() if p.is_dir())):
            assert mode(folder) == 0o700, folder
        assert mode(home.path / "log/database.log") == 0o600
        assert mode(home.path / "database/pg_hba.conf") == 0o600
    finally:
        home.run("db", "stop")


def test_settings_that_keep_data_and_listen_to_no_network(running):
    with running.connect("postgres") as conn:
        show = {
            name: conn.execute(f"SHOW {name}").fetchone()[0]
            for name in ("fsync", "synchronous_commit", "listen_addresses", "data_checksums", "timezone")
        }
        assert show == {
            "fsync": "on",
            "synchronous_commit": "on",
            "listen_addresses": "",
            "data_checksums": "on",
            "timezone": "UTC",
        }
        query = (
            "SELECT encoding, datlocprovider::text, datlocale FROM pg_database WHERE datname = 'thirdoption'"
        )
        assert conn.execute(query).fetchone() == (6, "b", "C.UTF-8")  # 6 is UTF8
        assert conn.execute("SELECT lower('ÉLAN')").fetchone() == ("élan",)


@needs_root
def test_as_root_the_server_is_an_ordinary_user_without_capabilities(running):
    process = Path(f"/proc/{running.pid}")
    assert os.readlink(process / "ns/user") != os.readlink("/proc/self/ns/user")
    inside, outside, count = (int(n) for n in (process / "uid_map").read_text().split())
    assert inside not in (0, NOBODY)
    assert (outside, count) == (0, 1)
    assert "CapEff:\t0000000000000000" in (process / "status").read_text()


@needs_root
def test_an_ordinary_user_needs_nothing_of_root():
    if not python_for(NOBODY):
        pytest.skip("this checkout lies in a folder that other users cannot read")
    home = make_home(NOBODY)
    try:
        home.must("db", "init")
        assert Path(f"/proc/{home.pid}").stat().st_uid == NOBODY
        assert "thirdoption_app" in home.must("db", "shell", "-c", "SELECT current_user")
        home.must("db", "stop")
    finally:
        home.remove()


def test_where_the_system_refuses_a_namespace_root_gets_one_sentence(home):
    # Root of a namespace whose own limit is zero: the same refusal as in a locked-down container.
    words = (
        f"echo 0 >/proc/sys/user/max_user_namespaces; '{sys.executable}' -m thirdoption.command.main db init"
    )
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "sh", "-c", words],
        env={**plain_environment(), "THIRDOPTION_HOME": str(home.path)},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "run thirdoption as an ordinary user, or set DATABASE_URL" in refused(done)


# Killed, raced


def test_what_was_acknowledged_survives_kill_9(home):
    home.must("db", "init")
    with home.connect() as conn:
        conn.execute("CREATE TABLE act (id int PRIMARY KEY)")
    acknowledged = 0

    def write():
        nonlocal acknowledged
        try:
            with home.connect() as conn:
                for number in range(1_000_000):
                    conn.execute("INSERT INTO act VALUES (%s)", [number])
                    acknowledged = number + 1
        except psycopg.OperationalError:
            pass

    writer = threading.Thread(target=write)
    writer.start()
    time.sleep(0.7)
    # The server and its writers at once, so that none of them can still save anything.
    server = home.pid
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    for process in (server, *map(int, children)):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    writer.join()
    assert not home.answers()
    home.must("db", "start")
    with home.connect() as conn:
        (found,) = conn.execute("SELECT count(*) FROM act").fetchone()
    assert acknowledged > 100
    assert found >= acknowledged


def test_two_at_once_take_turns_and_share_one_server(home):
    both = [home.command("db", "init") for _ in range(2)]
    for one in both:
        out, err = one.communicate(timeout=60)
        assert one.returncode == 0, err
        assert out.startswith("database: ready")
    log = (home.path / "log/database.log").read_text()
    assert log.count("ready to accept connections") == 1
    assert "FATAL" not in log


def test_a_turn_that_does_not_come_ends_in_a_sentence(home, monkeypatch):
    monkeypatch.setenv("THIRDOPTION_HOME", str(home.path))
    with supervisor.turn(), pytest.raises(Stop, match="busy with the database"), supervisor.turn(0.2):
        pass
    with supervisor.turn(0.2):
        pass  # given back


def test_a_number_left_over_from_a_crash_harms_no_other_program(home, monkeypatch):
    home.must("db", "init")
    home.must("db", "stop")
    other = subprocess.Popen(["sleep", "60"])
    try:
        left_over = home.path / "database/postmaster.pid"
        left_over.write_text(f"{other.pid}\n{home.path}/database\n1\n5432\n{home.socket}\n\n\nready\n")
        assert "not running" in home.must("db", "stop")
        monkeypatch.setenv("THIRDOPTION_HOME", str(home.path))
        monkeypatch.setattr(supervisor, "RESTART_SECONDS", 0)
        with pytest.raises(Stop, match=f"names process {other.pid}"):
            supervisor.start()
        assert other.poll() is None
        assert left_over.exists(), "a person decides about it, not the program"
    finally:
        other.kill()
        other.wait()
