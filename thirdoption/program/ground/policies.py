"""Which table is protected, by which path and category; and the SQL that makes it so.

`thirdoption db migrate` calls `migrate()`: Django's migrations, then each word's functions, then the
row policies and the rights of each role, written anew from the tables below. A protected table
without an entry stays closed.
"""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from thirdoption.program.ground.tables import OPEN, PROTECTED, REPORTER_FUNCTIONS, WORDS, Open, Protected

_HERE = Path(__file__).parent.parent
_CONTEXT = {
    "site": "(SELECT sharing.site())",
    "organization": "(SELECT sharing.organization())",
    "worker": "(SELECT sharing.worker())",
    "purpose": "(SELECT sharing.purpose())",
    "at": "(SELECT sharing.at())",
}
_MINE = "{row}.organization_id = {organization} AND {row}.author_id = {worker} AND {row}.site_id = {site}"
_SPECIAL = {
    # a grant is seen by whom it is for, while it lives; every other policy stands on this one
    "grant": (
        "{row}.site_id = {site} AND {row}.organization_id = {organization} AND {row}.purpose = {purpose} "
        "AND ({row}.worker_id IS NULL OR {row}.worker_id = {worker}) "
        "AND {row}.valid_from <= {at} AND ({row}.valid_to IS NULL OR {row}.valid_to > {at})"
    ),
    "mine": _MINE,
    "trail": "{row}.site = {site} AND {purpose} = 'audit'",
    "message": "{row}.site = {site} AND {worker} IN ({row}.worker, {row}.made_by)",
}
_INSERT = {
    "author": _MINE + " AND {purpose} = 'referral'",
    "operator": "{row}.site_id = {site} AND {purpose} = 'care' AND (SELECT sharing.is_operator())",
    "trail": (
        "{row}.site IS NOT DISTINCT FROM {site} AND {row}.worker IS NOT DISTINCT FROM {worker} "
        "AND {row}.organization IS NOT DISTINCT FROM {organization}"
    ),
    "site": "{row}.site = {site}",
}


def table(label: str) -> str:
    """The table of a model by its label."""
    return str(apps.get_model(label)._meta.db_table)


def _granted(entry: Protected, row: str, write: bool) -> str:
    """A live grant opens the row: one EXISTS for each way from the row to a grant."""
    ways = []
    if entry.person:
        ways.append(f"g.person_id = {row}.{entry.person} AND g.referral IS NULL")
    if entry.referral:
        ways.append(f"g.referral = {row}.{entry.referral}")
    writes = " AND g.may_write" if write else ""
    grants = " OR ".join(
        f"EXISTS (SELECT 1 FROM sharing_grant g WHERE {way} AND g.category = '{entry.category}'{writes})"
        for way in ways
    )
    return f"{row}.site_id = {_CONTEXT['site']} AND ({grants})"


def condition(entry: Protected, row: str, *, write: bool = False) -> str:
    """The SQL condition under which a row of a protected table may be seen, or written."""
    if entry.special:
        return _SPECIAL[entry.special].format(row=row, **_CONTEXT)
    if entry.parent:
        above = condition(PROTECTED[entry.parent], "p", write=write)
        return f"EXISTS (SELECT 1 FROM {table(entry.parent)} p WHERE p.id = {row}.thing_id AND {above})"
    return _granted(entry, row, write)


def policy_sql(label: str, entry: Protected) -> list[str]:
    """All statements that protect one table."""
    name = table(label)
    sql = [f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY", f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY"]
    sql += [f"DROP POLICY IF EXISTS {verb} ON {name}" for verb in ("own", "see", "add", "change")]
    sql.append(f"CREATE POLICY own ON {name} TO {_owner()} USING (true) WITH CHECK (true)")
    write = condition(entry, name, write=True)
    if "S" in entry.rights:
        sql.append(
            f"CREATE POLICY see ON {name} FOR SELECT TO thirdoption_app USING ({condition(entry, name)})"
        )
    if "I" in entry.rights:
        check = _INSERT[entry.insert].format(row=name, **_CONTEXT) if entry.insert else write
        sql.append(f"CREATE POLICY add ON {name} FOR INSERT TO thirdoption_app WITH CHECK ({check})")
    if entry.update:
        sql.append(
            f"CREATE POLICY change ON {name} FOR UPDATE TO thirdoption_app "
            f"USING ({write}) WITH CHECK ({write})"
        )
    return sql


def rights_sql() -> list[str]:
    """What each role may do with each table: what is not listed is not granted."""
    sql = [
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, thirdoption_app, thirdoption_reporter",
        "GRANT USAGE ON SCHEMA public TO thirdoption_app, thirdoption_keeper",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO thirdoption_app",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO thirdoption_keeper",
        "GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO thirdoption_keeper",
    ]
    verbs = {"S": "SELECT", "I": "INSERT", "U": "UPDATE", "D": "DELETE"}
    entries: dict[str, Open | Protected] = {**OPEN, **PROTECTED}
    for label, entry in entries.items():
        granted = ", ".join(verbs[letter] for letter in entry.rights)
        sql.append(f"GRANT {granted} ON {table(label)} TO thirdoption_app")
        if entry.update:
            sql.append(f"GRANT UPDATE ({', '.join(entry.update)}) ON {table(label)} TO thirdoption_app")
    for name in REPORTER_FUNCTIONS:
        sql.append(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")
        sql.append(f"GRANT EXECUTE ON FUNCTION {name} TO thirdoption_reporter")
    sql += [
        "GRANT SELECT ON django_migrations TO thirdoption_app",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON kit_cache TO thirdoption_app",
    ]
    return sql


def _owner() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def migrate(*, rehearsal: bool | None = None, verbosity: int = 0) -> None:
    """Bring a database to the code's shape. Runs as the owner; doing it twice changes nothing.

    `rehearsal` lets contexts bring their own time (a demo's or a test's database only).
    """
    call_command("migrate", verbosity=verbosity, interactive=False)
    call_command("createcachetable", verbosity=verbosity)
    with transaction.atomic(), connection.cursor() as cursor:
        for word in WORDS:
            path = _HERE / word / "functions.sql"
            if path.exists():
                cursor.execute(path.read_text())
        cursor.execute("SELECT private.keep_secret('app', decode(%s, 'hex'))", [settings.CONTEXT_KEY])
        if rehearsal is not None:
            cursor.execute("UPDATE private.setting SET rehearsal = %s", [rehearsal])
        for label, entry in PROTECTED.items():
            for statement in policy_sql(label, entry):
                cursor.execute(statement)
        for statement in rights_sql():
            cursor.execute(statement)
