"""Which table is protected, by which path and category; and the SQL that makes it so.

`thirdoption db migrate` calls `migrate()`: Django's migrations, each word's functions, then policies
and rights, written anew from each word's `tables.py`. A protected table without an entry stays closed.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from thirdoption.program.ground.tables import WORDS, Open, Protected

_HERE = Path(__file__).parent.parent


def _declared(name: str) -> list[Any]:
    """What each word declares under this name, from the lowest word up, read by its path as its SQL is."""
    told = [word for word in WORDS if word != "ground" and (_HERE / word / "tables.py").exists()]
    return [getattr(import_module(f"thirdoption.program.{word}.tables"), name, ()) for word in told]


PROTECTED: dict[str, Protected] = {label: found[label] for found in _declared("PROTECTED") for label in found}
# what begins in a state has its states appended beside it
PROTECTED |= {f"{thing}Status": Protected(parent=thing) for thing, entry in PROTECTED.items() if entry.first}

OPEN: dict[str, Open] = {label: found[label] for found in _declared("OPEN") for label in found} | {
    f"procrastinate.Procrastinate{name}": Open("SIUD", "ids and codes of work to do")
    for name in ("Job", "Event", "PeriodicDefer", "Worker")
}
APP_FUNCTIONS: tuple[str, ...] = tuple(one for found in _declared("FUNCTIONS") for one in found)
"""Functions of the program that the app role may call; of all others it may call none."""
REPORTER_FUNCTIONS: tuple[str, ...] = tuple(one for found in _declared("REPORTER_FUNCTIONS") for one in found)
"""Functions that only the reporter role may call: they return counts, never a person."""

_CONTEXT = {
    name: f"(SELECT sharing.{name}())" for name in ("site", "organization", "worker", "purpose", "at")
}
_CONTEXT["program"] = "({worker} IS NULL AND {purpose} = 'program operation')".format(**_CONTEXT)
_MINE = "{row}.organization_id = {organization} AND {row}.author_id = {worker} AND {row}.site_id = {site}"
# what is said of two people is for whoever may see the one and the other
_BOTH = "{{row}}.site_id = {{site}} AND " + " AND ".join(
    "EXISTS (SELECT 1 FROM sharing_grant g WHERE g.person_id = {{row}}." + one + " AND g.referral IS NULL "
    "AND g.category = 'identity'{writes})"
    for one in ("kept_id", "other_id")
)
_SPECIAL = {
    # a grant is seen by whom it is for, while it lives; every other policy stands on this one
    "grant": (
        "{row}.site_id = {site} AND {row}.organization_id = {organization} AND {row}.purpose = {purpose} "
        "AND ({row}.worker_id IS NULL OR {row}.worker_id = {worker}) "
        "AND {row}.valid_from <= {at} AND ({row}.valid_to IS NULL OR {row}.valid_to > {at})"
    ),
    "mine": _MINE,
    "device": "{row}.site_id = {site} AND ({row}.worker_id = {worker} OR "
    "{row}.organization_id = {organization} AND {purpose} = 'referral')",
    "held": "{row}.site_id = {site} AND {row}.organization_id = {organization} AND {purpose} = 'referral'",
    "trail": "{row}.site = {site} AND {purpose} = 'audit'",
    "both": _BOTH.format(writes=""),
    "nobody": "false",  # what was sealed, and what is counted of it: for the owner's functions alone
    "task": "{row}.site_id = {site} AND {purpose} IN ('care', 'charge decision') AND EXISTS (SELECT 1 "
    "FROM sites_agency a, sites_agency b WHERE a.id = {organization} AND a.site_id = {site} AND b.id = "
    "{row}.agency_id AND (a.kind = 'operator' OR a.kind = 'prosecution' AND b.kind <> 'defense'))",
    "message": "{row}.site = {site} AND ({program} OR {worker} IN ({row}.worker, {row}.made_by))",
    "address": "{row}.site = {site} AND ({program} OR {row}.worker = {worker})",  # a private number
}
_INSERT = {
    "both": _BOTH.format(writes=" AND g.may_write"),
    "author": _MINE + " AND {purpose} = 'referral'",
    "mine": _MINE,
    "caller": "{row}.site_id = {site} AND ({program} OR " + _MINE + " AND {purpose} = 'referral')",
    "device": _MINE.replace("author_id", "worker_id") + " AND {purpose} = 'referral'",
    "sender": "{row}.site_id = {site} AND {row}.sender_id = {worker} AND {purpose} = 'referral'",
    "operator": "{row}.site_id = {site} AND {purpose} = 'care' AND (SELECT sharing.is_operator())",
    "public": "{row}.site_id = {site} AND {row}.organization_id = {organization} AND {worker} IS NULL AND "
    "{purpose} = 'refer' AND {row}.taken_by_id IS NULL AND EXISTS (SELECT 1 FROM sites_agency a "
    "WHERE a.id = {organization} AND a.site_id = {site} AND a.kind = 'community')",
    "trail": "{row}.site IS NOT DISTINCT FROM {site} AND {row}.worker IS NOT DISTINCT FROM {worker} AND "
    "{row}.organization IS NOT DISTINCT FROM {organization} AND {row}.purpose = coalesce({purpose}, '')",
    "message": "{row}.site = {site} AND ({program} OR {row}.made_by = {worker})",
}
# the referral is this person's: the hand-off says so, and the writer may see it
_THEIRS = (
    "EXISTS (SELECT 1 FROM handoffs_handoff h "
    "WHERE h.referral_id = {row}.{column} AND h.person_id = {row}.person_id)"
)
# What a row names beside the thing that opens it: invisible is refused exactly like missing.
_BESIDE = {
    "person_id": "EXISTS (SELECT 1 FROM sharing_grant k WHERE k.person_id = {row}.{column})",
    "referral_id": _THEIRS,
    "referral": _THEIRS,
    "held_id": "EXISTS (SELECT 1 FROM referrals_held h WHERE h.id = {row}.{column})",
    "release_id": (
        "EXISTS (SELECT 1 FROM sharing_release r "
        "WHERE r.id = {row}.{column} AND r.person_id = {row}.person_id)"
    ),
}
_SCHEMAS = "private, sharing, trail, staff, loop, reports"


def table(label: str) -> str:
    """The table of a model by its label."""
    return str(apps.get_model(label)._meta.db_table)


def _ways(entry: Protected, row: str, write: bool) -> str:
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
    return f"({grants})"


def condition(entry: Protected, row: str, *, write: bool = False) -> str:
    """The SQL condition under which a row of a protected table may be seen, or written."""
    if entry.special:
        return _SPECIAL[entry.special].format(row=row, **_CONTEXT)
    if entry.parent:  # the parent's own policy decides which of its rows are there
        above = f" AND {_ways(PROTECTED[entry.parent], 'p', write)}" if write else ""
        return f"EXISTS (SELECT 1 FROM {table(entry.parent)} p WHERE p.id = {row}.thing_id{above})"
    return f"{row}.site_id = {_CONTEXT['site']} AND {_ways(entry, row, write)}"


def check(entry: Protected, row: str, *, new: bool) -> str:
    """The SQL condition that a row has to meet after it was written."""
    needs = [condition(entry, row, write=True)]
    if new and entry.insert:
        needs = [_INSERT[entry.insert].format(row=row, **_CONTEXT)]
    if entry.beside and (new or entry.beside in entry.update):
        known = _BESIDE[entry.beside].format(row=row, column=entry.beside)
        needs.append(f"({row}.{entry.beside} IS NULL OR {known})")
    if new and entry.hand:
        needs.append(f"{row}.{entry.hand} = {_CONTEXT['worker']}")
    if new and entry.parent:
        needs.append(
            f"{row}.worker IS NOT DISTINCT FROM {_CONTEXT['worker']} "
            f"AND {row}.organization = {_CONTEXT['organization']}"
        )
    if new and entry.first:
        needs.append(f"{row}.state = '{entry.first}' AND {row}.version = 0")
    return " AND ".join(needs)


def policy_sql(label: str, entry: Protected) -> list[str]:
    """All statements that protect one table."""
    name = table(label)
    sql = [f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY", f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY"]
    sql += [f"DROP POLICY IF EXISTS {verb} ON {name}" for verb in ("own", "keep", "see", "add", "change")]
    sql.append(f"CREATE POLICY own ON {name} TO CURRENT_USER USING (true) WITH CHECK (true)")
    sql.append(f"CREATE POLICY keep ON {name} FOR SELECT TO thirdoption_keeper USING (true)")
    seen, written = condition(entry, name), condition(entry, name, write=True)
    sql.append(f"CREATE POLICY see ON {name} FOR SELECT TO thirdoption_app USING ({seen})")
    if "I" in entry.rights:
        new = check(entry, name, new=True)
        sql.append(f"CREATE POLICY add ON {name} FOR INSERT TO thirdoption_app WITH CHECK ({new})")
    if entry.update:
        changed = check(entry, name, new=False)
        change = f"CREATE POLICY change ON {name} FOR UPDATE TO thirdoption_app"
        sql.append(f"{change} USING ({written}) WITH CHECK ({changed})")
    return sql


def rights_sql() -> list[str]:
    """What each role may do with each table and function: what is not listed is not granted."""
    others = "PUBLIC, thirdoption_app, thirdoption_reporter, thirdoption_keeper"
    sql = [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public, {_SCHEMAS} FROM {others}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {others}",
        f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {_SCHEMAS} FROM {others}",
        f"REVOKE ALL ON SCHEMA {_SCHEMAS} FROM {others}",
        "GRANT USAGE ON SCHEMA public, sharing, trail, loop TO thirdoption_app",
        "GRANT USAGE ON SCHEMA reports TO thirdoption_reporter",
        "GRANT USAGE ON SCHEMA public, private TO thirdoption_keeper",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO thirdoption_app",
        "GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO thirdoption_keeper",
        "GRANT SELECT ON django_migrations TO thirdoption_app",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON kit_cache TO thirdoption_app",
    ]
    verbs = {"S": "SELECT", "I": "INSERT", "U": "UPDATE", "D": "DELETE"}
    entries: dict[str, Open | Protected] = {**OPEN, **PROTECTED}
    for label, entry in entries.items():
        granted = ", ".join(verbs[letter] for letter in entry.rights)
        sql.append(f"GRANT {granted} ON {table(label)} TO thirdoption_app")
        if entry.update:
            sql.append(f"GRANT UPDATE ({', '.join(entry.update)}) ON {table(label)} TO thirdoption_app")
    for role, names in (("app", APP_FUNCTIONS), ("reporter", REPORTER_FUNCTIONS)):
        sql += [f"GRANT EXECUTE ON FUNCTION {name} TO thirdoption_{role}" for name in names]
    # a table that is in no list would be copied empty or unseen: a backup stops at it instead
    kept = [*map(table, entries), "django_migrations", "kit_cache", "auth_group_permissions"]
    sql.append(f"GRANT SELECT ON {', '.join(kept)}, private.setting TO thirdoption_keeper")
    return sql


def migrate(*, rehearsal: bool | None = None, verbosity: int = 0) -> None:
    """Bring a database to the code's shape, as the owner; `rehearsal` lets contexts bring their own time."""
    call_command("migrate", verbosity=verbosity, interactive=False)
    call_command("createcachetable", verbosity=verbosity)
    with transaction.atomic(), connection.cursor() as cursor:
        for word in WORDS:
            for path in sorted((_HERE / word).glob("functions*.sql")):
                cursor.execute(path.read_text())
        cursor.execute("SELECT private.keep_secret('app', decode(%s, 'hex'))", [settings.CONTEXT_KEY])
        if rehearsal is not None:
            cursor.execute("UPDATE private.setting SET rehearsal = %s", [rehearsal])
        protection = [one for label, entry in PROTECTED.items() for one in policy_sql(label, entry)]
        for statement in [*protection, *rights_sql()]:
            cursor.execute(statement)
