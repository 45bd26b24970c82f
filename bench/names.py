"""Whether somebody is found before they are made a second time: how often, how falsely, and how quickly.

`pseudopeople` makes the rows of a census twice, each time with other slips of whoever wrote them, and says
who is who: `pip install pseudopeople` (BSD-3), outside of the lock for its size. Half of its people were seen
while the rules were written; what is measured is of the other half, by a digest of their number. Half of
those are known to the program, from the first census; all come again, from the second.
"""

import csv
import hashlib
import io
import json
import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from bench import ROOT
from bench.measure import percentile
from bench.results import HIGHER, Result
from thirdoption.program.people.rules.names import Called, find_keys, kept_keys, likeness

NAMES = ("names.recall", "names.false", "names.alike", "names.find")
PEOPLE, ASKED = 100_000, 300
Census = dict[str, Called]


def figures(database: str) -> Iterator[Result]:
    """Both halves of the proof."""
    first, second = (_census(seed) for seed in (1, 2))
    yield from _found(first, second)
    yield from _quick(database, list(first.values()))


def _census(seed: int) -> Census:
    """One census: who is who, as they were written down."""
    made = (
        "import pseudopeople, sys; f = pseudopeople.generate_decennial_census(seed=int(sys.argv[1]));"
        "f.to_csv(sys.stdout, index=False)"
    )
    command = [sys.executable, "-c", made, str(seed)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    rows = csv.DictReader(io.StringIO(done.stdout))
    return {
        one["simulant_id"]: Called((f"{one['first_name']} {one['last_name']}",), _born(one)) for one in rows
    }


def _born(row: dict[str, str]) -> date | None:
    try:
        month, day, year = (int(part) for part in row["date_of_birth"].split("/"))
        return date(year, month, day)
    except ValueError:
        return None


def _half(salt: str, person: str) -> bool:
    return hashlib.sha256((salt + person).encode()).digest()[-1] % 2 == 1


def _found(first: Census, second: Census) -> Iterator[Result]:
    asked = [one for one in first if one in second and _half("split", one)]
    kept = {one: first[one] for one in asked if not _half("known", one)}
    index: dict[str, set[str]] = defaultdict(set)
    for one, called in kept.items():
        for key in kept_keys(called):
            index[key].add(one)
    found = false = 0
    for one in asked:
        near = set().union(*(index[key] for key in find_keys(second[one]) if key in index), ())
        warned = {other for other in near if likeness(second[one], kept[other]).warns}
        found += one in warned
        false += len(warned) if one not in kept else 0
    new = len(asked) - len(kept)
    yield Result(
        "names.recall", 100 * found / len(kept), "%", 95, better=HIGHER, note=f"of {len(kept)} known"
    )
    yield Result("names.false", false / new, "", 1, note=f"false warnings for each of {new} new")


def _quick(database: str, people: list[Called]) -> Iterator[Result]:
    """Milliseconds of one look, as a case manager with row-level security on, at 100,000 people."""
    dice = random.Random(7)
    parts = [one.names[0].split() for one in people if len(one.names[0].split()) == 2 and one.born]
    born = [one.born for one in people if one.born]
    given = [
        (f"{dice.choice(parts)[0]} {dice.choice(parts)[1]}", dice.choice(born).isoformat())
        for _ in range(PEOPLE + ASKED)
    ]
    _in_process(database, "make", given[:PEOPLE])
    alike, find = json.loads(_in_process(database, "run", given[PEOPLE:]))
    for name, took in (("names.alike", alike), ("names.find", find)):
        note = f"p95 of {len(took)}, {PEOPLE} people; p50 {percentile(took, 50):.1f} ms"
        yield Result(name, percentile(took, 95), "ms", 50, note=note)


def _in_process(database: str, step: str, given: list[tuple[str, str]]) -> str:
    role = "owner" if step == "make" else "app"
    environment = {**os.environ, "THIRDOPTION_DATABASE": database, "THIRDOPTION_ROLE": role}
    environment |= {"THIRDOPTION_JOBS": "1", "THIRDOPTION_REHEARSAL": "1"}
    command = [sys.executable, "-m", "bench.names", step]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        check=True,
        input=json.dumps(given),
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def make(given: list[tuple[str, str]]) -> None:
    """Write the people with their keys and what lets the operator see them, as the owner."""
    from uuid import uuid4

    from django.db import connection, transaction

    from thirdoption.program.people.queries import digest
    from thirdoption.program.sites.models import Site

    site, now = Site.objects.get().pk, "now()"
    with transaction.atomic(), connection.cursor() as cursor:
        for table in ("people_person", "people_namekey", "sharing_grant"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER, SET (autovacuum_enabled = false)")
        cursor.execute("CREATE TEMP TABLE given (id uuid, name text, born date)")
        cursor.execute("CREATE TEMP TABLE keys (person uuid, digest bigint)")
        people = [(uuid4(), name, born) for name, born in given]
        with cursor.copy("COPY given FROM STDIN") as copy:
            for row in people:
                copy.write_row(row)
        with cursor.copy("COPY keys FROM STDIN") as copy:
            for pk, name, born in people:
                for key in kept_keys(Called((name,), date.fromisoformat(born))):
                    copy.write_row((pk, digest(site, key)))
        for statement in (*_ROWS, "ANALYZE"):
            cursor.execute(statement.format(now=now))


_ROWS = (
    """INSERT INTO people_person SELECT p.* FROM given g CROSS JOIN LATERAL (SELECT (
        jsonb_populate_record(one, jsonb_build_object('id', g.id, 'name', g.name, 'date_of_birth', g.born))).*
        FROM (SELECT o AS one FROM people_person o LIMIT 1) o) p""",
    "INSERT INTO people_namekey (id, site_id, person_id, digest) "
    "SELECT gen_random_uuid(), (SELECT id FROM sites_site LIMIT 1), person, digest FROM keys",
    """INSERT INTO sharing_grant SELECT p.* FROM given g CROSS JOIN (SELECT o AS one FROM sharing_grant o
        WHERE category IN ('identity', 'engagement') AND purpose = 'care' AND person_id =
        (SELECT person_id FROM sharing_grant WHERE category = 'identity' AND purpose = 'care' LIMIT 1)) o
        CROSS JOIN LATERAL (SELECT (jsonb_populate_record(one,
        jsonb_build_object('id', gen_random_uuid(), 'person_id', g.id))).*) p""",
)


def run(given: list[tuple[str, str]]) -> None:
    """Look for each, before they are made and as their name is typed; prints the milliseconds of each."""
    from thirdoption.program.care.queries.known import alike, known
    from thirdoption.program.ground import acting
    from thirdoption.program.staff.models import Worker
    from thirdoption.program.staff.queries import acting as acting_of

    worker = Worker.objects.filter(role="case_manager").select_related("site", "agency").first()
    if worker is None:
        raise RuntimeError("the year has no case manager")
    who, took, typed, seen = acting_of(worker), [], [], 0
    for name, born in given:
        with acting.opened(who) as by:
            begun = time.perf_counter()
            alike(by=by, name=name, born=date.fromisoformat(born))
            took.append((time.perf_counter() - begun) * 1000)
        with acting.opened(who) as by:
            begun = time.perf_counter()
            seen += len(known(by=by, name=name[: 3 + len(name) % 5]))
            typed.append((time.perf_counter() - begun) * 1000)
    if not seen:
        raise RuntimeError("nobody is found: the people are not seen")
    print(json.dumps([took, typed]))


if __name__ == "__main__":
    from thirdoption.command.django import setup

    setup("owner" if sys.argv[1] == "make" else "app")
    {"make": make, "run": run}[sys.argv[1]](json.load(sys.stdin))
