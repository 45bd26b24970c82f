"""The program's folder, its keys, and the addresses it reads from the environment."""

import os
import secrets
import stat

import pytest

from thirdoption.command import home
from thirdoption.command.home import Stop


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    for name in ("URL", "OWNER_URL", "KEEPER_URL", "REPORTER_URL"):
        monkeypatch.delenv(f"DATABASE_{name}", raising=False)
    monkeypatch.setenv("THIRDOPTION_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


# The folder


def test_home_is_the_named_folder_or_the_usual_one(folder, monkeypatch):
    assert home.home() == folder
    monkeypatch.setenv("THIRDOPTION_HOME", "")
    monkeypatch.setenv("HOME", "/home/somebody")
    assert str(home.home()) == "/home/somebody/.local/share/thirdoption"


def test_a_made_home_is_private_and_its_parents_keep_their_modes(tmp_path, monkeypatch):
    tmp_path.chmod(0o755)
    monkeypatch.setenv("THIRDOPTION_HOME", str(tmp_path / "a/b"))
    home.make_home()
    assert (mode(tmp_path), mode(tmp_path / "a"), mode(tmp_path / "a/b")) == (0o755, 0o700, 0o700)


def test_a_home_that_others_may_write_to_is_refused_and_not_changed(folder):
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(Stop, match="open to other users"):
        home.make_home()
    assert mode(folder) == 0o777


@pytest.mark.parametrize("path", ["/tmp/a$(id)", '/tmp/a"b', "/tmp/a`b"])
def test_a_home_with_signs_that_a_shell_reads_is_refused(monkeypatch, path):
    monkeypatch.setenv("THIRDOPTION_HOME", path)
    with pytest.raises(Stop, match="may not contain"):
        home.home()


def test_a_place_where_no_folder_can_be_made_gets_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("THIRDOPTION_HOME", str(tmp_path / "file/home"))
    with pytest.raises(Stop, match="cannot be made"):
        home.make_home()


# The keys


def test_keys_are_made_once_and_private(folder):
    secret, context = home.secret_key(), home.context_key()
    assert len(secret) >= 50
    assert len(bytes.fromhex(context)) == 32
    assert (home.secret_key(), home.context_key()) == (secret, context)
    assert mode(folder / "keys") == 0o700
    assert sorted(p.name for p in (folder / "keys").iterdir()) == ["context.key", "secret.key"]
    assert {mode(p) for p in (folder / "keys").iterdir()} == {0o600}


def test_when_two_make_a_key_at_once_the_first_one_s_stays(monkeypatch):
    real, first = secrets.token_hex, []

    def slow(size):
        if not first:  # between our look and our write, somebody else is faster
            first.append("")
            first[0] = home.context_key()
        return real(size)

    monkeypatch.setattr(secrets, "token_hex", slow)
    assert home.context_key() == first[0] == home.context_key()


@pytest.mark.parametrize("text", ["", "abc", "Z" * 64, "0" * 63])
def test_a_damaged_key_is_never_replaced(folder, text):
    home.context_key()
    path = folder / "keys/context.key"
    path.write_text(text)
    with pytest.raises(Stop, match="damaged"):
        home.context_key()
    assert path.read_text() == text


def test_a_key_that_others_can_read_is_refused(folder):
    home.secret_key()
    (folder / "keys/secret.key").chmod(0o644)
    with pytest.raises(Stop, match="open to other users"):
        home.secret_key()


# How to reach the database


def test_embedded_by_default(folder):
    with pytest.raises(Stop, match="run 'thirdoption db init'"):
        home.conninfo("app")
    socket = home.make_socket_folder()
    assert home.embedded()
    assert home.conninfo("app") == {
        "host": str(socket),
        "port": "5432",
        "dbname": "thirdoption",
        "user": "thirdoption_app",
    }
    assert home.conninfo("owner")["user"] == "thirdoption_owner"
    assert len(os.fsencode(socket / ".s.PGSQL.5432")) <= 107


def test_each_role_has_its_url(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://thirdoption_app:p%40ss@db.example:6432/third")
    assert home.conninfo("app") == {
        "user": "thirdoption_app",
        "password": "p@ss",
        "host": "db.example",
        "port": "6432",
        "dbname": "third",
    }
    assert not home.embedded()
    with pytest.raises(Stop, match="DATABASE_OWNER_URL is not set"):
        home.conninfo("owner")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://thirdoption_owner@db.example/third")
    assert home.conninfo("owner")["user"] == "thirdoption_owner"


def test_an_owner_without_an_app_is_refused(monkeypatch):
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://thirdoption_owner@db.example/third")
    with pytest.raises(Stop, match="DATABASE_URL is not"):
        home.conninfo("app")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("nonsense", "cannot be read"),
        ("mysql://user:s3cret@host/db", "cannot be read"),
        ("postgresql://user:s3cret@host:many/db", "cannot be read"),
        ("postgresql://user:s3%cret@host/db", "cannot be read"),
        ("postgresql://user:12/s3cret@host/db", "names no user"),
        ("postgresql://me@user:12/s3cret@host/db", "cannot be read"),
        ("postgresql://user:p@s3cret@host/db", "cannot be read"),
        ("postgresql://host/db", "names no user"),
        ("postgresql://user:s3cret@host", "names no database"),
    ],
)
def test_a_wrong_url_is_named_and_never_repeated(monkeypatch, text, sentence):
    monkeypatch.setenv("DATABASE_URL", text)
    with pytest.raises(Stop, match=sentence) as refusal:
        home.conninfo("app")
    assert str(refusal.value).startswith("DATABASE_URL")
    assert "s3" not in str(refusal.value)
    error = refusal.value
    assert error.__context__ is None or error.__suppress_context__, "its text may hold the password"
