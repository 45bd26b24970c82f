"""The benchmarks: speed as ratios to frozen floors, measured in one run on one machine."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results.json"


def choose_home() -> None:
    """Name a home of the benchmarks' own and their settings, for this process and those that it starts.

    With the embedded server: never a site's database.
    """
    os.environ.setdefault("THIRDOPTION_HOME", str(ROOT / ".bench-home"))
    for name in [name for name in os.environ if name.startswith("DATABASE_") and name.endswith("URL")]:
        del os.environ[name]
    # pages as a site sees them, without the demo's strip; only the year itself is played in a rehearsal
    os.environ["THIRDOPTION_REHEARSAL"] = "0"
    os.environ["THIRDOPTION_ROLE"] = "app"
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
