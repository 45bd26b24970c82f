"""A rehearsed night: the whole line with made-up people in seconds, and a silent hand-off is noticed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.database.homes import plain_environment
from tests.factories.fixtures import World, run_waiting_jobs
from thirdoption.command.rehearse import own_home
from thirdoption.demo import place
from thirdoption.demo.rehearsal import play
from thirdoption.program.ground import acting as ground
from thirdoption.program.staff.queries import program

CHECKOUT = Path(__file__).parents[2]


def rehearsed(world: World) -> tuple[bool, list[str]]:
    said: list[str] = []
    with ground.opened(program(world.site.pk, world.at)):
        place.make_reachable(world.site, world.at)
    well = play(
        site=world.site,
        seed=7,
        now=world.at,
        say=said.append,
        work=run_waiting_jobs,
    )
    return well, said


def test_a_night_is_played_to_its_end_and_nobody_is_forgotten(world: World) -> None:
    well, said = rehearsed(world)
    text = "\n".join(said)
    assert well and "7 calls in 10 hours, 7 answered by a human" in text
    assert "Silent hand-offs: 0" in text and "What the auditor found: nothing" in text
    assert "40 of 40 well" in text and "has not checked in" in text
    assert "Tests at the beginning of a shift: 1 of 1 answered" in text
    assert "The carrier is away" in text and text.count("home safe") >= 6
    moments = [line.split("  ")[0] for line in said[: said.index("")]]
    night = [one if one >= "22" else f"+{one}" for one in moments]  # "+" sorts before digits
    assert sorted(night, key=lambda one: (one[0] == "+", one)) == night


def test_nothing_but_a_made_up_place_is_rehearsed(world: World) -> None:
    world.site.made_up = False
    with pytest.raises(ValueError, match="made-up"):
        play(site=world.site, seed=1, now=world.at, say=print)


def test_a_rehearsal_has_a_home_of_its_own_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is set for the program is out of sight meanwhile, and there again afterwards."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@nowhere.example/real")
    with own_home():
        home = Path(os.environ["THIRDOPTION_HOME"])
        (home / "database").mkdir()
        assert "DATABASE_URL" not in os.environ and "THIRDOPTION_REHEARSAL" in os.environ
    assert not home.exists() and os.environ["DATABASE_URL"].endswith("/real")


@pytest.mark.prove
def test_the_command_ends_with_one_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """It looks at no home and no database that is set, and takes its own away."""
    before = set(Path("/tmp").glob("thirdoption-*"))
    home = tmp_path / "real"
    done = subprocess.run(
        [sys.executable, "-m", "thirdoption.command.main", "rehearse", "--night", "--carrier-away"],
        env={
            **plain_environment(),
            "PATH": os.environ["PATH"],
            "THIRDOPTION_HOME": str(home),
            "DATABASE_URL": "postgresql://nobody@nowhere.example/real",
            "DATABASE_OWNER_URL": "postgresql://nobody@nowhere.example/real",
        },
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "Silent hand-offs: 1 (call 1)" in done.stdout and "the first page: never" in done.stdout
    assert done.stdout.endswith("rehearsal: a hand-off was silent\n")
    assert not home.exists() and set(Path("/tmp").glob("thirdoption-*")) <= before
