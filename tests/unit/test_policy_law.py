"""State law is no choice of a site: no draft leaves it out, says it otherwise, or moves to another state."""

import copy
from typing import Any

import pytest

from tests.unit.test_policy_faults import Change, drop, put
from thirdoption.program.sites import packs

FAMILY = ("stops", "family_offense")


def faults(plain: Any, before: Any = None) -> list[str]:
    return [one.where for one in packs.faults_of_law(plain, before)]


@pytest.mark.parametrize("pack_id", packs.pack_ids())
def test_every_pack_keeps_the_law_of_its_state(pack_id: str) -> None:
    assert faults(packs.read_own(pack_id)) == []


CHANGES: list[tuple[Change, list[str]]] = [
    (drop(*FAMILY), ["stops.family_offense"]),
    (drop("stops", "under_18"), ["stops.under_18"]),
    (drop("stops"), ["stops.under_18", "stops.family_offense"]),
    (put("stops", to={}), ["stops.under_18", "stops.family_offense"]),
    (put("stops", to="none"), ["stops.under_18", "stops.family_offense"]),
    (put(*FAMILY, to=None), ["stops.family_offense"]),
    (put(*FAMILY, "text", "en", to="A supervisor decides."), ["stops.family_offense"]),
    (put(*FAMILY, "question", "es", to="¿Es lunes?"), ["stops.family_offense"]),
    (put("settings", "intake_days", "value", to=7), []),
]


@pytest.mark.parametrize(("change", "wanted"), CHANGES)
@pytest.mark.parametrize("held", [True, False])
def test_a_stop_stays_and_keeps_its_words(change: Change, wanted: list[str], held: bool) -> None:
    own = packs.read_own("albany")
    plain: Any = copy.deepcopy(own)
    change(plain)
    assert sorted(faults(plain, own if held else None)) == sorted(wanted)


def test_a_place_does_not_move_to_a_state_with_other_law() -> None:
    albany, santa_fe = packs.read_own("albany"), packs.read_own("santa_fe")
    assert faults(santa_fe, albany) == ["state"]
    assert faults(packs.read_own("rochester"), albany) == []
    assert faults(albany, packs.read_own("national")) == [], "the model stands for no place yet"


def test_a_stop_of_the_place_itself_stays_too() -> None:
    own = packs.read_own("albany")
    held: Any = copy.deepcopy(own)
    held["stops"]["more"] = own["stops"]["under_18"]
    assert faults(own, held) == ["stops.more"]


def test_a_state_without_a_pack_keeps_the_question_of_age() -> None:
    plain: Any = {**packs.read_own("albany"), "state": "TX"}
    assert faults(plain) == []
    assert faults({**plain, "stops": {}}) == ["stops.under_18"]
