"""Whether two ways to write a name are one: of a person exactly, of a colleague nearly."""

import difflib
from collections.abc import Mapping
from typing import TypeVar

from thirdoption.program.care.rules.imports import values
from thirdoption.program.care.rules.imports.columns import plain

T = TypeVar("T")
_NEAR = 0.82


def name_key(name: str) -> str:
    """A person's name for comparing: without case, accents and what stands in brackets."""
    return plain(values.name(name).partition("(")[0])


def worker_named(written: str, workers: Mapping[str, T]) -> T | None:
    """The worker who is meant by a name, an initial, a first name or a slip of it; None where two may be."""
    wanted = name_key(written)
    keys = {name_key(name): worker for name, worker in workers.items()}
    if not wanted or wanted in keys:
        return keys.get(wanted)
    short = [key for key in keys if _shortens(wanted.split(), key.split())]
    if short:
        return keys[short[0]] if len(short) == 1 else None
    near = difflib.get_close_matches(wanted, keys, n=2, cutoff=_NEAR)
    return keys[near[0]] if len(near) == 1 else None


def _shortens(short: list[str], full: list[str]) -> bool:
    """Whether "j rivera", "jo", "jo r" or "jr" stand for "jo rivera"."""
    if len(short) == 1:
        return short[0] == full[0] or (len(full) > 1 and short[0] == "".join(word[0] for word in full))
    return len(short) == len(full) and all(b.startswith(a) for a, b in zip(short, full, strict=True))
