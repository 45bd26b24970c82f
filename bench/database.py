"""The made-up year once and a hundred times: built when the code that makes it changes, copied for each run.

A run writes (contacts are saved, views leave trail rows), so it works on copies and the next run begins
from the same data.
"""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from bench import ROOT
from bench.data import STEPS
from thirdoption.command import database
from thirdoption.command.home import conninfo, embedded_conninfo

SEED = 7
ONCE, MANY = 1, 100
CHARGES = 50_000
"""A size too: a place with so many held charges that wait, and little else."""
FEW_PEOPLE, MANY_PEOPLE = 2_000, 20_000
"""Sizes too: places with so many people, and fifty contacts each."""
_GROWN = {MANY: ("multiply",), FEW_PEOPLE: ("settle", "care"), MANY_PEOPLE: ("settle", "care")}


@contextmanager
def running() -> Iterator[None]:
    """The benchmarks' own server, as it was before: stopped again unless it ran."""
    ran = database.status().running
    database.ready()
    try:
        yield
    finally:
        if not ran:
            database.stop()


@contextmanager
def copied(size: int, name: str = "") -> Iterator[str]:
    """A fresh copy of the made-up year, `size` times: its name. What it is copied from stays."""
    source, name = _source(size), name or f"bench_{size}"
    run_as_superuser(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    run_as_owner(f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY FILE_COPY")
    _furnish(name)
    try:
        yield name
    finally:
        run_as_superuser(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def shape() -> str:
    """What the data are made from, as a name: the program without its reads, the demo, and the seed."""
    digest = hashlib.sha256(str(SEED).encode())
    made_from = (
        "thirdoption/program/**/*",
        "thirdoption/demo/**/*",
        "thirdoption/jobs/**/*",
        "bench/data.py",
        "bench/charges.py",
        "bench/care.py",
    )
    for path in sorted(path for pattern in made_from for path in ROOT.glob(pattern)):
        if path.suffix in (".py", ".sql", ".yaml", ".csv") and "queries" not in (path.stem, path.parent.name):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def run_as_owner(statement: str, name: str = "postgres") -> list[tuple[object, ...]]:
    """One statement as the owner, outside a transaction."""
    return _run({**conninfo("owner"), "dbname": name}, statement)


def run_as_superuser(statement: str) -> list[tuple[object, ...]]:
    """One statement as the embedded server's superuser, who may also end a vacuum: settings, never data."""
    return _run(embedded_conninfo("postgres", "postgres"), statement)


def _run(parts: dict[str, str], statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(**parts, autocommit=True) as conn:  # type: ignore[arg-type]
        cursor = conn.execute(statement)  # type: ignore[call-overload]
        return cursor.fetchall() if cursor.description else []


def _source(size: int) -> str:
    """The database that copies are made from; older ones of the same size are dropped."""
    name = f"year_{size}_{shape()}"
    known = {str(row[0]) for row in run_as_owner("SELECT datname FROM pg_database")}
    if name in known:
        return name
    for old in known:
        if old.startswith(f"year_{size}_") or old == f"making_{size}":
            run_as_superuser(f"DROP DATABASE IF EXISTS {old} WITH (FORCE)")
    making, begin = f"making_{size}", time.monotonic()
    print(f"Making the data of size {size}, once for this code ...", flush=True)
    run_as_owner(f"CREATE DATABASE {making}" + (f" TEMPLATE {_source(ONCE)}" if size in _GROWN else ""))
    _furnish(making)
    steps = {ONCE: ("found", "play"), CHARGES: ("found", "month", "charges")}.get(size) or _GROWN[size]
    for step in steps:
        _fill(making, step, size)
    run_as_owner("VACUUM (ANALYZE)", making)
    run_as_owner(f"ALTER DATABASE {making} RENAME TO {name}")
    print(f"... made in {time.monotonic() - begin:.0f} s.", flush=True)
    return name


def _furnish(name: str) -> None:
    with psycopg.connect(**{**conninfo("owner"), "dbname": name}) as conn:  # type: ignore[arg-type]
        database.furnish(conn)


def _fill(name: str, step: str, size: int) -> None:
    environment = {**os.environ, "THIRDOPTION_DATABASE": name, "THIRDOPTION_ROLE": STEPS[step]}
    environment |= {"THIRDOPTION_JOBS": "1", "THIRDOPTION_REHEARSAL": "1"}
    command = [sys.executable, "-m", "bench.data", step, str(size), str(SEED)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
