"""What the job process does for records whose time has run out: who they were is destroyed, once an hour."""

from datetime import datetime

from django.conf import settings

from thirdoption.jobs import background
from thirdoption.program.care.actions.retention import destroy_identities

EVERY = 3600.0


def look(at: datetime | None = None) -> None:
    """Do it at every site until nobody is left, few in each transaction; `at` in rehearsals only."""
    while any(background.at_every_site(at, lambda by: destroy_identities(by=by, at=by.now()))):
        pass


def start() -> None:
    """Begin in the background. A rehearsal keeps the people of its made-up year to be looked at."""
    if not settings.REHEARSAL:
        background.start("retention", EVERY, look)
