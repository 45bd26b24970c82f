"""One database cluster for all tests; each test process has its own copy of one template.

Tests connect as the app role, never as the owner: a policy that is missing is a test that fails (R-58).
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.environment import ROOT
from thirdoption.command import database
from thirdoption.command.database.supervisor import turn

DEMO = ROOT / "thirdoption" / "demo"
pytest_plugins = ["tests.factories.fixtures"]


def shape() -> str:
    """What the template is made of, as a name: another shape is another template."""
    package = ROOT / "thirdoption" / "program"
    made_by = [
        ROOT / "tests/factories/fort_orange.py",
        *map(DEMO.joinpath, ("place.py", "albany-answers.yaml")),
    ]
    digest = hashlib.sha256()
    kept = ("**/migrations/*.py", "**/*.sql", "*/tables.py", "ground/*.py", "sites/packs/*.yaml")
    for path in sorted([*made_by, *(path for one in kept for path in package.glob(one))]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def run_as_owner(statement: str, name: str = "postgres") -> list[tuple[object, ...]]:
    """One statement as the owner, outside a transaction."""
    import psycopg

    from thirdoption.command.home import conninfo

    parts = {**conninfo("owner"), "dbname": name}
    with psycopg.connect(**parts, autocommit=True) as conn:
        cursor = conn.execute(statement)
        return cursor.fetchall() if cursor.description else []


def drop(name: str) -> None:
    """Drop a database, whoever is still connected: only the cluster's superuser may end them."""
    import psycopg

    from thirdoption.command.home import embedded_conninfo

    with psycopg.connect(**embedded_conninfo("postgres", "postgres"), autocommit=True) as conn:
        conn.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def furnish(name: str) -> None:
    """Extensions and rights of a new database."""
    import psycopg

    from thirdoption.command.home import conninfo

    with psycopg.connect(**{**conninfo("owner"), "dbname": name}) as conn:
        database.furnish(conn)


def template() -> str:
    """The name of the template database, made if need be, one process at a time."""
    name = f"template_{shape()}"
    with turn(seconds=600):  # whoever comes second waits, on a slow machine too
        if not run_as_owner(f"SELECT 1 FROM pg_database WHERE datname = '{name}_ready'"):
            drop(name)
            run_as_owner(f"CREATE DATABASE {name}")
            furnish(name)
            code = (
                "from thirdoption.command.django import setup; setup('owner');"
                "from thirdoption.program.ground import policies; policies.migrate(rehearsal=True);"
                "from tests.factories import fort_orange; fort_orange.found()"
            )
            made = subprocess.run(
                [sys.executable, "-c", code],
                env={**os.environ, "THIRDOPTION_ROLE": "owner", "THIRDOPTION_DATABASE": name},
                capture_output=True,
                text=True,
                check=False,
            )
            if made.returncode:
                raise RuntimeError(f"the template could not be made:\n{made.stderr}")
            run_as_owner(f"ALTER DATABASE {name} RENAME TO {name}_ready")
    return f"{name}_ready"


def copy_of_template(name: str) -> None:
    """A fresh database for one test process or one browser."""
    source = template()
    drop(name)
    with turn(seconds=600):
        run_as_owner(f"CREATE DATABASE {name} TEMPLATE {source}")
    furnish(name)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Nothing: the database's name is set by django_db_setup."""


@pytest.fixture(scope="session")
def django_db_setup(worker_id: str) -> Iterator[None]:
    """This process's own copy of the template, as the app role."""
    from django.conf import settings
    from django.db import connections

    name = f"test_{worker_id}"
    copy_of_template(name)
    for alias in settings.DATABASES:
        settings.DATABASES[alias]["NAME"] = name
        connections[alias].settings_dict["NAME"] = name
    yield
    for connection in connections.all():
        connection.close()
    drop(name)
