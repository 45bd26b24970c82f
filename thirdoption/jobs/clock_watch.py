"""What the job process does for the dates of held charges: reminding, once a day at each site."""

from datetime import datetime

from thirdoption.jobs import asked_links, background
from thirdoption.program.loop.actions import remind

EVERY = 60.0


def look(at: datetime | None = None) -> None:
    """Remind at every site where it is time and was not done; `at` in rehearsals only."""
    background.at_every_site(at, lambda by: remind(by=by, at=by.now()), lambda by: asked_links.remind(by=by))


def start() -> None:
    """Begin in the background; what could not be done now is done the next minute."""
    background.start("clock", EVERY, look)
