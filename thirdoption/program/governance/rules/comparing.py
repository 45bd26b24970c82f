"""Two policies side by side, rule by rule: what was added, what is gone, and what is another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from thirdoption.program.sites.rules import Conduct, Exclusion, Limit, Policy, Setting, Text


class Kind(StrEnum):
    """What happened to a rule."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a rule that is another: `name` is value, grade, source, words, label, doors ..."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Change:
    """One rule that differs: by its name (`intake_days`, `exclusion.minors`), with its parts."""

    name: str
    kind: Kind
    parts: tuple[Part, ...]


def changes(old: Policy, new: Policy) -> tuple[Change, ...]:
    """All that differs, in the order of set-up, what is gone after what is there."""
    before, after = _rules(old), _rules(new)
    names = [*after, *(name for name in before if name not in after)]
    return tuple(_changes(names, before, after))


def _changes(
    names: list[str], before: Mapping[str, dict[str, object]], after: Mapping[str, dict[str, object]]
) -> Iterator[Change]:
    for name in names:
        was, now = before.get(name, {}), after.get(name, {})
        parts = tuple(
            Part(part, was.get(part), now.get(part))
            for part in dict.fromkeys([*now, *was])
            if was.get(part) != now.get(part)
        )
        if parts:
            kind = Kind.CHANGED if was and now else Kind.ADDED if now else Kind.REMOVED
            yield Change(name, kind, parts)


def _rules(policy: Policy) -> dict[str, dict[str, object]]:
    found = {"name": {"words": policy.name, "place": policy.place, "state": policy.state}}
    found |= {name: _setting(one) for name, one in policy.settings.items()}
    found |= {f"conduct.{code}": _conduct(one) for code, one in policy.conducts.items()}
    found |= {f"exclusion.{code}": _exclusion(one) for code, one in policy.exclusions.items()}
    found |= {f"limit.{code}": _limit(one) for code, one in policy.limits.items()}
    found |= {
        f"stop.{code}": {"words": one.text, "question": one.question} for code, one in policy.stops.items()
    }
    found |= {
        f"driver.{code}": {"label": one.officer, "words": one.person} for code, one in policy.drivers.items()
    }
    found["offer"] = {str(number): line for number, line in enumerate(policy.offer, 1)}
    return {name: {key: value for key, value in parts.items() if value} for name, parts in found.items()}


def _setting(one: Setting) -> dict[str, object]:
    graded: dict[str, object] = {"value": one.value, "grade": _grade(one), "source": one.source}
    texts: dict[str, Text | None] = {"words": one.words, "question": one.question, "caution": one.caution}
    return {**graded, **texts}


def _grade(one: Setting) -> str:
    """The grade, or that the site answered it itself."""
    if one.answered:
        return "made_up" if one.made_up else "site"
    return str(one.grade)


def _conduct(one: Conduct) -> dict[str, object]:
    laws = [
        f"{law.law} {law.section}, {law.title} ({law.offense_class}, NIBRS {law.nibrs})" for law in one.laws
    ]
    rule = {} if one.no_offense else _setting(one.eligible)
    return {"label": one.label, **rule, "laws": laws or list(one.nibrs), "no_offense": one.no_offense}


def _exclusion(one: Exclusion) -> dict[str, object]:
    asked = {"ask": one.question} if one.question else {}
    own = {"basis": str(one.basis), "doors": sorted(one.doors), "look_back_days": one.look_back_days}
    return {**_setting(one.rule), **own, "override_by": one.override_by, **asked}


def _limit(one: Limit) -> dict[str, object]:
    own = {"substances": sorted(one.substances), "unit": str(one.unit), "conducts": sorted(one.conducts)}
    return {**_setting(one.rule), **own, "at_least": one.at_least, "override_by": one.override_by}
