"""The environment of every test, set before Django's settings are read (loaded by `-p`)."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
os.environ.setdefault("THIRDOPTION_HOME", str(ROOT / ".test-home"))
os.environ["THIRDOPTION_REHEARSAL"] = "1"
os.environ["THIRDOPTION_ROLE"] = "app"
os.environ["DJANGO_SETTINGS_MODULE"] = "thirdoption.config.settings"
os.environ["THIRDOPTION_JOBS"] = "1"
# a browser test leaves an event loop in its process, and Django would refuse the next test the database
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from thirdoption.command import database  # noqa: E402  (after the environment that it reads)

# settings read where the server is, so the one cluster of all tests runs before they are loaded
database.ready()
