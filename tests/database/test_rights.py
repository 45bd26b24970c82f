"""Who may do what on the server: the listed rights and no other, for every role (R-46, R-47, R-79)."""

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from tests.database.test_grants import CARE, DENIED, KEYS, attempt
from tests.factories import walk
from tests.factories.fixtures import World
from tests.factories.worlds import connect
from thirdoption.command.database import programs
from thirdoption.command.home import conninfo
from thirdoption.program.ground import policies
from thirdoption.program.ground.policies import APP_FUNCTIONS, PROTECTED, REPORTER_FUNCTIONS
from thirdoption.program.matters import actions as matters
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import State

Conn = psycopg.Connection[Any]
OURS = "n.nspname !~ '^(pg_|information_schema$|public$)'"
FUNCTIONS = f"""
    SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE {OURS} AND has_function_privilege(p.oid, 'EXECUTE') AND has_schema_privilege(n.oid, 'USAGE')
"""
OUTSIDE = (
    "COPY people_person TO '/tmp/people'",
    "COPY people_person TO PROGRAM 'cat'",
    "COPY care_goal FROM '/etc/passwd'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_read_binary_file('postgresql.conf')",
    "SELECT pg_ls_dir('.')",
    "SELECT pg_stat_file('postgresql.conf')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT lo_export(1, '/tmp/x')",
    "SELECT * FROM private.secret",
    "SELECT * FROM private.setting",
    "SELECT private.hmac('database', 'x')",
    "SELECT private.open_grant(NULL, NULL, NULL, NULL, '', '', true, NULL, '', NULL)",
    "SELECT reports.cut(NULL, NULL, NULL, NULL, NULL)",
    "SELECT * FROM pg_authid",
    "SELECT * FROM pg_statistic",
    "SELECT pg_reload_conf()",
    "CREATE TEMP TABLE sites_agency (id uuid)",
    "CREATE FUNCTION pg_temp.now() RETURNS timestamptz LANGUAGE sql AS 'SELECT NULL::timestamptz'",
    "CREATE FUNCTION public.trick() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OPERATOR public.= (LEFTARG = uuid, RIGHTARG = text, FUNCTION = uuid_ne)",
    "CREATE SCHEMA trick",
    "CREATE EXTENSION dblink",
    "CREATE VIEW public.trick AS SELECT * FROM people_person",
    "CREATE RULE trick AS ON SELECT TO people_person DO INSTEAD SELECT 1",
    "CREATE TRIGGER trick BEFORE INSERT ON care_goal FOR EACH ROW EXECUTE FUNCTION trail.stamp()",
    "ALTER TABLE people_person DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE people_person NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE trail_entry DISABLE TRIGGER ALL",
    "DROP POLICY see ON people_person",
    "CREATE POLICY trick ON people_person USING (true)",
    "ALTER FUNCTION sharing.site() OWNER TO thirdoption_app",
    "ALTER ROLE thirdoption_app BYPASSRLS",
    "GRANT thirdoption_owner TO thirdoption_app",
    "DO LANGUAGE plpython3u 'pass'",
    "LOCK TABLE people_person IN ACCESS EXCLUSIVE MODE",
)
LEAKS = (
    "1 / (CASE WHEN name = 'Marisol Made-up' THEN 0 ELSE 1 END) = 1",
    "CAST(name AS integer) > 0",
    "(name || ' x')::date IS NULL",
    "set_config('thirdoption.seen', name, true) = ''",
    "pg_sleep(length(name) * 5) IS NULL",
    "name ~ ('(' || name)",
    "nullif(pg_notify('seen', name)::text, '') IS NULL",
)


@pytest.fixture
def owner(db: None) -> Iterator[Conn]:
    """The owner's connection to this test's database; what it does is rolled back."""
    with connect("owner", connection.settings_dict["NAME"], autocommit=False) as conn:
        yield conn
        conn.rollback()


def as_role(role: str, sql: str) -> set[str]:
    with connect(role, connection.settings_dict["NAME"]) as conn:
        return {row[0] for row in conn.execute(sql).fetchall()}


def plain(names: Any) -> set[str]:
    """Functions by name and types as PostgreSQL writes them."""
    return {name.replace(", ", ",").replace("timestamptz", "timestamp with time zone") for name in names}


def test_each_role_calls_only_the_listed_functions(db: None) -> None:
    assert as_role("app", FUNCTIONS) == plain(APP_FUNCTIONS)
    assert as_role("reporter", FUNCTIONS) == plain(REPORTER_FUNCTIONS)
    assert as_role("keeper", FUNCTIONS) == set()


def test_every_function_with_the_owners_rights_pins_its_path(owner: Conn) -> None:
    """Nobody can put a table or function of theirs before what it means."""
    rows = owner.execute(
        f"SELECT p.oid::regprocedure::text, p.proconfig FROM pg_proc p JOIN pg_namespace n ON n.oid ="
        f" p.pronamespace WHERE ({OURS} OR n.nspname = 'public') AND p.prosecdef"
    ).fetchall()
    assert len(rows) > 10
    loose = [name for name, config in rows if not any("pg_temp" in one for one in config or ())]
    assert loose == []


def test_the_reporter_and_the_keeper_have_no_more_than_they_need(db: None) -> None:
    some = "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind IN ('r', 'p', 'S', 'v') "
    some += "AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)' AND {}"
    read = "CASE c.relkind WHEN 'S' THEN has_sequence_privilege(c.oid, 'USAGE, UPDATE') ELSE {} END"
    verbs = "has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')"
    assert as_role("reporter", some.format("has_any_column_privilege(c.oid, 'SELECT')")) == set()
    for role in ("reporter", "keeper"):
        assert as_role(role, some.format(read.format(verbs))) == set()
    assert "private.secret" not in as_role("keeper", some.format("has_table_privilege(c.oid, 'SELECT')"))


def test_the_app_role_uses_sequences_of_open_tables_only(db: None) -> None:
    used = "CASE c.relkind WHEN 'S' THEN has_sequence_privilege(c.oid, 'USAGE') END"
    owned = as_role("app", f"SELECT c.oid::regclass::text FROM pg_class c WHERE {used}")
    assert owned
    protected = {policies.table(label) for label in PROTECTED}
    assert not [name for name in owned if any(name.startswith(one) for one in protected)]


# the subject, or none: a constraint; a referral added later, of the same person or goal: triggers with tests
# a change and its reason are of the charge that its own grant names: triggers (test_clock_acts.py)
OTHERWISE = {
    *(("handoffs.Handoff", "call_id"), ("handoffs.Handoff", "referral_id")),
    *(("matters.DateChange", "thing_id"), ("matters.DateReason", "change_id")),
    *(("people.Same", "kept_id"), ("people.Same", "other_id")),  # its policy asks for both
    *(("care.Fact", "mends_id"), ("care.SafetyEvent", "mends_id"), ("people.Way", "replaces_id")),
    *(("care.Goal", "before_id"), ("care.PlanSaid", "step_id"), ("care.Copied", "contact_id")),
}


def test_every_reference_to_a_protected_table_is_accounted_for() -> None:
    """R-53: a foreign key is the way to the grant, the thing of a status, or named as `beside`."""
    for model in apps.get_models():
        entry = PROTECTED.get(model._meta.label)
        for field in model._meta.get_fields() if entry and "I" in entry.rights else ():
            if isinstance(field, models.ForeignKey) and field.related_model._meta.label in PROTECTED:
                ways = (entry.person, entry.referral, entry.beside, "thing_id" if entry.parent else "")
                named = (model._meta.label, field.attname)
                assert field.attname in ways or named in OTHERWISE, named


def test_nothing_leads_out_of_the_database_or_over_its_rules(world: World) -> None:
    for key in ("officer", "case-manager", "manager"):
        with world.acting(key):
            for sql in OUTSIDE:
                found = attempt(sql)[0]
                assert found in (DENIED, "0A000", "42704", "0LP01"), (sql, found)


def test_an_error_tells_nothing_of_a_row_that_may_not_be_seen(world: World) -> None:
    """The policies are asked before any function that could speak of what it was given."""
    walk.handed_over(world)
    for key in KEYS:
        for leak in LEAKS if key not in CARE else ():
            with world.acting(key):
                assert attempt(f"SELECT 1 FROM people_person WHERE {leak}") == ("rows", []), (key, leak)
    with world.acting("case-manager"):
        assert attempt(f"SELECT 1 FROM people_person WHERE {LEAKS[0]}")[0] == "22012", (
            "the oracle itself works"
        )


def test_statements_in_the_activity_view_hold_no_value(committed: World) -> None:
    """Values are bound on the server: another session of the same role reads marks (design, section 4)."""
    other = connect("app", settings.DATABASES["default"]["NAME"])
    with other, committed.acting("case-manager"), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM people_person WHERE name = %s", ["Marisol Made-up"])
        asked = "SELECT query FROM pg_stat_activity WHERE pid = %s"
        (said,) = other.execute(asked, [connection.connection.info.backend_pid]).fetchone() or ("",)
    assert "$1" in said and "Marisol" not in said


def test_only_told_releases_are_disclosed_and_only_to_whom_they_name(world: World) -> None:
    """A release id that somebody came by opens nothing (R-19, R-20, R-22)."""
    referral, person = walk.handed_over(world)
    release = walk.released(world, person, referral)
    ask = "SELECT sharing.disclose(ARRAY[%s]::uuid[], 'intake confirmed')"
    for key in KEYS:
        for purpose in (None, "referral", "care", "charge decision", "program operation", "audit"):
            with world.acting(key, purpose) as by:
                may = (by.organization, by.purpose) == (release.recipient_agency_id, "charge decision")
                may = may or (by.organization == world.workers["on-call"].agency_id and by.purpose == "care")
                assert attempt(ask, release.pk) == ("rows", [(release.pk,)] if may else []), (key, purpose)
    with world.acting("liaison") as by:
        matter = Matter.objects.get(referral=referral)
        matters.decide(matter=matter, to=State.DECLINED, reason="Intake done", by=by, at=world.at)
        assert attempt(ask, release.pk) == ("rows", []), "the decision ended it"


def dump(name: str, *options: str) -> subprocess.CompletedProcess[str]:
    """pg_dump as the keeper."""
    parts = {**conninfo("keeper"), "dbname": name}
    given = " ".join(f"{key}='{value}'" for key, value in parts.items())
    command = [programs.binary("pg_dump"), "--data-only", "--schema=public", *options, "--dbname", given]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_keeper_copies_all_rows_or_fails(committed: World) -> None:
    """R-79: never a backup that left out what its role may not see."""
    walk.handed_over(committed)
    name = settings.DATABASES["default"]["NAME"]
    refused = dump(name)
    assert refused.returncode != 0 and "row-level security" in refused.stderr
    whole = dump(name, "--enable-row-security")
    assert whole.returncode == 0, whole.stderr
    with connect("owner", name) as owner, connect("keeper", name) as keeper:
        for label in PROTECTED:
            count = f"SELECT count(*) FROM {policies.table(label)}"
            assert owner.execute(count).fetchone() == keeper.execute(count).fetchone(), label
        assert "Marisol Made-up" in whole.stdout
        owner.execute("CREATE TABLE forgotten (id int); ALTER TABLE forgotten ENABLE ROW LEVEL SECURITY")
    left_out = dump(name, "--enable-row-security")
    assert left_out.returncode != 0 and "permission denied for table forgotten" in left_out.stderr


@pytest.mark.parametrize("kind", ["police", "prosecution", "probation", "court", "jail"])
def test_the_agency_outranks_the_role(owner: Conn, kind: str) -> None:
    """Law 1, in raw SQL: not by the role, the agency, the agency's kind, nor by all of them in turn."""
    owner.execute("UPDATE sites_agency SET kind = %s WHERE code = 'police'", [kind])
    officer = "user_id = (SELECT id FROM staff_user WHERE email LIKE 'officer@%%')"
    care = "(SELECT id FROM sites_agency WHERE code = 'operator')"
    to_care = f"UPDATE staff_worker SET role = 'case_manager' WHERE {officer}"
    for step in (
        to_care,
        f"UPDATE sites_agency SET kind = '{kind}' WHERE id = {care}",
        "UPDATE sites_agency SET site_id = gen_random_uuid() WHERE code = 'police'",
    ):
        with pytest.raises(psycopg.errors.IntegrityError), owner.transaction():
            owner.execute(step)
    with pytest.raises(psycopg.errors.CheckViolation, match="outranks"), owner.transaction():
        owner.execute("UPDATE sites_agency SET kind = 'government' WHERE code = 'police'")
        owner.execute(to_care)
        owner.execute(f"UPDATE sites_agency SET kind = '{kind}' WHERE code = 'police'")


def test_no_worker_makes_themselves_another(world: World) -> None:
    """The app role changes until when a worker's training counts, nothing else of them."""
    operator = world.workers["on-call"].agency_id
    for key in KEYS:
        with world.acting(key) as by:
            for change in (
                f"agency_id = '{operator}'",
                "role = 'auditor'",
                "site_id = site_id",
                "user_id = user_id",
            ):
                assert attempt(f"UPDATE staff_worker SET {change} WHERE id = %s", by.worker)[0] == DENIED
            for change in ("email = email", "is_active = true", "id = id", "password = 'mine'"):
                assert attempt(f"UPDATE staff_user SET {change}")[0] == DENIED
            assert attempt("UPDATE sites_agency SET kind = kind")[0] == DENIED


def test_a_job_that_the_program_did_not_enqueue_is_not_performed(world: World) -> None:
    """Raw SQL may write into the queue's table; nobody acts because of it."""
    from procrastinate.contrib.django import app

    referral = walk.contact(world)
    with world.acting("officer") as by:
        walk.referrals.offer(referral=referral, accepted=True, by=by, at=world.at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'thirdoption.offer_accepted'")
        given = json.loads(cursor.fetchone()[0])
    perform = app.tasks["thirdoption.offer_accepted"].func
    operator = {**given["acting"], "organization": str(world.workers["on-call"].agency_id), "purpose": "care"}
    other = str(world.workers["officer-2"].pk)
    for forged in (
        {"acting": operator},
        {"referral": other},
        {"signature": ""},
        {"acting": {**given["acting"], "worker": other}},
    ):
        with pytest.raises(PermissionError, match="not enqueued"):
            perform(**{**given, **forged})
    perform(**given)


def test_every_policy_is_the_one_that_is_declared(owner: Conn) -> None:
    """Writing them again changes nothing, and no policy stands beside them."""
    listed = "SELECT tablename, policyname, roles::text, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2"
    before = owner.execute(listed).fetchall()
    declared = [sql for label, entry in PROTECTED.items() for sql in policies.policy_sql(label, entry)]
    for statement in declared:
        owner.execute(statement)
    assert owner.execute(listed).fetchall() == before
    assert len(before) == len([sql for sql in declared if sql.startswith("CREATE POLICY")])
