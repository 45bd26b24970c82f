"""A place that has been at it for years: many people, fifty contacts each; its pages a second.

The targets are five times what the nearest runnable peer gives (a Django program of case notes, 20,000
people, 207,500 notes, two web processes, eight clients on such a machine): 20 lists, 10 searches, 28 pages
of a person, 49 notes saved a second.
"""

from collections.abc import Iterator

from bench import load
from bench.load import Ask
from bench.results import HIGHER, Result

CONTACTS = 50
"""Contacts of each person, as many as a million for 20,000 people."""
PEER = {"home": 20, "search": 10, "person": 28, "note": 49}
"""Answers a second of the peer: its list, its search, its page of a person, its saved note."""
NAMES = tuple(f"peer.{kind}" for kind in PEER)
CLIENTS, SECONDS, TIMES_THE_PEER = 8, 8.0, 5

_TABLES = "care_contact", "handoffs_handoff"
_CONTACTS = """
INSERT INTO care_contact ({columns})
SELECT {values} FROM care_participation p
CROSS JOIN LATERAL (SELECT * FROM care_contact c ORDER BY md5(c.id::text || p.id::text) LIMIT 1) t
CROSS JOIN generate_series(1, %(many)s) k
JOIN care_casemanager m ON m.person_id = p.person_id AND m.until IS NULL
"""


def fill(people: int) -> None:
    """As many people as `people` at least, by the year many times, and each one's contacts on top.

    Needs the owner's connection.
    """
    from django.db import connection, transaction

    from thirdoption.demo import scale
    from thirdoption.program.care.models import Contact, Participation

    scale.multiply(-(-people // Participation.objects.count()))
    own = {
        "id": "gen_random_uuid()",
        "person_id": "p.person_id",
        "worker_id": "m.worker_id",
        "at": "now() - interval '1 day' * k * 7 - interval '1 hour' * mod(abs(hashtext(p.id::text)), 100)",
    }
    columns = [field.column for field in Contact._meta.concrete_fields]
    values = ", ".join(own.get(column, f"t.{column}") for column in columns)
    statement = _CONTACTS.format(columns=", ".join(columns), values=values)
    with transaction.atomic(), connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        # whom nobody was sent to: the steps that page are not copied, and the line would cry for each
        cursor.execute("UPDATE handoffs_handoff SET state = 'cancelled' WHERE state = 'requested'")
        cursor.execute("CREATE TEMPORARY TABLE few ON COMMIT DROP AS SELECT * FROM care_contact LIMIT 40")
        cursor.execute(statement.replace("FROM care_contact c", "FROM few c"), {"many": CONTACTS})
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in _TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            cursor.execute(f"ANALYZE {table}")


def peers(port: int, asks: dict[str, list[Ask]], seed: int, wanted: tuple[str, ...]) -> Iterator[Result]:
    """Answers a second of each kind alone, by eight clients without pause."""
    for kind, peer in PEER.items():
        if f"peer.{kind}" in wanted:
            found = load.run(port, asks, seed, mix={kind: 1}, clients=CLIENTS, seconds=SECONDS)
            wrong = sum(found.wrong.values())
            note = f"p95 {found.milliseconds(95):.0f} ms" + (f", {wrong} wrong" if wrong else "")
            limit = peer * TIMES_THE_PEER
            rate = 0.0 if wrong else len(found.seconds) / SECONDS
            yield Result(f"peer.{kind}", rate, "/s", limit, better=HIGHER, note=note)
