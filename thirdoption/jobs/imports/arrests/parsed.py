"""What an arrest file holds."""

from dataclasses import dataclass

from thirdoption.program.referrals.rules.replay import Arrest, Coverage
from thirdoption.program.sites.rules.csv_files import RefusedRow

LARGEST = 300_000_000
EVERY = 2_000  # rows after which progress is told


@dataclass(frozen=True)
class Parsed:
    """Each row of a file that stands for an arrest is either in `arrests` or in `refused`."""

    header: tuple[str, ...]
    arrests: tuple[Arrest, ...]
    refused: tuple[RefusedRow, ...]
    coverage: Coverage
