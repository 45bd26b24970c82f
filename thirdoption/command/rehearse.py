"""`thirdoption rehearse --night`: a night of the line with made-up people, played in seconds.

It has a home and a database server of its own in a temporary folder, which are gone afterwards. No database
that is set for the program is looked at.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from thirdoption.command import database
from thirdoption.command.demo import part, show
from thirdoption.command.home import Stop, socket_folder

_OWN = (
    *("DATABASE_URL", "DATABASE_OWNER_URL", "THIRDOPTION_HOME", "THIRDOPTION_REHEARSAL"),
    *("THIRDOPTION_CARRIER_URL", "THIRDOPTION_LINE_URL"),
)


@click.command()
@click.option("--night", is_flag=True, help="Play ten hours of the line, from ten in the evening on.")
@click.option("--seed", default=7, show_default=True, help="Another number, another night.")
@click.option("--carrier-away", is_flag=True, help="Let no page leave: that has to be noticed.")
def rehearse(night: bool, seed: int, carrier_away: bool) -> None:
    """Practice before going live: what happened, minute by minute, and against the targets.

    Ends with 1 if a hand-off was silent: nobody answered it, and nobody who leads was told.
    """
    if not night:
        raise Stop("Say what to rehearse: --night.")
    with own_home():
        database.ready()
        part("place", "found", "--seed", str(seed), "--until", datetime.now(UTC).isoformat())
        whole = show("night", "--seed", str(seed), *(["--carrier-away"] if carrier_away else []))
    if not whole or whole[-1] != "rehearsal: ok":
        sys.exit(1)


@contextmanager
def own_home() -> Iterator[None]:
    """From here on a home that nobody else has, in a rehearsal; nothing of it is left behind."""
    folder = Path(tempfile.mkdtemp(prefix="thirdoption-", dir="/tmp" if Path("/tmp").is_dir() else None))
    before = {name: os.environ.pop(name, None) for name in _OWN}
    os.environ |= {"THIRDOPTION_HOME": str(folder), "THIRDOPTION_REHEARSAL": "1"}
    try:
        yield
    finally:
        try:
            sockets = socket_folder()
            database.stop()
            shutil.rmtree(sockets, ignore_errors=True)
        except Stop:
            pass
        shutil.rmtree(folder, ignore_errors=True)
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
