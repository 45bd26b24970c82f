"""Filling the database of a served place."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

_CODE = """
from thirdoption.command.django import setup
setup()
from django.utils import timezone
from thirdoption.demo import directory, place
from thirdoption.program.ground import acting
from thirdoption.program.services.actions import import_directory
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.queries import acting as acting_of
site = Site.objects.get(name=place.NAME)
with acting.opened(acting_of(place.workers(site)["manager"])) as by:
    for source, rows in directory.batches(today=timezone.now().date()):
        import_directory(site=site, rows=rows, source=source, by=by, at=timezone.now())
"""


def import_directory(database: str) -> None:
    """The demo's directory of providers."""
    env = {**os.environ, "THIRDOPTION_DATABASE": database}
    subprocess.run([sys.executable, "-c", _CODE], env=env, check=True)


@contextlib.contextmanager
def connected(database: str) -> Iterator[None]:
    """This thread's connection goes to the served place for a while, and no later test's does."""
    from django.db import connection

    connection.close()
    usual, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
