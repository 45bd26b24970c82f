"""What differs between two policies, what that would have changed, and the versions with their decisions."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from thirdoption.program.governance.models import PolicyEffect
from thirdoption.program.governance.queries import Draft
from thirdoption.program.governance.rules import Change, Effect, EffectState, Kind, changes
from thirdoption.program.referrals.rules.worked import Answered
from thirdoption.program.sites.models import PolicyVersion
from thirdoption.program.sites.rules import Policy, Text
from thirdoption.web.kit.tables import Cell, Column, Link, State, Table
from thirdoption.web.setup.presenters import overview, words

Plain = Mapping[str, Any]


def rule_by_rule(old: Policy, new: Policy, before: Plain, after: Plain) -> list[dict[str, Any]]:
    """Every rule that differs, with each part before and after, in words."""
    return [_change(one, before, after) for one in changes(old, new)]


def _change(one: Change, before: Plain, after: Plain) -> dict[str, Any]:
    kinds = {
        Kind.ADDED: State(_("New"), "good"),
        Kind.REMOVED: State(_("Gone"), "urgent"),
        Kind.CHANGED: State(_("Changed"), "info"),
    }
    plain = before if one.kind is Kind.REMOVED else after
    rows: list[list[Cell]] = [
        [words.part(part.name), _said(part.before, before), _said(part.after, after)] for part in one.parts
    ]
    columns = (Column(_("Part")), Column(_("In force")), Column(_("Draft")))
    label = _label(one.name, plain)
    return {
        "label": label,
        "kind": kinds[one.kind],
        "url": overview.address_of(one.name) if _editable(one) else "",
        "table": Table(label, columns, rows, caption_quiet=True),
    }


def _editable(one: Change) -> bool:
    edited = one.name in words.SETTING_WORDS or one.name.partition(".")[0] in words.LISTS.values()
    return edited and one.kind is not Kind.REMOVED


def _label(name: str, plain: Plain) -> str:
    others = {"name": _("The policy's name and place"), "offer": _("The words of the offer")}
    if name in others:
        return others[name]
    start, _dot, code = name.partition(".")
    if start == "stop":
        return _("State law: %(code)s") % {"code": code.replace("_", " ")}
    return words.code(code) if start == "driver" else words.rule(name, plain)


def _said(value: object, plain: Plain) -> str | None:
    if isinstance(value, Text):
        return value.say(words.language())
    if value is None or value == []:
        return None
    if isinstance(value, list | tuple):
        conducts = plain.get("conducts") or {}
        return ", ".join(
            words.said(conducts[one].get("label")) if one in conducts else words.code(one) for one in value
        )
    return words.code(value)


def effect(found: PolicyEffect | None, draft: Draft) -> dict[str, Any]:
    """What the counting says, and whether the draft has moved on since."""
    if found is None:
        return {"state": "none"}
    page: dict[str, Any] = {
        "state": found.state,
        "stale": found.step != draft.step.number,
        "first": found.first_day,
        "last": found.last_day,
    }
    if found.state != EffectState.COUNTED:
        return page
    counted = Effect.from_plain(found.result or {})
    few = counted.contacts < counted.threshold
    return {**page, "few": few, "figures": _figures(counted), "moves": _moves(counted, draft)}


def _figures(counted: Effect) -> list[tuple[str, str]]:
    return [
        (_("Contacts in these months"), str(counted.contacts)),
        (_("Same answer"), _shown(counted.same)),
        (_("Another answer"), _shown(counted.moved)),
        (_("Would need a fact that was not asked"), _shown(counted.open)),
    ]


def _shown(number: int | None) -> str:
    return str(number) if number is not None else _("not shown")


def _moves(counted: Effect, draft: Draft) -> Table:
    columns = (Column(_("By which rules")), Column(_("Now")), Column(_("Under the draft")))
    rows: list[list[Cell]] = [
        [
            ", ".join(dict.fromkeys(_mover(rule, draft.plain) for rule in one.rules)) or _("Several rules"),
            _answer(one.before, draft),
            _answer(one.after, draft),
            _shown(one.contacts),
        ]
        for one in counted.moves
    ]
    notes = [
        _("A number that describes fewer than %(number)s contacts is not shown, nor one that would tell it.")
        % {"number": counted.threshold}
    ]
    return Table(
        _("Contacts that would get another answer"),
        (*columns, Column(_("Contacts"), figure=True)),
        rows,
        empty=_("No contact would get another answer."),
        notes=notes,
    )


_GROUP_OF_RULE = {
    "age": "age_minimum",
    "place": "place_rule",
    "complainant": "complainant_rule",
    "charge": "charge_model",
}


def _mover(rule: str, plain: Plain) -> str:
    """A rule of the rulebook in the words of the set-up."""
    if rule == "conduct":
        return words.group("conducts")
    start, _dot, rest = rule.partition(".")
    if start == "exclusion":
        return words.rule(f"exclusion.{rest.rpartition('.')[0]}", plain)
    if start == "stop":
        return _("State law")
    if start == "agency_check":
        return words.group("exclusions")
    return words.rule(_GROUP_OF_RULE.get(rule, rule), plain)


def versions(found: list[PolicyVersion], held: PolicyVersion | None, names: Mapping[Any, str]) -> Table:
    """All versions with their dates and decisions, the one that holds last first."""
    columns = (
        *(Column(_("In force from"), whole=True), Column(_("State"), whole=True), Column(_("Decision"))),
        *(Column(_("Decided on"), whole=True), Column(_("Entered by"))),
    )
    rows: list[list[Cell]] = [
        [
            Link(
                date_format(one.in_force_from, "DATE_FORMAT"), reverse("setup:version", kwargs={"pk": one.pk})
            ),
            _state(one, held),
            one.decision,
            date_format(one.decided_on, "DATE_FORMAT"),
            names.get(one.put_by) or _("set-up"),
        ]
        for one in found
    ]
    return Table(_("Versions"), columns, rows, empty=_("No policy was put in force yet."), caption_quiet=True)


def _state(one: PolicyVersion, held: PolicyVersion | None) -> State:
    if held is not None and one.pk == held.pk:
        return State(_("In force"), "good")
    if held is None or one.in_force_from > held.in_force_from:
        return State(_("Will hold"), "waiting")
    return State(_("Held before"), "quiet")


def cases(draft: Draft) -> list[dict[str, Any]]:
    """The worked cases, those that do not come out first."""
    found = draft.policy.cases if draft.policy else ()
    made = [
        {
            "number": number,
            "name": case.name.say(words.language()),
            "facts": [(_fact(key), words.code(value)) for key, value in _flat(case.facts).items()],
            "suppose": [(words.rule(key, draft.plain), words.code(one)) for key, one in case.suppose.items()],
            "answer": _answer(case.answer, draft),
            "reasons": _reasons(case.rules, draft),
            "fails": number in draft.failing,
            "now": _now(draft.failing.get(number), draft),
        }
        for number, case in enumerate(found)
    ]
    return sorted(made, key=lambda one: not one["fails"])


def _now(answered: Answered | None, draft: Draft) -> dict[str, Any] | None:
    if answered is None:
        return None
    return {"answer": _answer(answered.answer, draft), "reasons": _reasons(answered.rules, draft)}


def _answer(code: str, draft: Draft) -> str:
    """An answer as an officer reads it."""
    label = draft.policy.labels.get(f"answer.{code}") if draft.policy else None
    return label.say(words.language()) if label else code


def _reasons(rules: tuple[str, ...], draft: Draft) -> list[str]:
    sentences = draft.policy.reasons if draft.policy else {}
    return [sentences[rule].say(words.language()) if rule in sentences else rule for rule in rules]


def _flat(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {**{key: value for key, value in facts.items() if key != "more"}, **(facts.get("more") or {})}


def _fact(name: str) -> str:
    return name.replace("exclusion.", "").replace("_", " ")
