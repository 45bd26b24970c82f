"""Tables point down the order of words, and each is classified."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.apps import apps
from django.db.models import CharField, Model
from django.db.models.fields import NOT_PROVIDED

from tests.repository import habits, tables
from tests.repository.tables import Relation
from tests.repository.tree import ROOT, python_sources, tell, words_in_order
from thirdoption.program.ground.policies import OPEN, PROTECTED
from thirdoption.program.ground.tables import WORDS

ORDER = [{"care"}, {"handoffs", "matters"}, {"referrals"}]


def test_a_key_that_points_up_or_sideways_is_found() -> None:
    up = Relation("referrals.Referral", "intake", "care.Intake")
    sideways = Relation("handoffs.Handoff", "matter", "matters.Matter")
    down = Relation("care.Intake", "referral", "referrals.Referral")
    within = Relation("care.Goal", "intake", "care.Intake")
    others = Relation("care.Intake", "worker", "auth.Group")
    assert len(tables.upward([up, sideways, down, within, others], ORDER)) == 2
    assert "above it" in tables.upward([up], ORDER)[0]
    assert "beside it" in tables.upward([sideways], ORDER)[0]


def test_an_unclassified_table_is_found() -> None:
    reasons = {"sites.Code": "a code list"}
    labels = ["care.Intake", "sites.Code"]
    assert tables.unclassified(labels, {"care.Intake"}, reasons) == []
    assert "does it hold" in tables.unclassified(labels, (), reasons)[0]
    assert "both" in tables.unclassified(labels, labels, reasons)[0]
    assert "no such model" in tables.unclassified(["a.B"], {"a.B", "a.C"}, {})[0]
    assert "without a reason" in tables.unclassified(["a.B"], (), {"a.B": ""})[0]


def test_another_order_of_words_is_found() -> None:
    assert tables.out_of_order(["referrals", "matters", "handoffs", "care"], ORDER) == []
    assert (
        "referrals comes after care"
        in tables.out_of_order(["matters", "handoffs", "care", "referrals"], ORDER)[0]
    )
    assert "not in both" in tables.out_of_order(["referrals", "matters", "handoffs"], ORDER)[0]


def test_a_database_default_is_found() -> None:
    planted: Any = type("Planted", (), {})
    field = CharField(db_default="x")
    field.name = "state"
    meta = {"app_label": "care", "object_name": "Intake", "get_fields": lambda self: [field, CharField()]}
    planted._meta = type("Meta", (), meta)()
    (fault,) = tables.database_defaults(planted)
    assert fault.startswith("care.Intake.state ")
    assert CharField().db_default is NOT_PROVIDED


def ours() -> list[type[Model]]:
    found = tables.our_models(apps.get_models(include_auto_created=True))
    assert found, "no model was read: a test that sees nothing passes everything"
    return found


def test_foreign_keys_point_down() -> None:
    relations = [relation for model in ours() for relation in tables.relations_of(model)]
    assert relations, "no foreign key was read"
    faults = tables.upward(relations, words_in_order())
    assert not faults, tell(faults)


def test_every_table_belongs_to_a_word() -> None:
    faults = tables.outside_the_words(ours(), set().union(*words_in_order()))
    assert not faults, tell(faults)


def test_every_table_is_classified() -> None:
    """Of others' packages too; only their many-to-many tables, which hold two keys, go with their models."""
    labels = {tables.label(model) for model in [*apps.get_models(), *ours()]}
    faults = tables.unclassified(labels, PROTECTED, {name: entry.reason for name, entry in OPEN.items()})
    assert not faults, tell(faults)


def test_words_have_one_order() -> None:
    faults = tables.out_of_order(WORDS, words_in_order())
    assert not faults, tell(faults)


def test_protected_tables_have_no_database_defaults() -> None:
    protected = [model for model in ours() if tables.label(model) in PROTECTED]
    faults = [fault for model in protected for fault in tables.database_defaults(model)]
    assert not faults, tell(faults)


def test_only_open_tables_are_upserted() -> None:
    open_models = [name.split(".")[1] for name in OPEN]
    faults = [
        fault
        for name, source in python_sources(ROOT, under="thirdoption")
        for fault in habits.upserts(name, source, open_models)
    ]
    assert not faults, tell(faults)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_migrations_make_what_the_models_say(seed: str) -> None:
    """In whatever order a process keeps its sets: a trigger's SQL is part of what is compared."""
    asked = "import django; django.setup(); from tests.repository import tables; print(tables.unmigrated())"
    environ = {**os.environ, "PYTHONHASHSEED": seed}
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, env=environ, capture_output=True, text=True
    )
    assert told.stdout == "[]\n", told.stdout + told.stderr
