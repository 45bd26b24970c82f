"""Which Chromium the tests and the benchmarks start, and how."""

import os
import shutil
from typing import Any

# the same engine without a window's own pages takes a third of the time
_NAMES = ("chromium-headless-shell", "chromium", "google-chrome")
_QUIET = ("--disable-background-networking", "--disable-component-update", "--no-first-run")


def launch(*, whole: bool = False) -> dict[str, Any]:
    """What Playwright is told; without any of the names it takes the browser that it brought along.

    `whole`: one with all its parts, such as notices.
    """
    names = _NAMES[1:] if whole else _NAMES
    named = None if whole else os.environ.get("THIRDOPTION_BROWSER")
    path = named or next(filter(None, map(shutil.which, names)), None)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": path, "args": [*_QUIET, *sandbox]}
