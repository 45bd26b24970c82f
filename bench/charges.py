"""Many held charges: those of a played month copied in SQL by the owner, with their person and referral.

And with what the prosecutor's office was opened of them, and the intakes confirmed under a release.
"""

from django.db import connection, transaction

_WAITS = "SELECT referral_id FROM matters_matter WHERE state IN ('held', 'revived')"
_PEOPLE = f"SELECT person_id FROM handoffs_handoff WHERE referral_id IN ({_WAITS}) AND person_id IS NOT NULL"
_PROSECUTION = "SELECT id FROM sites_agency WHERE kind = 'prosecution'"
_DAY = "{0} + (mod(k, 60) - 30)"
# table: which rows, the columns that hold an id which is copied, and what else differs from the original
TABLES: dict[str, tuple[str, tuple[str, ...], dict[str, str]]] = {
    "people_person": (f"id IN ({_PEOPLE})", ("id",), {}),
    "referrals_referral": (f"id IN ({_WAITS})", ("id",), {"incident_number": "{0} || '-' || k"}),
    "matters_matter": (
        f"referral_id IN ({_WAITS})",
        ("id", "referral_id"),
        {"incident_number": "{0} || '-' || k", "held_on": _DAY, "deadline_on": _DAY},
    ),
    "sharing_release": (
        f"referral IN ({_WAITS}) AND form = 'handoff'",
        ("id", "person_id", "referral"),
        {},
    ),
    "care_confirmation": (f"referral_id IN ({_WAITS})", ("id", "person_id", "referral_id"), {}),
    "sharing_grant": (
        f"referral IN ({_WAITS}) AND organization_id IN ({_PROSECUTION})",
        ("id", "person_id", "referral", "source"),
        {},
    ),
}
# as in the first statement: what is copied later has to wait for the same charges
_KEPT = "CREATE TEMPORARY TABLE waits ON COMMIT DROP AS " + _WAITS


def fill(charges: int) -> None:
    """Copy the charges that wait until there are at least so many."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_KEPT)
        cursor.execute(f"CREATE TEMPORARY TABLE whom ON COMMIT DROP AS {_PEOPLE}")
        cursor.execute("SELECT count(*) FROM waits")
        (there,) = cursor.fetchone()
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for table, (which, ids, changed) in TABLES.items():
            which = which.replace(_PEOPLE, "SELECT person_id FROM whom").replace(
                _WAITS, "SELECT * FROM waits"
            )
            cursor.execute(_copy(cursor, table, which, ids, changed), {"times": -(-charges // there)})
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _copy(cursor: object, table: str, which: str, ids: tuple[str, ...], changed: dict[str, str]) -> str:
    names = [one.name for one in connection.introspection.get_table_description(cursor, table)]
    values = [
        f"md5(t.{name}::text || k)::uuid" if name in ids else changed.get(name, "{0}").format(f"t.{name}")
        for name in names
    ]
    return (
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} "
        f"FROM {table} t, generate_series(1, %(times)s) k WHERE {which}"
    )
