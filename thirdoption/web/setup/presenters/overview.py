"""A policy by groups: each value with its grade, its source and the day it was read, what is open first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thirdoption.program.governance.models import DraftStep
from thirdoption.program.governance.queries import Draft
from thirdoption.program.governance.rules import Step
from thirdoption.program.sites.packs import completed
from thirdoption.program.sites.rules import Fault, Grade
from thirdoption.program.sites.rules.editing import found, place_of
from thirdoption.web.kit.tables import Cell, Column, Link, State, Table
from thirdoption.web.setup.forms.deciding import FilterForm, told
from thirdoption.web.setup.presenters import words

Plain = Mapping[str, Any]
TONES = {"confirmed": "good", "reported": "info", "unknown": "waiting", "site": "info", "made_up": "urgent"}


@dataclass(frozen=True)
class Rule:
    """One value of a policy as a page shows it."""

    name: str
    label: str
    url: str
    value: str
    said: str
    grade: str
    source: str
    read: str
    question: str
    effect: str
    changed: bool

    @property
    def open(self) -> bool:
        """Whether the site is still asked."""
        return self.grade == Grade.UNKNOWN

    @property
    def state(self) -> State:
        """How well it is known."""
        return State(words.code(self.grade), TONES[self.grade])


def address_of(name: str) -> str:
    """Where a value is edited."""
    start, _dot, code = name.partition(".")
    for folder, word in words.LISTS.items():
        if start == word:
            return reverse("setup:entry", kwargs={"folder": folder, "code": code})
    return reverse("setup:value", kwargs={"name": name.replace(".", "-")})


def names_of(plain: Plain, group: str) -> list[str]:
    """The names of a group's values: its settings, then what its list has."""
    listed = plain.get(group) or {} if group in words.LISTS else {}
    return [*words.GROUPS[group], *(f"{words.LISTS[group]}.{code}" for code in listed)]


def rules_of(plain: Plain, group: str, before: Plain | None = None) -> Iterator[Rule]:
    """A group's values."""
    sentences = completed(plain).get("reasons")
    for name in names_of(plain, group):
        yield _rule(name, plain, before, sentences if isinstance(sentences, Mapping) else {})


def _rule(name: str, plain: Plain, before: Plain | None, sentences: Plain) -> Rule:
    place = place_of(name)
    start = name.partition(".")[0]
    whole = found(plain, place[:2] if start in words.LISTS.values() else place) or {}
    node = found(plain, place) or {}
    none = whole.get("no_offense") if start == "conduct" else None
    source = (plain.get("sources") or {}).get((whole if none else node).get("source")) or {}
    grade = "confirmed" if none else str(node.get("answer") or node.get("grade") or Grade.UNKNOWN)
    then = found(before, place[:2] if start in words.LISTS.values() else place) if before else None
    value = "" if node.get("value") is None else _value(node["value"], whole)
    return Rule(
        name=name,
        label=words.rule(name, plain),
        url=address_of(name),
        value=_("No offense") if none else value,
        said=words.said(none or node.get("words")),
        grade=grade,
        source=str(source.get("title") or ""),
        read=day(source.get("read")),
        question=words.said(node.get("question") or node.get("ask_site")),
        effect=_effect(name, start, sentences),
        changed=before is not None and then != whole,
    )


def _value(value: Any, whole: Plain) -> str:
    unit = whole.get("unit")
    return f"{words.code(value)} {words.code(unit).lower()}" if unit else words.code(value)


def _effect(name: str, start: str, sentences: Plain) -> str:
    """What an officer reads while a value is not set."""
    reason = words.NOT_SET.get(name) or (words.NOT_SET.get(start) if "." in name else None)
    if reason:
        return words.said(sentences.get(reason))
    if name == "intake_days":
        return _("No charge can wait: an offer in place of an arrest cannot be accepted.")
    return _("No answer to an officer depends on it.")


def day(text: Any) -> str:
    """A day as people read it."""
    try:
        return date_format(date.fromisoformat(str(text)), "DATE_FORMAT")
    except ValueError:
        return ""


def groups(plain: Plain, filters: FilterForm, before: Plain | None = None) -> list[dict[str, Any]]:
    """The groups of the page with what the filters let through."""
    chosen, show = filters.chosen("group"), filters.chosen("show")
    made = []
    for group in words.GROUPS:
        rules = list(rules_of(plain, group, before))
        shown = [rule for rule in rules if _shown(rule, show)]
        if chosen in ("", group) and (shown or not show):
            made.append(
                {
                    "code": group,
                    "label": words.group(group),
                    "table": _table(group, shown, editing=before is not None),
                    "open": sum(rule.open for rule in rules),
                    "changed": sum(rule.changed for rule in rules),
                    "unfolded": bool(chosen or show or any(rule.open or rule.changed for rule in rules)),
                    "count": len(shown),
                    "add_url": reverse("setup:add", kwargs={"folder": group}) if group in words.LISTS else "",
                    "add_label": _add_label(group),
                }
            )
    return made


def _add_label(group: str) -> str:
    labels = {"conducts": _("Add a conduct"), "exclusions": _("Add an exclusion"), "limits": _("Add a limit")}
    return labels.get(group, "")


def _shown(rule: Rule, show: str) -> bool:
    if show == "open":
        return rule.open
    if show == "changed":
        return rule.changed
    return rule.grade == "made_up" if show == "made_up" else True


def _table(group: str, rules: list[Rule], *, editing: bool) -> Table:
    columns = (
        *(Column(_("Rule")), Column(_("Value")), Column(_("How well it is known"), whole=True)),
        *(Column(_("In words")), Column(_("Source")), Column(_("Read on"), whole=True)),
    )
    empty = {
        "conducts": _("No conduct is listed."),
        "exclusions": _("No exclusion is listed."),
        "limits": _("No limit is listed."),
    }
    rows: list[list[Cell]] = [
        [
            Link(rule.label, rule.url) if editing else rule.label,
            rule.value or None,
            rule.state,
            rule.said or rule.question or None,
            rule.source or None,
            rule.read or None,
        ]
        for rule in rules
    ]
    return Table(words.group(group), columns, rows, empty=empty.get(group, ""), caption_quiet=True)


def open_questions(plain: Plain) -> list[Rule]:
    """Every value that the site is still asked for, with what an officer reads until then."""
    return [rule for group in words.GROUPS for rule in rules_of(plain, group) if rule.open]


def policy(plain: Plain, filters: FilterForm, before: Plain | None = None) -> dict[str, Any]:
    """A policy's page; `before` is what it is compared with while it is edited."""
    every = [rule for group in words.GROUPS for rule in rules_of(plain, group, before)]
    shown = groups(plain, filters, before)
    asked = [rule for rule in every if rule.open]
    count = sum(group["count"] for group in shown)
    return {
        "name": words.said(plain.get("name")),
        "filters": filters,
        "groups": shown,
        "count_text": ngettext("%(count)s value", "%(count)s values", count) % {"count": count},
        "asked": asked,
        "changed": sum(rule.changed for rule in every),
        "stops": [words.said(one.get("text")) for one in (plain.get("stops") or {}).values()],
    }


def draft(found_draft: Draft, steps: list[DraftStep], filters: FilterForm) -> dict[str, Any]:
    """The page of an open draft."""
    page = policy(found_draft.plain, filters, found_draft.first.plain)
    return {
        **page,
        "draft": True,
        "step": found_draft.step.number,
        "origin": origin(found_draft.row.origin),
        "faults": faults(found_draft),
        "failing": len(found_draft.failing),
        "steps": [_step(one, found_draft.plain) for one in steps],
        "nothing_to_undo": "" if _undoable(steps) else _nothing(),
    }


def faults(found_draft: Draft) -> list[dict[str, str]]:
    """Why a draft does not hold, each with the rule it is about and where that is mended."""
    return [_fault(fault, found_draft.plain) for fault in found_draft.faults]


def _fault(fault: Fault, plain: Plain) -> dict[str, str]:
    folder, _dot, rest = fault.where.partition(".")
    for code in plain.get(folder) or {}:
        if folder in ("settings", *words.LISTS) and (rest == code or rest.startswith(f"{code}.")):
            name = code if folder == "settings" else f"{words.LISTS[folder]}.{code}"
            said = told(Fault("", fault.sentence, fault.values)).removeprefix(": ")
            return {"label": words.rule(name, plain), "url": address_of(name), "sentence": said}
    return {"label": "", "url": "", "sentence": told(fault)}


def _undoable(steps: list[DraftStep]) -> bool:
    real = sum(one.what not in (Step.BEGUN, Step.UNDONE) for one in steps)
    return real > sum(one.what == Step.UNDONE for one in steps)


def _nothing() -> str:
    return _("There is nothing to undo: the draft is as it was begun.")


def origin(code: str) -> str:
    """Where a draft began."""
    if code == "in_force":
        return _("the policy in force")
    return _("a file") if code == "file" else _("a pack that ships with the program")


def _step(step: DraftStep, plain: Plain) -> dict[str, Any]:
    said = {
        Step.BEGUN: _("Begun"),
        Step.CHANGED: _("Changed"),
        Step.ADDED: _("Added"),
        Step.REMOVED: _("Taken out"),
        Step.UNDONE: _("Undone"),
        Step.SET_BACK: _("Set back to where it began"),
    }
    about = part(step.part, plain)
    return {"what": said[Step(step.what)], "part": about, "who": step.worker.name, "at": step.at}


def part(text: str, plain: Plain) -> str:
    """A part of a draft in words."""
    folder, _dot, code = text.partition(".")
    if folder == "cases":
        return _("Worked case %(number)s") % {"number": code}
    if folder in words.LISTS:
        return words.rule(f"{words.LISTS[folder]}.{code}", plain)
    return words.setting(code) if folder == "settings" else code
