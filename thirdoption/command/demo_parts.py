"""The parts of `thirdoption demo` that need Django, each in a process of its own: one role each.

They speak to the command by lines of JSON on standard output: {"done": 3, "of": 9} or {"say": "..."}.
"""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from thirdoption.command.django import setup
from thirdoption.command.home import Stop, home, write_private

STORY = "demo-story.json"


def tell(**what: object) -> None:
    """One line to the command."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


@click.group()
def parts() -> None:
    """Parts of the demo; `thirdoption demo` calls them."""


@parts.command()
@click.option("--seed", type=int, required=True)
@click.option("--until", required=True)
def found(seed: int, until: str) -> None:
    """As the owner: the tables, and the made-up place if it is not there."""
    setup("owner")
    from django.db import transaction

    from thirdoption.demo import place, plan
    from thirdoption.program.ground import policies
    from thirdoption.program.sites.models import Site

    policies.migrate(rehearsal=True)
    if not Site.objects.exists():
        end = datetime.fromisoformat(until)
        with transaction.atomic():
            site = place.found(launched=plan.plan(seed=seed, until=end).launched, now=end)
            place.make_reachable(site, end)
    tell(say=f"{Site.objects.get().name}: {Site.objects.get().agencies.count()} agencies")


@parts.command()
@click.option("--seed", type=int, required=True)
@click.option("--until", required=True)
def year(seed: int, until: str) -> None:
    """As the app: play the year."""
    os.environ["THIRDOPTION_JOBS"] = "1"
    # 2,500 commits, none of which anybody was told of: if they are lost, the year is made anew
    os.environ["PGOPTIONS"] = "-c synchronous_commit=off"
    setup()
    from thirdoption.demo import plan
    from thirdoption.demo import year as made_up
    from thirdoption.program.sites.models import Site

    planned = plan.plan(seed=seed, until=datetime.fromisoformat(until))
    site = Site.objects.get()
    story = made_up.play(planned, site=site, progress=lambda done, of: tell(done=done, of=of))
    facts = {**story, "site": str(site.pk), "seed": seed, "until": until}
    write_private(home() / STORY, json.dumps(facts, indent=1) + "\n")
    accepted = sum(contact.accepted for contact in planned.contacts)
    tell(say=f"{len(planned.contacts)} contacts since {planned.launched}, {accepted} diversions")


@parts.command()
def walk() -> None:
    """As the app: walk the main job through once, today."""
    os.environ["THIRDOPTION_JOBS"] = "1"
    setup()
    from thirdoption.demo import walk as walks
    from thirdoption.program.sites.models import Site

    try:
        walks.walk(site=Site.objects.get(), out=home() / "out", say=lambda text: tell(say=text))
    except walks.NotSo as fault:
        raise Stop(str(fault)) from fault


@parts.command()
@click.option("--seed", type=int, required=True)
@click.option("--carrier-away", is_flag=True)
def night(seed: int, carrier_away: bool) -> None:
    """As the app: play a night of the line."""
    os.environ["THIRDOPTION_JOBS"] = "1"
    os.environ["PGOPTIONS"] = "-c synchronous_commit=off"
    setup()
    from thirdoption.demo import rehearsal
    from thirdoption.program.sites.models import Site

    well = rehearsal.play(
        site=Site.objects.get(),
        seed=seed,
        now=datetime.now(UTC),
        say=lambda text: tell(say=text),
        carrier_is_away=carrier_away,
    )
    tell(say="rehearsal: ok" if well else "rehearsal: a hand-off was silent")


@parts.command()
@click.argument("times", type=int)
def multiply(times: int) -> None:
    """As the owner: the same year so many times over, for benchmarks."""
    setup("owner")
    from thirdoption.demo import scale

    scale.multiply(times, say=lambda text: tell(say=text))


def run() -> None:
    """A part; an expected end is one sentence on standard error and exit code 2."""
    try:
        parts()
    except Stop as sentence:
        click.echo(" ".join(str(sentence).split()), err=True)
        sys.exit(2)


def story() -> dict[str, str] | None:
    """What the last year that was played to its end left, or None."""
    path = Path(home()) / STORY
    return json.loads(path.read_text()) if path.exists() else None


if __name__ == "__main__":
    run()
