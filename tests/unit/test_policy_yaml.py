"""A policy as YAML and back: the same policy, whatever stands in it."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thirdoption.program.sites import packs
from thirdoption.program.sites.packs.reading import MOST_VALUES
from thirdoption.program.sites.rules import SETTINGS, InvalidPolicy
from thirdoption.program.sites.rules.editing import found, place_of, put

TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"], exclude_characters="\ufeff\ufffe\uffff"),
    min_size=1,
)
TRICKY = st.sampled_from(
    [
        *(
            "yes",
            "no",
            "null",
            "~",
            "155.30",
            "2026-11-22",
            "1e3",
            "0x1F",
            "- a",
            "a: b",
            "# a",
            "a #b",
            "{a}",
        ),
        *(
            "[a",
            "&a",
            "*a",
            "!a",
            "%a",
            "@a",
            "`a",
            "'a'",
            '"a"',
            "¿Sí?",
            "12:30",
            "=",
            "<<",
            "? a",
            "|",
            ">-",
        ),
        *("a\nb", "a\n\n  b\n", " a ", "a" * 300, "a b " * 90),
    ]
)
WORDS = (TRICKY | TEXTS).filter(str.strip)
SAID = st.fixed_dictionaries({"en": WORDS, "es": WORDS})
ALBANY = packs.read_own("albany")


def read(text: str) -> dict[str, Any]:
    return packs.read_yaml(text.encode(), "policy.yaml")


@pytest.mark.parametrize("pack_id", packs.pack_ids())
def test_a_pack_reads_back_as_the_same_policy(pack_id: str) -> None:
    own = packs.read_own(pack_id)
    text = packs.write_yaml(own)
    assert read(text) == own
    assert packs.parse_own(read(text)) == packs.load_policy(pack_id)
    assert json.dumps(read(text)) == json.dumps(own), "the order is another"
    assert packs.write_yaml(read(text)) == text


@settings(deadline=None)
@given(name=st.sampled_from(sorted(SETTINGS)), words=SAID, caution=SAID, title=WORDS)
def test_any_words_read_back(name: str, words: Any, caution: Any, title: str) -> None:
    place = place_of(name)
    plain = {part: ALBANY[part] for part in ("id", "name", "sources", "settings")}
    plain = put(plain, place, {**found(plain, place), "words": words, "caution": caution})
    plain = put(plain, ("sources", "seed-004", "title"), title)
    assert read(packs.write_yaml(plain)) == plain


NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
PLAIN = st.recursive(
    st.none() | st.booleans() | NUMBERS | TRICKY | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TRICKY | TEXTS, inner, max_size=4),
    max_leaves=20,
)


@settings(deadline=None)
@given(plain=PLAIN)
def test_anything_that_json_can_hold_reads_back(plain: Any) -> None:
    assert read(packs.write_yaml({"id": "x", "notes": plain})) == {"id": "x", "notes": plain}


def test_long_texts_are_folded_and_short_ones_stand_in_a_line() -> None:
    text = packs.write_yaml(packs.read_own("albany"))
    assert "# How to read this file." in text
    assert "  place_rule:\n    value: anywhere\n    grade: confirmed\n    source: seed-004\n" in text
    assert "value: [drug_use, mental_illness, poverty]" in text
    lines = [line for line in text.splitlines() if "http" not in line and "{" not in line]
    assert max(map(len, lines)) < 125


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"- a list",
        b"\xff\xfe\x00",
        b"a: [",
        b"\x89PNG\r\n\x1a\n",
        b"a: !!python/object/apply:os.system [ls]",
        b"[" * 5000,
        b"a: &a [*a]",
        b"a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
        b"d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d]",
    ],
)
def test_a_file_that_is_no_policy_is_a_sentence(content: bytes) -> None:
    with pytest.raises(InvalidPolicy, match=r"policy\.yaml: this file"):
        packs.read_yaml(content, "policy.yaml")


def test_the_largest_pack_is_far_below_the_most_values() -> None:
    assert max(len(json.dumps(packs.read_own(one))) for one in packs.pack_ids()) < MOST_VALUES * 4
