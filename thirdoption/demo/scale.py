"""The made-up year many times over, for benchmarks: its rows copied in SQL by the owner, not played again.

Each copy has ids of its own, the same ones wherever the original's id stood, officers and care workers of
its own, so that a caseload stays as large as it is, and other names and incident numbers. Places, agencies,
policies and the directory are shared. The trail, the reports and what is published are not copied.
"""

from collections.abc import Callable, Iterator

from django.apps import apps
from django.db import connection, models, transaction

from thirdoption.demo.people import LAST
from thirdoption.program.ground.policies import PROTECTED
from thirdoption.program.matters.models import HiddenRow, SealTask, Tombstone
from thirdoption.program.messages.models import Address
from thirdoption.program.publications.models import LedgerCount
from thirdoption.program.staff.models import User, Worker
from thirdoption.program.trail.models import Entry

WORKERS = ("officer", "sergeant", "on_call_worker", "case_manager")
"""Roles whose workers are copied; the others serve all copies."""

NOT_COPIED = (Entry, Address, LedgerCount, SealTask, HiddenRow, Tombstone)
"""The trail, workers' own numbers, and what sealing left behind."""

# Ids that are no foreign key, because a lower word may not know the upper one's table.
LOOSE = {
    "sharing.Grant": {"referral", "source"},
    "sharing.Release": {"referral"},
    "referrals.Receipt": {"referral", "key"},
    "referrals.CommunityReferral": {"key"},
    "referrals.Held": {"key"},
    "referrals.HeldStep": {"referral"},
    "handoffs.Handoff": {"subject"},
    "care.Intake": {"asked"},
    "care.Brought": {"batch", "contact"},
    "messages.Message": {"subject"},
}
_LAST_NAME = "(%(names)s::text[])[1 + mod(abs(hashtext({0})::bigint) + k, %(many)s)]"
_OWN_WORDS = {
    "people.Person": {"name": f"split_part({{0}}, ' ', 1) || ' ' || {_LAST_NAME}"},
    "referrals.Referral": {"incident_number": "{0} || k"},
    "referrals.Receipt": {"incident_number": "{0} || k"},
    "matters.Matter": {"incident_number": "{0} || k"},
    "staff.User": {"email": "k || '.' || {0}"},
    "staff.Worker": {"name": "{0} || ' ' || k", "badge": "CASE {0} WHEN '' THEN '' ELSE {0} || k END"},
}


def multiply(times: int, *, say: Callable[[str], object] = lambda text: None) -> int:
    """Make the year that is there be there `times` times; gives back how many rows were added.

    Needs the owner's connection. Raises ValueError for a place that is not made up or was multiplied before.
    """
    _check()
    copied = list(copied_models())
    tables = [model._meta.db_table for model in copied]
    added = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for model in copied:
            cursor.execute(_copy(model, set(copied)), {"times": times - 1, "names": LAST, "many": len(LAST)})
            added += cursor.rowcount
            say(f"{model._meta.label}: {cursor.rowcount} rows")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks to do cannot be altered
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        for table in tables:
            cursor.execute(f"ANALYZE {table}")
    return added


def _check() -> None:
    sites = {worker.site for worker in Worker.objects.select_related("site")}
    if not sites or not all(site.made_up for site in sites):
        raise ValueError("Only a made-up place is multiplied.")
    if User.objects.filter(email__startswith="1.").exists():
        raise ValueError("This place was multiplied before; make it anew.")


def copied_models() -> Iterator[type[models.Model]]:
    """Accounts and workers, then every protected table but those that are not copied."""
    yield User
    yield Worker
    for model in apps.get_models():
        if model._meta.label in PROTECTED and model not in NOT_COPIED:
            yield model


def _copy(model: type[models.Model], copied: set[type[models.Model]]) -> str:
    """The statement that copies one table."""
    fields = model._meta.concrete_fields
    columns = ", ".join(str(field.column) for field in fields)
    values = ", ".join(_value(model, field, copied) for field in fields)
    where = ""
    if model in (User, Worker):
        mine = (
            "t.id" if model is Worker else "(SELECT w.id FROM staff_worker w WHERE w.user_id = t.id LIMIT 1)"
        )
        where = f" WHERE {_is_copied(mine)}"
    return (
        f"INSERT INTO {model._meta.db_table} ({columns}) SELECT {values} "
        f"FROM {model._meta.db_table} t CROSS JOIN generate_series(1, %(times)s) k{where}"
    )


def _value(model: type[models.Model], field: "models.Field", copied: set[type[models.Model]]) -> str:
    """What a column of the copy holds."""
    column = f"t.{field.column}"
    words = _OWN_WORDS.get(model._meta.label, {}).get(field.name)
    if words:
        return words.format(column)
    target = field.related_model if field.is_relation else None
    if target is Worker or tells_worker(model, field.name):
        return f"CASE WHEN {_is_copied(column)} THEN {_other_id(column)} ELSE {column} END"
    if field.primary_key or target in copied or field.name in LOOSE.get(model._meta.label, ()):
        return _other_id(column)
    return column


def tells_worker(model: type[models.Model], name: str) -> bool:
    """Whether a column holds a worker's id without being a foreign key."""
    if model._meta.label == "messages.Message":
        return name in ("worker", "made_by")
    return name == "worker"


def _other_id(column: str) -> str:
    """The id of copy k: always the same one for the same original."""
    return f"md5({column}::text || ':' || k)::uuid"


def _is_copied(worker: str) -> str:
    roles = ", ".join(f"'{role}'" for role in WORKERS)
    return f"{worker} IN (SELECT id FROM staff_worker WHERE role IN ({roles}))"
