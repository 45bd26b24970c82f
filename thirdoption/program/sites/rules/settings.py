"""What each setting of a policy may say, and what is wrong with a value that it may not have."""

from collections.abc import Mapping
from dataclasses import dataclass

from thirdoption.program.sites.rules.terms import CHARGE_MODELS, Approver, ConductRule, Driver, Wrong


@dataclass(frozen=True, slots=True)
class Choice:
    """A setting that is one of a few codes."""

    codes: tuple[str, ...]

    def problem(self, value: object) -> Wrong | None:
        """What is wrong with a value, as the end of a sentence; None if nothing is."""
        codes = ", ".join(self.codes)
        return None if value in self.codes else Wrong("must be one of: %(codes)s", {"codes": codes})


@dataclass(frozen=True, slots=True)
class Several:
    """A setting that is one or more of a few codes."""

    codes: tuple[str, ...]

    def problem(self, value: object) -> Wrong | None:
        """What is wrong with a value, as the end of a sentence; None if nothing is."""
        good = isinstance(value, list) and value and all(item in self.codes for item in value)
        codes = ", ".join(self.codes)
        return None if good else Wrong("must be a list of one or more of: %(codes)s", {"codes": codes})


@dataclass(frozen=True, slots=True)
class Whole:
    """A setting that is a whole number."""

    low: int
    high: int

    def problem(self, value: object) -> Wrong | None:
        """What is wrong with a value, as the end of a sentence; None if nothing is."""
        good = isinstance(value, int) and not isinstance(value, bool) and self.low <= value <= self.high
        ends = {"low": self.low, "high": self.high}
        return None if good else Wrong("must be a whole number from %(low)s to %(high)s", ends)


@dataclass(frozen=True, slots=True)
class Amount:
    """A setting that is an amount, with a fraction if need be."""

    most: int

    def problem(self, value: object) -> Wrong | None:
        """What is wrong with a value, as the end of a sentence; None if nothing is."""
        number = isinstance(value, int | float) and not isinstance(value, bool)
        good = number and 0 < value <= self.most  # type: ignore[operator]
        return None if good else Wrong("must be a number above 0, at most %(most)s", {"most": self.most})


@dataclass(frozen=True, slots=True)
class Words:
    """A setting that is told in words and decides nothing by itself."""

    def problem(self, value: object) -> Wrong | None:
        """What is wrong with a value, as the end of a sentence; None if nothing is."""
        return None if isinstance(value, str) and value.strip() else Wrong("must be some words")


TOLD = ("nothing", "by_release")
Kind = Choice | Several | Whole | Amount | Words

# Every policy names each of these, with a value or as unknown: a rule that is left out would read as
# permission. The order is that of a set-up page.
SETTINGS: Mapping[str, Kind] = {
    "area": Words(),
    "place_rule": Choice(("anywhere", "inside_area")),
    "door.arrest_diversion": Choice(("open", "closed")),
    "door.social_contact": Choice(("open", "closed")),
    "door.community": Choice(("open", "closed")),
    "drivers": Several(tuple(d for d in Driver if d is not Driver.OTHER)),
    "complainant_rule": Choice(("must_agree_and_decline_prosecution", "must_agree", "not_asked")),
    "approver": Choice(("officer", *Approver)),
    "officer_opts_in": Choice(("required", "not_required")),
    "officer_trained": Choice(("required", "not_required")),
    # Under 18 always ends in "ask"; the screening knows no finer age, so 18 is the one answer it can keep.
    "age_minimum": Whole(18, 18),
    # `listed`: all of them are in the pack's own list. A list that is cut short leaves this unknown.
    "exclusions": Choice(("none", "listed")),
    "limits": Choice(("none", "listed")),
    # What shows that a social contact is warranted: any one of those named.
    "verification": Several(("record", "own_observation", "reliable_information", "not_asked")),
    "charge_model": Choice(CHARGE_MODELS),
    "intake_days": Whole(0, 365),
    "intake_done_means": Choice(("intake_interview", "assessment", "assessment_and_plan")),
    "intake_not_done_follows": Choice(("nothing", "prosecutor_decides", "officer_may_file", "warrant")),
    "intake_days_are": Choice(("calendar_days", "court_days")),
    "intake_ends_on_closed_day": Choice(("stays", "next_court_day")),
    # For how long after the incident the law lets a charge be filed.
    "file_months.misdemeanor": Whole(1, 600),
    "file_months.petty": Whole(1, 600),
    "void_months": Whole(1, 60),
    "sealing_on_decline": Choice(("not_sealed", "hide", "sever", "destroy")),
    "sealing_word": Choice(("sealed", "expunged")),
    # 0: never. A charge is never closed for taking part where a site has not said so.
    "seal_after_days": Whole(0, 3650),
    "line_hours": Words(),
    "line_fallback": Choice(("appointment", "phone", "transport", "offer_later")),
    # How long the first page is waited for; the later steps of the escalation follow from it.
    "answer_seconds": Whole(20, 120),
    "response_minutes": Whole(1, 1440),
    "caseload_average": Whole(1, 25),
    "caseload_limit": Whole(1, 25),
    "order_of_service": Choice(("arrest_diversion_first", "in_order_of_referral")),
    # After how long without a contact, made or tried, somebody is asked about: a week to a quarter of a year.
    "quiet_days": Whole(7, 92),
    "training": Words(),
    "training_valid_months": Whole(1, 120),
    # What each may be told of a person: more than a release allows is no choice that a site has (law 2).
    "told.referring_officer": Choice(TOLD),
    "told.prosecutor": Choice(TOLD),
    "told.defender": Choice(TOLD),
    "told.work_group": Choice(TOLD),
    # May be raised, never lowered.
    "publication_threshold": Whole(11, 1000),
}

CONDUCT_KIND = Choice(tuple(ConductRule))
EXCLUSION_KIND = Choice(("hard", "overridable"))
LIMIT_KIND = Amount(100_000)
_OWN_KINDS: Mapping[str, Kind] = {
    "conduct.": CONDUCT_KIND,
    "exclusion.": EXCLUSION_KIND,
    "limit.": LIMIT_KIND,
}


def setting_kind(name: str) -> Kind | None:
    """What a setting may say; None for a name that no policy knows."""
    for start, kind in _OWN_KINDS.items():
        if name.startswith(start):
            return kind
    return SETTINGS.get(name)
