"""Fills a database with the made-up year: `python -m bench.data STEP SIZE SEED`, a process for each.

STEP is `found` (as the owner: tables and place), `play` (as the app role, by the actions that pages
call), `month` (its last month alone), `multiply` (as the owner: the same year many times), `charges` (as
the owner: so many held charges), `settle` (as the app role: what is due to be sealed is) or `care` (as the
owner: so many people with their contacts).
"""

import sys
from datetime import UTC, datetime, timedelta

from thirdoption.command.django import setup

STEPS = {"found": "owner", "play": "app", "month": "app", "multiply": "owner", "charges": "owner"}
STEPS |= {"settle": "app", "care": "owner"}


def main(step: str, size: int, seed: int) -> None:
    """Run one step in the role that it takes."""
    setup(STEPS[step])
    steps = {"found": found, "play": play, "month": month, "multiply": multiply}
    steps |= {"charges": charges, "settle": settle, "care": care}
    steps[step](size, seed)


def found(size: int, seed: int) -> None:
    """Tables, policies, and Fort Orange without anybody diverted."""
    from django.db import transaction

    from thirdoption.demo import place
    from thirdoption.demo.plan import plan
    from thirdoption.program.ground import policies

    policies.migrate(rehearsal=True)
    now = datetime.now(UTC)
    with transaction.atomic():
        site = place.found(launched=plan(seed=seed, until=now).launched, now=now)
        place.make_reachable(site, now)


def play(size: int, seed: int) -> None:
    """The year itself, once."""
    from thirdoption.demo import year
    from thirdoption.demo.plan import plan
    from thirdoption.program.sites.models import Site

    year.play(plan(seed=seed, until=datetime.now(UTC)), site=Site.objects.get())


def month(size: int, seed: int) -> None:
    """The last month of the year."""
    from thirdoption.demo import year
    from thirdoption.demo.plan import plan
    from thirdoption.program.sites.models import Site

    now = datetime.now(UTC)
    year.play(plan(seed=seed, until=now, since=(now - timedelta(days=33)).date()), site=Site.objects.get())


def charges(size: int, seed: int) -> None:
    """At least `size` charges that wait, copied from those that do, with what the liaison sees of each."""
    from bench.charges import fill

    fill(size)


def settle(size: int, seed: int) -> None:
    """Seal what is due: a hundred times a year of it would keep the job process busy for minutes."""
    from thirdoption.jobs.charges import look

    print("sealed", look())


def care(size: int, seed: int) -> None:
    """At least `size` people, by the year many times, with fifty contacts more for each."""
    from bench.care import fill

    fill(size)


def multiply(size: int, seed: int) -> None:
    """The same year `size` times."""
    from thirdoption.demo import scale

    scale.multiply(size)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
