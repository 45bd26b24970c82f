"""The roles that `db init` makes, on the embedded server and on another, and the start-up check."""

import subprocess
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests.database.homes import make_home, wheel
from tests.factories.worlds import connect
from thirdoption.command.database import UnsafeServer, check_server, programs
from thirdoption.command.database.check import Facts, reasons

OTHER_SERVERS = ["", *(str(p) for p in sorted(Path("/usr/lib/postgresql").glob("*/bin")))]
"""Folders of PostgreSQL programs to try `--admin-url` on; the empty one is the wheel's."""


@pytest.fixture(scope="module")
def home():
    made = make_home()
    made.must("db", "init")
    with made.connect() as conn:
        conn.execute("CREATE TABLE thing (id int PRIMARY KEY)")
        conn.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON thing TO thirdoption_app")
    yield made
    made.remove()


def ask(conn, query):
    return conn.execute(query).fetchall()


# The roles


def test_the_four_roles_sign_in_and_have_no_right_over_the_server(home):
    with home.connect("postgres") as conn:
        rows = ask(
            conn,
            "SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles"
            " WHERE rolname LIKE 'thirdoption%' ORDER BY 1",
        )
    plain = (True, False, False, False, False)
    assert rows == [
        ("thirdoption_app", *plain),
        ("thirdoption_keeper", *plain),
        ("thirdoption_owner", True, False, False, False, True),
        ("thirdoption_reporter", *plain),
    ]


def test_init_takes_back_what_a_role_must_not_have(home):
    with home.connect("postgres") as conn:
        conn.execute("ALTER ROLE thirdoption_app SUPERUSER BYPASSRLS CREATEROLE CREATEDB")
    home.must("db", "init")
    test_the_four_roles_sign_in_and_have_no_right_over_the_server(home)


@pytest.mark.parametrize("role", ["app", "keeper", "reporter"])
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "CREATE TEMP TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE DATABASE mine",
        "CREATE ROLE mine",
        "SET ROLE thirdoption_owner",
    ],
)
def test_only_the_owner_makes_anything(home, role, statement):
    with home.connect(f"thirdoption_{role}") as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
        conn.execute(statement)


def test_only_the_owner_reaches_the_server_s_other_databases(home):
    home.connect("thirdoption_owner", "postgres").close()
    for database in ("postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            home.connect("thirdoption_app", database)


def test_the_owner_owns_the_database_and_its_schema_and_makes_others(home):
    with home.connect() as conn:
        owners = ask(
            conn,
            "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
            " UNION ALL SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'public'",
        )
        assert owners == [("thirdoption_owner",)] * 2
        extensions = {name for (name,) in ask(conn, "SELECT extname FROM pg_extension")}
        assert extensions >= {"btree_gist", "pg_trgm", "citext", "unaccent"}
        conn.execute("CREATE DATABASE another")
        conn.execute("DROP DATABASE another")


# The start-up check


def refusal(conn):
    with pytest.raises(UnsafeServer) as caught:
        check_server(conn)
    return caught.value.reasons


def test_the_app_role_as_it_is_made_may_start(home):
    with home.connect("thirdoption_app") as conn:
        check_server(conn)


def test_a_superuser_is_refused_also_when_it_plays_the_app_role(home):
    with home.connect("postgres") as conn:
        assert refusal(conn) == ["the role postgres is a superuser, so row policies do not bind it"]
        conn.execute("SET ROLE thirdoption_app")
        assert "superuser" in refusal(conn)[0]


def test_the_owner_is_refused(home):
    with home.connect() as conn:
        found = refusal(conn)
    assert "the role thirdoption_owner owns the database" in found
    assert any("owns a table (thing" in reason for reason in found)
    assert any("may create in the schema public" in reason for reason in found)


@pytest.mark.parametrize(
    ("give", "take", "reason"),
    [
        ("ALTER ROLE {} BYPASSRLS", "ALTER ROLE {} NOBYPASSRLS", "bypasses row-level security"),
        ("ALTER ROLE {} CREATEROLE", "ALTER ROLE {} NOCREATEROLE", "may make roles"),
        ("GRANT pg_read_all_data TO {}", "REVOKE pg_read_all_data FROM {}", "member of another role"),
        (
            "ALTER TABLE thing OWNER TO {}",
            "ALTER TABLE thing OWNER TO thirdoption_owner",
            "owns a table (thing",
        ),
        (
            "GRANT CREATE ON SCHEMA public TO {}",
            "REVOKE CREATE ON SCHEMA public FROM {}",
            "create in the schema",
        ),
        ("GRANT TRUNCATE ON thing TO {}", "REVOKE TRUNCATE ON thing FROM {}", "may truncate"),
        ("GRANT REFERENCES ON thing TO {}", "REVOKE REFERENCES ON thing FROM {}", "may truncate, reference"),
        ("GRANT REFERENCES (id) ON thing TO {}", "REVOKE REFERENCES (id) ON thing FROM {}", "reference"),
        ("GRANT TRUNCATE ON thing TO PUBLIC", "REVOKE TRUNCATE ON thing FROM PUBLIC", "on thing"),
        (
            "ALTER DATABASE thirdoption OWNER TO {}",
            "ALTER DATABASE thirdoption OWNER TO thirdoption_owner",
            "owns the database",
        ),
    ],
)
def test_a_right_too_many_is_refused(home, give, take, reason):
    with home.connect("postgres") as admin, home.connect("thirdoption_app") as conn:
        admin.execute(give.format("thirdoption_app"))
        try:
            assert any(reason in found for found in refusal(conn))
        finally:
            admin.execute(take.format("thirdoption_app"))
            admin.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON thing TO thirdoption_app")
            admin.execute("GRANT CONNECT ON DATABASE thirdoption TO thirdoption_app")
        check_server(conn)


def test_a_server_that_may_lose_what_it_acknowledged_is_refused(home):
    with home.connect("thirdoption_app") as conn:
        conn.execute("SET synchronous_commit = off")
        assert refusal(conn) == ["synchronous_commit is off, so acknowledged work could be lost"]
    for setting in ("fsync", "full_page_writes"):
        with reset(home, setting), home.connect("thirdoption_app") as conn:
            assert refusal(conn) == [f"{setting} is off, so acknowledged work could be lost"]


@contextmanager
def reset(home, setting):
    with home.connect("postgres") as admin:
        admin.execute(f"ALTER SYSTEM SET {setting} = off")
        admin.execute("SELECT pg_reload_conf(), pg_sleep(0.2)")
        try:
            yield
        finally:
            admin.execute(f"ALTER SYSTEM RESET {setting}")
            admin.execute("SELECT pg_reload_conf(), pg_sleep(0.2)")


def test_a_server_older_than_15_is_refused():
    good = Facts(role="thirdoption_app", version=150000)
    assert reasons(good) == []
    assert reasons(replace(good, version=149999)) == ["it is older than PostgreSQL 15"]


@pytest.mark.parametrize(
    ("rehearsal", "asked", "refused"), [(False, "1", 1), (True, "1", 0), (False, "0", 0)]
)
def test_no_rehearsal_is_played_on_a_live_database(committed, monkeypatch, rehearsal, asked, refused):
    """The demo's pages let whoever asks step into any worker of the place."""
    name = settings.DATABASES["default"]["NAME"]
    with connect("owner", name) as owner:
        owner.execute("UPDATE private.setting SET rehearsal = %s", [rehearsal])
    monkeypatch.setenv("THIRDOPTION_REHEARSAL", asked)
    with connect("app", name) as conn:
        if refused:
            (reason,) = refusal(conn)
            assert reason.startswith("it is not a rehearsal's, but THIRDOPTION_REHEARSAL=1")
        else:
            check_server(conn)


# Another server


@pytest.fixture(params=OTHER_SERVERS, ids=lambda folder: folder or "wheel", scope="module")
def other(request):
    """An ordinary server with passwords, whose administrator is no superuser; gives its socket folder."""
    made = make_home()
    patch = pytest.MonkeyPatch()
    patch.setenv("THIRDOPTION_HOME", str(made.path))
    if request.param:
        patch.setenv("THIRDOPTION_PG_BIN", request.param)
    data, password = made.path / "other", made.path / "password"
    password.write_text("root's own")
    flags = ["-U", "postgres", "--auth=scram-sha-256", f"--pwfile={password}", "--locale=C", "-E", "UTF8"]
    assert programs.run(["initdb", "-D", str(data), *flags]).returncode == 0
    options = f"-c listen_addresses= -k {made.path}"
    start = ["pg_ctl", "start", "-w", "-s", "-D", str(data), "-o", options]
    assert programs.run(start, made.path / "log.txt").returncode == 0
    with psycopg.connect(
        host=str(made.path), user="postgres", password="root's own", dbname="postgres", autocommit=True
    ) as conn:
        conn.execute("CREATE ROLE manager LOGIN CREATEROLE CREATEDB PASSWORD 'manages'")
    yield made
    programs.run(["pg_ctl", "stop", "-w", "-m", "immediate", "-D", str(data)])
    patch.undo()
    made.remove()


def url(home, user, password, database="third"):
    return f"postgresql://{user}:{password}@/{database}?host={home.path}"


def test_init_on_another_server_with_the_passwords_of_the_urls(other):
    urls = {
        "DATABASE_URL": url(other, "thirdoption_app", "apples%40"),
        "DATABASE_OWNER_URL": url(other, "thirdoption_owner", "pears"),
    }
    admin = url(other, "manager", "manages", "postgres")
    for _ in range(2):
        done = other.run("db", "init", "--admin-url", admin, urls=urls)
        assert done.returncode == 0, done.stderr
    with psycopg.connect(urls["DATABASE_URL"]) as conn:
        check_server(conn)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute("CREATE TABLE mine (id int)")
    with psycopg.connect(urls["DATABASE_OWNER_URL"]) as conn:
        conn.execute("CREATE TABLE thing (name citext)")
    assert other.run("db", "status", urls=urls).returncode == 0
    urls["DATABASE_URL"] = url(other, "thirdoption_app", "changed")
    assert other.run("db", "init", "--admin-url", admin, urls=urls).returncode == 0
    psycopg.connect(urls["DATABASE_URL"]).close()

    wrong = [
        (url(other, "thirdoption_app", "s3cret"), "does not accept the password of user 'thirdoption_app'"),
        (url(other, "thirdoption_app", "changed", "elsewhere"), "has no database 'elsewhere'"),
        (url(other, "postgres", "s3cret"), "does not accept the password"),
    ]
    for text, sentence in wrong:
        done = other.run("db", "status", urls={"DATABASE_URL": text})
        assert (done.returncode, done.stdout) == (2, "")
        assert sentence in done.stderr and "DATABASE_URL" in done.stderr
        assert "s3cret" not in done.stderr and len(done.stderr.splitlines()) == 1


def test_init_elsewhere_refuses_urls_that_name_other_users(other):
    urls = {
        "DATABASE_URL": url(other, "somebody", "s3cret"),
        "DATABASE_OWNER_URL": url(other, "thirdoption_owner", "pears"),
    }
    done = other.run("db", "init", "--admin-url", url(other, "manager", "manages", "postgres"), urls=urls)
    assert done.returncode == 2
    assert "must name the user thirdoption_app" in done.stderr


def test_the_shell_is_the_app_s_unless_told_otherwise(home):
    assert "thirdoption_app" in home.must("db", "shell", "-tc", "SELECT current_user")
    assert "thirdoption_owner" in home.must("db", "shell", "--role", "owner", "-tc", "SELECT current_user")
    version = subprocess.run([wheel("psql"), "-V"], capture_output=True, text=True, check=True).stdout
    assert "psql" in version
