"""A live home has nothing of the demo: no address, no way into a role, no strip."""

import os
import subprocess
import sys

import pytest

_CODE = """
from thirdoption.command.django import setup
setup()
from django.conf import settings
from django.urls import Resolver404, resolve
try:
    resolve("/demo/")
    print("address")
except Resolver404:
    pass
options = settings.TEMPLATES[0]["OPTIONS"]
loaded = [*settings.MIDDLEWARE, *options["context_processors"], *map(str, settings.STATICFILES_DIRS)]
print(*[one for one in loaded if "demo" in one], "frames" * (settings.X_FRAME_OPTIONS != "DENY"))
"""


def found(rehearsal: bool) -> list[str]:
    """What a home has of the demo."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("THIRDOPTION_R")}
    env |= {"THIRDOPTION_REHEARSAL": "1"} if rehearsal else {}
    said = subprocess.run([sys.executable, "-c", _CODE], env=env, capture_output=True, text=True, check=True)
    return said.stdout.split()


def test_a_live_home_has_nothing_of_the_demo() -> None:
    assert found(rehearsal=False) == []


@pytest.mark.parametrize(
    "part", ["address", "thirdoption.demo.stepping.as_role", "thirdoption.demo.strip.context"]
)
def test_a_rehearsal_has_all_of_it(part: str) -> None:
    assert part in found(rehearsal=True)
