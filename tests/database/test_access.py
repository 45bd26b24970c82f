"""Who gets into the embedded server, and what of a person it writes down: nobody else, nothing."""

import subprocess

import psycopg
import pytest

from tests.database.homes import NOBODY, Home, as_user, fresh, mode, needs_root, python_for, refused, wheel
from thirdoption.command.database import access, supervisor
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


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("pg_hba.conf", "local all all trust"),
        ("pg_hba.conf", "local all all password"),
        ("pg_hba.conf", "host all all 127.0.0.1/32 scram-sha-256"),
        ("pg_hba.conf", "local all all peer"),
        ("pg_hba.conf", "include_if_exists more.conf"),
        ("pg_ident.conf", "thirdoption somebody postgres"),
    ],
)
def test_a_planted_access_line_is_refused(running, monkeypatch, name, line):
    monkeypatch.setenv("THIRDOPTION_HOME", str(running.path))
    file = running.path / "database" / name
    ours = file.read_text()
    access.check_access_file(file.parent)
    file.write_text(f"{line}\n{ours}")
    try:
        with pytest.raises(Stop, match="a line that is not ours") as refusal:
            supervisor.start()
        assert line in str(refusal.value)
    finally:
        file.write_text(ours)
    supervisor.start()


def test_a_server_that_reads_another_access_file_does_not_stay_up(home):
    home.must("db", "init")
    elsewhere = home.path / "open.conf"
    elsewhere.write_text("local all all trust\n")
    with home.connect("postgres") as conn:
        conn.execute(f"ALTER SYSTEM SET hba_file = '{elsewhere}'")
    home.must("db", "stop")
    assert "access rules are not ours: local all all trust" in refused(home.run("db", "start"))
    assert not home.answers()


@needs_root
def test_another_user_of_the_machine_is_kept_out_by_the_folder_and_by_the_server(home):
    home.must("db", "init")
    query = [wheel("psql"), f"host={home.socket} user=thirdoption_app dbname=thirdoption", "-c", "SELECT 1"]

    def try_it():
        return subprocess.run(query, capture_output=True, text=True, check=False, cwd="/", **as_user(NOBODY))

    if not python_for(NOBODY):
        pytest.skip("this checkout lies in a folder that other users cannot read")
    assert "Permission denied" in try_it().stderr
    # Even with the folder and the socket open, the server sees that it is not us.
    home.path.chmod(0o755)
    home.socket.chmod(0o755)
    (home.socket / ".s.PGSQL.5432").chmod(0o777)
    assert "Peer authentication failed" in try_it().stderr
    home.socket.chmod(0o700)
    home.path.chmod(0o700)
    assert home.answers()


def test_a_socket_folder_open_to_others_is_refused(home):
    home.must("db", "init")
    home.socket.chmod(0o755)
    assert "open to other users" in refused(home.run("db", "start"))
    home.socket.chmod(0o700)


def test_a_long_home_has_its_socket_in_a_private_temporary_folder(tmp_path):
    home = Home(tmp_path / ("long" * 30))
    try:
        home.must("db", "init")
        folder = home.socket
        assert home.path not in folder.parents
        assert mode(folder) == 0o700
        assert home.answers()
        home.must("db", "stop")
        home.must("db", "start")
        assert home.socket == folder, "the same folder is used again"
        home.must("db", "stop")
        folder.rmdir()
        folder.symlink_to(tmp_path)  # somebody else was faster
        assert "is a link" in refused(home.run("db", "start"))
        folder.unlink()
        home.must("db", "start")
        assert home.answers()
    finally:
        home.run("db", "stop")
        home.socket.rmdir()


def test_no_value_of_a_person_reaches_the_log(running):
    with running.connect() as conn:
        conn.execute("CREATE TABLE person (name text PRIMARY KEY, age int CHECK (age < 200))")
        statements = [
            ("INSERT INTO person VALUES (%s, %s)", ["Zebulon", 30]),
            ("INSERT INTO person VALUES (%s, %s)", ["Zebulon", 30]),  # the key exists
            ("INSERT INTO person VALUES (%s, %s)", ["Zebulonia", 900]),  # the check refuses
            ("SELECT %s::int", ["Zebulon"]),  # the error's own text quotes it
            ("SELECT 'Zebulon'::int", []),
            ("DO $$ BEGIN RAISE WARNING 'Zebulon'; RAISE EXCEPTION 'Zebulon'; END $$", []),
        ]
        errors = 0
        for statement, values in statements:
            try:
                conn.execute(statement, values)
            except psycopg.Error:
                errors += 1
        assert errors == 5
        conn.execute("DROP TABLE person")
    assert "Zebulon" not in (running.path / "log/database.log").read_text()
