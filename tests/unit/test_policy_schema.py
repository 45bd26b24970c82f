"""The published JSON Schema of a pack: it is current, every pack fits it, and it finds faults of shape."""

import copy
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.unit.test_policy_faults import LAW, Change, drop, put
from thirdoption.program.sites import packs
from thirdoption.program.sites.rules import InvalidPolicy

VALIDATOR = Draft202012Validator(json.loads(packs.SCHEMA.read_text(encoding="utf-8")))
MINORS = ("exclusions", "exploits_minors")
GRAMS = ("limits", "six_grams")


def test_the_published_schema_is_current() -> None:
    assert packs.SCHEMA.read_text(encoding="utf-8") == packs.schema_text(), (
        "the terms have changed: run `thirdoption policy schema --write`"
    )
    Draft202012Validator.check_schema(VALIDATOR.schema)


@pytest.mark.parametrize("pack_id", packs.pack_ids())
def test_every_pack_fits(pack_id: str) -> None:
    faults = [
        f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(packs.read_own(pack_id))
    ]
    assert faults == []


SHAPES: list[tuple[str, Change]] = [
    ("albany", put("colour", to="blue")),
    ("albany", drop("id")),
    ("albany", put("id", to=" ")),
    ("albany", put("in_force_from", to="last spring")),
    ("albany", put("name", to="Albany")),
    ("albany", drop("name", "es")),
    ("albany", put("name", "fr", to="Albany")),
    ("albany", drop("settings")),
    ("albany", put("settings", "quota", to={"grade": "unknown"})),
    ("albany", drop("settings", "exclusions")),
    ("albany", put("settings", "exclusions", "value", to="none")),
    ("albany", drop("settings", "exclusions", "question")),
    ("albany", drop("settings", "intake_days", "source")),
    ("albany", drop("settings", "intake_days", "value")),
    ("albany", put("settings", "intake_days", "value", to="30")),
    ("albany", put("settings", "intake_days", "value", to=True)),
    ("albany", put("settings", "intake_days", "value", to=366)),
    ("albany", put("settings", "intake_days", "grade", to="sure")),
    ("albany", drop("settings", "intake_days", "grade")),
    ("albany", drop("settings", "intake_days", "words", "es")),
    ("albany", put("settings", "intake_days", "answer", to="site")),
    ("albany", put("settings", "exclusions", "answer", to="site")),
    ("albany", put("settings", "exclusions", "answer", to="somebody")),
    ("albany", put("settings", "intake_days", "hint", to="x")),
    ("albany", put("settings", "drivers", "value", to=["greed"])),
    ("albany", put("settings", "drivers", "value", to=[])),
    ("albany", put("settings", "drivers", "value", to="poverty")),
    ("albany", put("settings", "publication_threshold", "value", to=10)),
    ("albany", put("settings", "line_hours", "value", to=24)),
    ("albany", put("settings", "door.community", "value", to="ajar")),
    ("albany", put(*LAW, "nibrs", to=290)),
    ("albany", drop(*LAW, "lawyer_check")),
    ("albany", put(*LAW, "fine", to="10")),
    ("albany", drop("conducts", "shoplifting", "laws")),
    ("albany", drop("conducts", "shoplifting", "eligible")),
    ("albany", put("conducts", "shoplifting", "laws", to="PL")),
    ("albany", put("conducts", "needle", "laws", to=[{}])),
    ("albany", drop("conducts", "needle", "source")),
    ("albany", put("conducts", "shoplifting", "label", to="Shoplifting")),
    ("albany", drop("stops", "family_offense", "question")),
    ("albany", drop("drivers", "poverty")),
    ("albany", put("drivers", "greed", to={})),
    ("albany", put("offer", to="Say yes")),
    ("albany", put("sources", "seed-004", "read", to=2026)),
    ("albany", drop("sources", "seed-004", "title")),
    ("albany", put("cases", 0, "rules", to=[1])),
    ("albany", drop("cases", 0, "answer")),
    ("santa_fe", drop(*MINORS, "basis")),
    ("santa_fe", put(*MINORS, "basis", to="rumor")),
    ("santa_fe", put(*MINORS, "basis", to="conviction")),
    ("santa_fe", put(*MINORS, "doors", to=[])),
    ("santa_fe", put(*MINORS, "doors", to=["back"])),
    ("santa_fe", put(*MINORS, "value", to="soft")),
    ("santa_fe", put(*MINORS, "override_by", to="the mayor")),
    ("santa_fe", drop(*MINORS, "question")),
    ("santa_fe", put(*MINORS, "look_back_days", to=0)),
    ("santa_fe", put(*MINORS, "look_back_days", to="10 years")),
    ("santa_fe", drop(*GRAMS, "unit")),
    ("santa_fe", put(*GRAMS, "unit", to="ounces")),
    ("santa_fe", put(*GRAMS, "substances", to=["tea"])),
    ("santa_fe", put(*GRAMS, "value", to=0)),
    ("santa_fe", put(*GRAMS, "at_least", to="yes")),
    ("santa_fe", put(*GRAMS, "conducts", to="all")),
]


@pytest.mark.parametrize(("pack_id", "change"), SHAPES)
def test_a_fault_of_shape_is_found_by_the_schema_and_by_the_parser(pack_id: str, change: Change) -> None:
    plain: Any = copy.deepcopy(packs.read_own(pack_id))
    change(plain)
    assert list(VALIDATOR.iter_errors(plain)), "the schema finds nothing"
    with pytest.raises(InvalidPolicy):
        packs.parse_own(plain)
