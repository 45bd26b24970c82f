"""PostgreSQL goes down in the middle of an escalation and comes again: the step is done, once."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.database.homes import CHECKOUT, Home, fresh, plain_environment


@pytest.fixture
def home() -> Iterator[Home]:
    yield from fresh()


def test_the_server_is_restarted_between_a_page_and_its_record(home: Home) -> None:
    """A cluster of its own, stopped as by a power cut while an engine holds a step that is not committed."""
    env = {**plain_environment(), "THIRDOPTION_HOME": str(home.path), "THIRDOPTION_REHEARSAL": "1"}

    done = subprocess.run(
        [sys.executable, "-m", "tests.database.restarted"],
        env=env,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["cut"] == "cut before its commit"
    assert told["steps"] == [["first", "paged"], ["next", "paged"], ["everybody", ""], ["supervisor", ""]]
    assert told["paged"] == [1, 1] and told["left"] == 2
