"""A policy pack that does not hold: each fault is a sentence that says where it is."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from thirdoption.program.sites import packs
from thirdoption.program.sites.rules import InvalidPolicy

Change = Callable[[Any], None]


def put(*path: str | int, to: object) -> Change:
    def change(plain: Any) -> None:
        *way, last = path
        for step in way:
            plain = plain[step]
        plain[last] = to

    return change


def drop(*path: str | int) -> Change:
    def change(plain: Any) -> None:
        *way, last = path
        for step in way:
            plain = plain[step]
        del plain[last]

    return change


LAW = ("conducts", "shoplifting", "laws", 0)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (put("colour", to="blue"), "colour: is not known here"),
        (put("settings", "quota", to={"grade": "unknown"}), "settings.quota: is not a setting"),
        (drop("settings", "exclusions"), "settings.exclusions: is missing"),
        (put("settings", "exclusions", "value", to="none"), "an unknown is never permission"),
        (drop("settings", "exclusions", "question"), "settings.exclusions.question: must be written"),
        (drop("settings", "intake_days", "source"), "settings.intake_days.source: must be some text"),
        (put("settings", "intake_days", "source", to="hearsay"), "not among the sources"),
        (put("settings", "intake_days", "value", to="30"), "must be a whole number from 0 to 365"),
        (put("settings", "intake_days", "value", to=True), "must be a whole number from 0 to 365"),
        (put("settings", "intake_days", "grade", to="sure"), "must be one of: confirmed, reported, unknown"),
        (drop("settings", "intake_days", "words", "es"), "are missing in: es"),
        (put("settings", "drivers", "value", to=["greed"]), "must be a list of one or more of"),
        (put("settings", "publication_threshold", "value", to=10), "whole number from 11"),
        (put("settings", "line_hours", "value", to=24), "must be some words"),
        (put(*LAW, "nibrs", to="23Z"), "'23Z', which is not a NIBRS offense code"),
        (put(*LAW, "nibrs", to=290), "nibrs: must be some text (in quotation marks"),
        (put(*LAW, "section", to="155.99"), "not in the list of Penal Law sections"),
        (put(*LAW, "section", to="220.45"), "not in the list of Penal Law sections"),
        (drop("conducts", "shoplifting", "laws"), "must name a section, or `no_offense`"),
        (put("conducts", "shoplifting", "laws", to="PL"), "must be a list"),
        (put("conducts", "shoplifting", "label", to="Shoplifting"), "must be written in English (en)"),
        (
            put("conducts", "shoplifting", "label", "fr", to="Vol"),
            "a language that the program does not have",
        ),
        (drop("drivers", "poverty"), "drivers.poverty: must be a list of names"),
        (put("in_force_from", to="last spring"), "in_force_from: must be a date"),
        (put("sources", "seed-004", "read", to=2026), "sources.seed-004.read: must be a date"),
        (put("cases", 0, "rules", to=[1]), "must be a list of texts"),
    ],
)
def test_a_fault_in_a_pack_is_a_sentence(change: Change, sentence: str) -> None:
    plain = copy.deepcopy(packs.read_plain("albany"))
    change(plain)
    with pytest.raises(InvalidPolicy) as invalid:
        packs.parse_stored(plain)
    assert sentence in str(invalid.value)


def test_all_faults_are_told_at_once() -> None:
    plain = copy.deepcopy(packs.read_plain("albany"))
    plain["colour"], plain["id"] = "blue", ""
    with pytest.raises(InvalidPolicy) as invalid:
        packs.parse_stored(plain)
    assert len(invalid.value.sentences) == 2


@pytest.mark.parametrize("content", [b"", b"- a list", b"\xff\xfe\x00", b"a: [", b"\x89PNG\r\n\x1a\n"])
def test_a_file_that_is_no_pack_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes(content)
    with pytest.raises(InvalidPolicy, match=r"answers\.yaml: this file"):
        packs.load_answers(path)
