"""The nightly reminders over 100,000 held charges that wait: seconds of one run, as the program itself.

It runs in processes of its own (`python -m bench.clock make`, `... run`): the first as the owner, who writes the
rows as they are, the second as the app role, for whom row-level security holds.
"""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from statistics import median

from bench import ROOT
from bench.results import Result

CHARGES, WORKERS, RUNS = 100_000, 500, 3
TABLES = (
    "people_person referrals_referral handoffs_handoff matters_matter care_confirmation care_casemanager "
)
TABLES += "staff_user staff_worker sharing_grant messages_contactmethod"
# What is not said is as in a row that the year has: only what the run reads differs.
ROWS = """
CREATE TEMP TABLE n AS SELECT i, gen_random_uuid() AS person, gen_random_uuid() AS referral,
    current_date - (i %% 60) AS held FROM generate_series(1, %(charges)s) i;
CREATE TEMP TABLE w AS SELECT i, gen_random_uuid() AS id, gen_random_uuid() AS account
    FROM generate_series(0, %(workers)s - 1) i;
"""


def figure(database: str) -> Result:
    """The median of three nights' runs, each over the same charges."""
    told = [_in_process(database, step) for step in ("make", "run")][-1].split()
    charges, workers, *took = (float(one) for one in told)
    note = f"{charges:.0f} reminders to {workers:.0f} workers, over {CHARGES} charges"
    return Result("clock.nightly", median(took), "s", 30, note=note)


def _in_process(database: str, step: str) -> str:
    role = "owner" if step == "make" else "app"
    environment = {**os.environ, "THIRDOPTION_DATABASE": database, "THIRDOPTION_ROLE": role}
    environment |= {"THIRDOPTION_JOBS": "1", "THIRDOPTION_REHEARSAL": "1"}
    command = [sys.executable, "-m", "bench.clock", step]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def make() -> None:
    """Write the charges, each with its person, hand-off and care worker, by statements of the owner."""
    from django.db import connection, transaction

    values = {"charges": CHARGES, "workers": WORKERS}
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES.split():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(ROWS, values)
        for table, source, columns in COPIES:
            cursor.execute(_copy(cursor, table, source, columns), values)
        for table in TABLES.split():
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


_KNOWN = "gen_random_uuid()"
_GRANT = {
    "id": _KNOWN,
    "referral": "n.referral",
    "person_id": "NULL",
    "worker_id": "NULL",
    "valid_to": "NULL",
}
# each table: from what its rows are made, and which columns are not those of the first row that it has
COPIES: list[tuple[str, str, dict[str, str]]] = [
    ("staff_user", "w", {"id": "w.account", "email": "'bench-' || w.i || '@fort-orange.example'"}),
    (
        "staff_worker",
        "w",
        {
            "id": "w.id",
            "user_id": "w.account",
            "role": "'case_manager'",
            "until": "NULL",
            "badge": "''",
            "agency_id": "(SELECT id FROM sites_agency WHERE kind = 'operator')",
        },
    ),
    ("people_person", "n", {"id": "n.person", "name": "'Made up ' || n.i"}),
    ("referrals_referral", "n", {"id": "n.referral", "incident_number": "'B-' || n.i"}),
    (
        "handoffs_handoff",
        "n",
        {
            "id": _KNOWN,
            "subject": "n.referral",
            "referral_id": "n.referral",
            "call_id": "NULL",
            "person_id": "n.person",
        },
    ),
    (
        "matters_matter",
        "n",
        {
            "id": _KNOWN,
            "referral_id": "n.referral",
            "incident_number": "'B-' || n.i",
            "state": "'held'",
            "held_on": "n.held",
            "deadline_on": "n.held + 30 + n.i % 31",
            "returnable_on": "NULL",
            "decided_at": "NULL",
        },
    ),
    (
        "care_casemanager",
        "n JOIN w ON w.i = n.i % {workers} AND n.i % 5 > 0",
        {"id": _KNOWN, "person_id": "n.person", "worker_id": "w.id", "until": "NULL"},
    ),
    (
        "care_confirmation",
        "n WHERE n.i % 3 = 0",
        {"id": _KNOWN, "person_id": "n.person", "referral_id": "n.referral"},
    ),
    (
        "sharing_grant",
        "n CROSS JOIN unnest(ARRAY['engagement', 'charge', 'clock']) AS c",
        {**_GRANT, "category": "c", "purpose": "'program operation'"},
    ),
    ("messages_contactmethod", "w", {"id": _KNOWN, "worker": "w.id", "ended": "NULL", "stopped_at": "NULL"}),
]


def _copy(cursor: object, table: str, source: str, columns: dict[str, str]) -> str:
    """One row of a table for each of a source, like the first that there is but for some columns."""
    asked = "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' "
    cursor.execute(f"{asked} AND table_name = '{table}' AND is_generated = 'NEVER'")  # type: ignore[attr-defined]
    names = [row[0] for row in cursor.fetchall()]  # type: ignore[attr-defined]
    values = [columns.get(name, f'first."{name}"') for name in names]
    tables, _where, chosen = source.format(workers=WORKERS).partition(" WHERE ")
    where = f" WHERE {chosen}" if chosen else ""
    into = ", ".join(f'"{name}"' for name in names)
    rows = f"SELECT {', '.join(values)} FROM {tables} CROSS JOIN (SELECT * FROM {table} LIMIT 1) first{where}"
    return f"INSERT INTO {table} ({into}) {rows}".replace("%", "%%")


def run() -> None:
    """Three nights' runs, each taken back; prints the reminders, the workers told, and the seconds of each."""
    from django.db import transaction

    from thirdoption.program.ground import acting
    from thirdoption.program.loop.actions import remind
    from thirdoption.program.sites.models import Site
    from thirdoption.program.staff.queries import program

    site = Site.objects.get()
    night = datetime.now(UTC).replace(hour=12, minute=0) + timedelta(days=1)  # morning at the site
    took = []
    for _number in range(RUNS):
        begun = time.perf_counter()
        with transaction.atomic(), acting.opened(program(site.pk, night)) as by:
            done = remind(by=by, at=night)
            transaction.set_rollback(True)
        took.append(time.perf_counter() - begun)
        if done is None or done.charges < CHARGES / 100:
            raise RuntimeError(f"too little to remind of: {done and done.charges}")
    print(done.charges, done.workers, *took)


if __name__ == "__main__":
    from thirdoption.command.django import setup

    step = sys.argv[1]
    setup("owner" if step == "make" else "app")
    (make if step == "make" else run)()
