"""Whether two may be one person, by what they are called and when they were born."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdoption.program.people.rules.names import (
    Alike,
    Called,
    alike_births,
    alike_names,
    find_keys,
    jaro_winkler,
    kept_keys,
    likeness,
    typed_keys,
    words,
)

BORN = date(1984, 3, 7)


def test_a_name_is_taken_apart_without_accents_and_marks() -> None:
    assert words("Núñez-Ortiz, Ana María O'Neil") == ("nunez", "ortiz", "ana", "maria", "oneil")


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        # Winkler 1990, examples, to three places
        ("martha", "marhta", 0.961),
        ("dixon", "dicksonx", 0.813),
        ("dwayne", "duane", 0.840),
        ("abc", "xyz", 0.0),
    ],
)
def test_likeness_of_spelling_is_as_published(one: str, other: str, likeness: float) -> None:
    assert jaro_winkler(one, other) == pytest.approx(likeness, abs=0.001)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Marisol Vega", "Vega, Marisol", Alike.SAME),
        ("Marisol Vega", "Maricol Bega", Alike.NEAR),
        ("Bob Smith", "Robert Smyth", Alike.NEAR),
        ("José Núñez", "Jose Nunez", Alike.SAME),
        ("M Vega", "Marisol Vega", Alike.NEAR),
        ("Marisol Vega", "Marisol Ortiz", Alike.PART),
        ("Marisol Vega", "Dwayne Ortiz", Alike.OTHER),
        ("Marisol", "Marisol Vega", Alike.PART),
        ("Marisol", "Marisol", Alike.PART),
        ("", "Marisol Vega", Alike.UNKNOWN),
    ],
)
def test_how_alike_two_names_are(one: str, other: str, alike: Alike) -> None:
    assert alike_names([one], [other]) == alike_names([other], [one]) == alike


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (BORN, Alike.SAME),
        (date(1984, 7, 3), Alike.NEAR),
        (date(1994, 3, 7), Alike.NEAR),
        (date(1984, 3, 17), Alike.NEAR),
        (date(1985, 3, 17), Alike.OTHER),
        (None, Alike.UNKNOWN),
    ],
)
def test_how_alike_two_birth_dates_are(other: date | None, alike: Alike) -> None:
    assert alike_births(BORN, other) == alike_births(other, BORN) == alike


@pytest.mark.parametrize(
    ("name", "born", "warns"),
    [
        ("Marisol Vega", BORN, True),
        ("Marisol Ortiz", BORN, True),
        ("Maricol Vega", date(1984, 7, 3), True),
        ("Marisol Vega", None, True),
        ("Marisol", None, False),
        ("Marisol Ortiz", date(1984, 7, 3), False),
        ("Marisol Vega", date(1950, 1, 1), False),
        ("Dwayne Ortiz", BORN, False),
    ],
)
def test_when_somebody_should_look(name: str, born: date | None, warns: bool) -> None:
    known, new = Called(("Marisol Vega",), BORN), Called((name,), born)
    assert likeness(new, known).warns == likeness(known, new).warns == warns
    if warns:
        assert find_keys(new) & kept_keys(known), "what warns has to be found first"


def test_another_name_that_somebody_goes_by_counts() -> None:
    assert not likeness(Called(("Dana Whitfeld",)), Called(("Marisol Vega",))).warns
    assert likeness(Called(("Dana Whitfeld",)), Called(("Marisol Vega", "Dana Whitfield"))).warns


@pytest.mark.parametrize(
    "typed",
    ["mar", "vega mar", "Bega", "lark street", "3/7/1984 vega", "1984-03-07", "07.03.1984", "MARISÓL"],
)
def test_what_is_typed_finds_them(typed: str) -> None:
    kept = kept_keys(Called(("Marisol Vega",), BORN), "Lark Street, under the bridge")
    asked = typed_keys(typed)
    assert asked and all(one & kept for one in asked)


@pytest.mark.parametrize("typed", ["", "m", "%", "99/99/1984 ortiz", "ortiz", "vega ortiz"])
def test_what_is_typed_finds_nobody_else(typed: str) -> None:
    kept, asked = kept_keys(Called(("Marisol Vega",), BORN)), typed_keys(typed)
    assert not asked or not all(one & kept for one in asked)


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_that_is_typed_breaks_it(one: str, other: str) -> None:
    found = likeness(Called((one,)), Called((other,)))
    assert found.names in Alike
    assert typed_keys(one) is not None and kept_keys(Called((one, other)), other) is not None
