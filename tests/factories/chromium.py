"""Which Chromium the tests and the benchmarks start, and how."""

import os
import shutil
from typing import Any

# the same engine without a window's own pages takes a third of the time
_NAMES = ("chromium-headless-shell", "chromium", "google-chrome")
_QUIET = ("--disable-background-networking", "--disable-component-update", "--no-first-run")


def launch() -> dict[str, Any]:
    """What Playwright is told; without any of the names it takes the browser that it brought along."""
    path = os.environ.get("THIRDOPTION_BROWSER") or next(filter(None, map(shutil.which, _NAMES)), None)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": path, "args": [*_QUIET, *sandbox]}
