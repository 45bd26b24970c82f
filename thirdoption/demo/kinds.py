"""What kinds of contact the made-up year has, how many of each, and who is perceived how.

The numbers are for four quarters. They are dealt out, not drawn, so that for every seed the same things can
be found in the report: a volume as Albany's, a fall over the year, and fewer offers to Black people among
those who were eligible, while each number of the table by race stays large enough to be shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

RACES = ("white", "black_or_african_american", "hispanic_or_latino", "another", "unknown")
OTHERS = (
    "asian",
    "american_indian_or_alaska_native",
    "middle_eastern_or_north_african",
    "native_hawaiian_or_pacific_islander",
)
FALL = (0.31, 0.28, 0.22, 0.19)
"""How the four quarters share a number: the last two are visibly lower."""


@dataclass(frozen=True)
class Kind:
    """One kind of contact: how many by race, what is special in its facts, why no offer, how it ends."""

    races: tuple[int, int, int, int, int]
    facts: Mapping[str, Any] = field(default_factory=dict)
    conducts: Mapping[str, int] = field(default_factory=dict)
    reason: str = ""
    endings: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many in four quarters."""
        return sum(self.races)


ELIGIBLE = {
    "shoplifting": 24,
    "small_theft": 6,
    "trespass": 20,
    "drug_possession": 18,
    "disorderly_conduct": 8,
    "open_container": 8,
    "fare_evasion": 6,
    "loitering": 6,
    "sex_work": 4,
}
_AS_BEFORE = {"arrested": 5, "ticketed": 4, "warned": 1}
_MILD = {"ticketed": 4, "warned": 5, "other": 1}

KINDS: Mapping[str, Kind] = {
    "accepted": Kind((31, 15, 9, 4, 0), conducts=ELIGIBLE),
    "social": Kind((6, 2, 1, 1, 0), {"door": "social_contact", "incident_number": ""}, {"": 1}),
    "said_no": Kind((14, 6, 3, 1, 0), conducts=ELIGIBLE, endings=_AS_BEFORE),
    # eligible, and no offer: here is the disparity
    "officer_decided": Kind(
        (15, 25, 6, 2, 0),
        conducts=ELIGIBLE,
        reason="officer_decided",
        endings={"arrested": 5, "ticketed": 3, "warned": 1, "walked_away": 2},
    ),
    "could_not_take_it_in": Kind(
        (2, 2, 1, 0, 2), conducts=ELIGIBLE, reason="could_not_take_it_in", endings=_MILD
    ),
    "person_left": Kind((4, 2, 1, 0, 2), conducts=ELIGIBLE, reason="person_left", endings={"other": 1}),
    "safety": Kind((3, 1, 1, 0, 0), conducts=ELIGIBLE, reason="safety", endings={"arrested": 1}),
    "line_silent": Kind((2, 1, 0, 0, 1), conducts=ELIGIBLE, reason="line_did_not_answer", endings=_AS_BEFORE),
    # the policy did not allow the offer
    "harassment": Kind(
        (12, 6, 2, 1, 1), conducts={"harassment": 1}, reason="not_eligible", endings=_AS_BEFORE
    ),
    "family": Kind(
        (4, 2, 1, 0, 1),
        {"family_offense": "yes"},
        {"small_theft": 1, "disorderly_conduct": 2},
        "not_eligible",
        {"arrested": 1},
    ),
    "driver": Kind((3, 2, 1, 0, 0), {"drivers": ["other"]}, ELIGIBLE, "not_eligible", _AS_BEFORE),
    "complainant_said_no": Kind(
        (14, 8, 3, 1, 2),
        {"complainant": "declined"},
        {"shoplifting": 5, "small_theft": 2, "trespass": 2},
        "complainant_declined",
        _AS_BEFORE,
    ),
    "complainant_not_reached": Kind(
        (6, 4, 1, 0, 2),
        {"complainant": "not_reached"},
        {"shoplifting": 3, "trespass": 2},
        "complainant_not_reached",
        _AS_BEFORE,
    ),
    "approval": Kind(
        (6, 5, 2, 0, 1),
        conducts={"property_damage": 3, "drug_packaging": 2},
        reason="other",
        endings=_AS_BEFORE,
    ),
    "under_18": Kind((3, 2, 1, 0, 0), {"age": "under_18"}, ELIGIBLE, "not_eligible", {"other": 1}),
    "needle": Kind((3, 1, 1, 0, 0), conducts={"needle": 1}, reason="not_eligible", endings={"warned": 1}),
    "something_else": Kind((4, 2, 1, 0, 1), conducts={"something_else": 1}, reason="other", endings=_MILD),
    # made only where the plan puts them: an officer whose training has run out
    "untrained": Kind((0, 0, 0, 0, 0), conducts=ELIGIBLE, reason="other", endings=_MILD),
}

DRIVERS = {
    "shoplifting": (["poverty"], ["poverty"], ["poverty", "drug_use"]),
    "small_theft": (["poverty"], ["drug_use"], ["drug_use", "poverty"]),
    "drug_possession": (["drug_use"],),
    "drug_packaging": (["drug_use"],),
    "needle": (["drug_use"],),
    "disorderly_conduct": (["mental_illness"], ["drug_use"], ["mental_illness", "drug_use"]),
    "sex_work": (["poverty"], ["poverty", "drug_use"]),
}
USUAL_DRIVERS = (["poverty"], ["mental_illness"], ["drug_use"], ["mental_illness", "poverty"])
WITH_COMPLAINANT = frozenset({"shoplifting", "small_theft", "trespass", "property_damage", "harassment"})
"""Conducts in which somebody else is there to be asked."""


def shares(total: int, weights: tuple[float, ...]) -> list[int]:
    """A number shared by weights into whole numbers that add up to it, largest remainder first."""
    exact = [total * weight / sum(weights) for weight in weights]
    whole = [int(number) for number in exact]
    order = sorted(range(len(weights)), key=lambda place: whole[place] - exact[place])
    for place in order[: total - sum(whole)]:
        whole[place] += 1
    return whole
