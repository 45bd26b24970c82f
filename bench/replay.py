"""A policy over arrests on record: a file as large as a borough's nine months, and one decision of it."""

import time
from collections.abc import Iterator
from pathlib import Path

from bench.results import Result
from thirdoption.jobs.imports import arrests
from thirdoption.program.referrals.rules import Facts, replay, screen
from thirdoption.program.referrals.rules.worked import supposing
from thirdoption.program.sites.packs import load_policy, pack_ids

SAMPLE = Path(__file__).parents[1] / "tests/data/nypd_arrests_queens_2021_sample.csv"
ROWS, POLICIES, DECISIONS = 13_224, 3, 500


def figures() -> Iterator[Result]:
    """Three policies over a file, read once; and one decision with its reasons."""
    data = _file()
    load_policy.cache_clear()
    begin = time.perf_counter()
    parsed = arrests.read(data, arrests.load_map("nypd"))
    for policy in (*map(load_policy, pack_ids()[:POLICIES]), *[load_policy("albany")] * POLICIES)[:POLICIES]:
        replay.replay(policy, parsed.arrests, parsed.coverage)
    seconds = time.perf_counter() - begin
    yield Result("replay", seconds, "s", 5, note=f"{POLICIES} policies, {len(parsed.arrests):,} arrests")
    policy = load_policy("albany")
    cases = [(case.facts, supposing(policy, dict(case.suppose))) for case in policy.cases]
    asked = [(Facts.from_plain({"occurred_at": "2026-01-02T12:00:00+00:00", **f}), p) for f, p in cases]
    for facts, under in asked:
        screen(facts, under)
    begin = time.perf_counter()
    for number in range(DECISIONS):
        screen(*asked[number % len(asked)])
    yield Result("replay.decision", (time.perf_counter() - begin) / DECISIONS * 1000, "ms", 1)


def _file() -> bytes:
    """The sample's rows again and again, each with a number of its own."""
    header, *rows = SAMPLE.read_bytes().splitlines(keepends=True)
    numbered = (b"%d,%s" % (n, rows[n % len(rows)].partition(b",")[2]) for n in range(ROWS))
    return header + b"".join(numbered)
