"""Reading the trail's chain."""

from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Verdict:
    """What `thirdoption trail verify` says."""

    faults: list[tuple[int, str]]
    sealed: int
    unsealed: int
    head: str


def verify() -> Verdict:
    """Walk all blocks, from the first row to the last, and say what does not fit (R-72)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT block, fault FROM trail.faults()")
        faults = [(int(block), str(fault)) for block, fault in cursor.fetchall()]
        cursor.execute("SELECT sealed, unsealed, head FROM trail.counts()")
        sealed, unsealed, head = cursor.fetchone()
    return Verdict(faults, sealed, unsealed, head)
