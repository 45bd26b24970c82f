"""The product's settings, with the floors' addresses added; only benchmark processes read them."""

from pathlib import Path

from thirdoption.config.settings import *  # noqa: F403  (the same settings are the point)
from thirdoption.config.settings import TEMPLATES

ROOT_URLCONF = "bench.urls"
TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")  # type: ignore[attr-defined]
