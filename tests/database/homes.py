"""Homes for the tests of the supervisor: short folders in /tmp, each with a server of its own."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

CHECKOUT = Path(__file__).parents[2]
NOBODY = 65534
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another user")


@dataclass
class Home:
    """A program's home and the operating system user whose it is (None: the one who tests)."""

    path: Path
    uid: int | None = None

    def command(self, *words: str, urls: dict[str, str] | None = None) -> subprocess.Popen:
        """Begin `thirdoption WORDS` in this home."""
        return subprocess.Popen(
            [python_for(self.uid), "-m", "thirdoption.command.main", *words],
            env={**plain_environment(), "THIRDOPTION_HOME": str(self.path), **(urls or {})},
            cwd=CHECKOUT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **as_user(self.uid),
        )

    def run(self, *words: str, urls: dict[str, str] | None = None) -> subprocess.CompletedProcess:
        """Run it to its end."""
        begun = self.command(*words, urls=urls)
        out, err = begun.communicate(timeout=60)
        return subprocess.CompletedProcess(words, begun.returncode, out, err)

    def must(self, *words: str) -> str:
        done = self.run(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def socket(self) -> Path:
        record = self.path / "socket"
        return Path(record.read_text()) if record.exists() else self.path / "run"

    @property
    def pid(self) -> int:
        return int((self.path / "database/postmaster.pid").read_text().split()[0])

    def connect(self, user: str = "thirdoption_owner", dbname: str = "thirdoption") -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.socket), port=5432, user=user, dbname=dbname, autocommit=True, connect_timeout=5
        )

    def answers(self) -> bool:
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def remove(self) -> None:
        self.run("db", "stop")
        shutil.rmtree(self.path, ignore_errors=True)


def make_home(uid: int | None = None) -> Home:
    path = Path(tempfile.mkdtemp(prefix="to-", dir="/tmp"))
    if uid is not None:
        os.chown(path, uid, uid)
    return Home(path, uid)


def fresh() -> Iterator[Home]:
    """A home for a fixture: nothing in it yet, and nothing left of it afterwards."""
    made = make_home()
    try:
        yield made
    finally:
        made.remove()


def refused(done: subprocess.CompletedProcess) -> str:
    """The one sentence of a command that was refused: no traceback, exit code 2."""
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


def mode(path: Path) -> int:
    """A folder's or file's own permission bits."""
    return stat.S_IMODE(path.lstat().st_mode)


def plain_environment() -> dict[str, str]:
    """The environment without what would lead to another database or home."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PG", "DATABASE_", "THIRDOPTION_", "DJANGO_"))
    }
    return kept | {"PYTHONPATH": str(Path(psycopg.__file__).parents[1])}


def python_for(uid: int | None) -> str:
    """A Python that this user may run with the packages of ours; empty if there is none.

    Root's own Python may lie in root's folder, where nobody else can read it.
    """
    if uid is None:
        return sys.executable
    probe = ["-c", "import click, psycopg, thirdoption.command.home"]
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        try:
            done = subprocess.run(
                [python, *probe], cwd=CHECKOUT, env=plain_environment(), check=False, **as_user(uid)
            )
        except OSError:
            continue
        if done.returncode == 0:
            return python
    return ""


def as_user(uid: int | None) -> dict:
    return {} if uid is None else {"user": uid, "group": uid, "extra_groups": []}


def wheel(program: str) -> str:
    from thirdoption.command.database import programs

    return programs.binary(program)
