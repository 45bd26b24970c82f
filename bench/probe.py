"""A look into a web process, answered by itself."""

import os
import sys
from pathlib import Path

from django.db import connection
from django.http import HttpRequest, JsonResponse

HEAVY = ("numpy", "pandas", "scipy", "statsmodels", "matplotlib", "lifelines", "splink", "duckdb")
"""Statistics and plotting: what a web process has no business with."""


def process(request: HttpRequest) -> JsonResponse:
    """Its id, its database backend's id, its memory in bytes, and which heavy libraries it has loaded."""
    connection.ensure_connection()
    memory = dict(_lines(Path("/proc/self/smaps_rollup")))
    return JsonResponse(
        {
            "pid": os.getpid(),
            "backend": connection.connection.info.backend_pid,
            "resident": memory["Rss"],
            "proportional": memory["Pss"],
            "modules": len(sys.modules),
            "heavy": [name for name in HEAVY if name in sys.modules],
        }
    )


def _lines(path: Path) -> list[tuple[str, int]]:
    parts = (line.split() for line in path.read_text().splitlines()[1:])
    return [(part[0].rstrip(":"), int(part[1]) * 1024) for part in parts]
