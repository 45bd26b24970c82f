"""The page on which one value is edited."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from thirdoption.program.governance.queries import Draft
from thirdoption.program.sites.rules.editing import found, place_of
from thirdoption.web.setup.presenters import overview, words


def setting(name: str, draft: Draft) -> dict[str, Any]:
    """One setting."""
    return {**_beside(name, draft), "title": words.setting(name)}


def entry(folder: str, code: str, draft: Draft) -> dict[str, Any]:
    """One conduct, exclusion or limit, which can be taken out."""
    name = f"{words.LISTS[folder]}.{code}"
    return {
        **_beside(name, draft),
        "title": words.rule(name, draft.plain),
        "over": words.group(folder),
        "remove_url": reverse("setup:remove", kwargs={"folder": folder, "code": code}),
        "step": draft.step.number,
    }


def new(folder: str) -> dict[str, Any]:
    """A conduct, an exclusion or a limit that is not there yet."""
    titles = {
        "conducts": _("A new conduct"),
        "exclusions": _("A new exclusion"),
        "limits": _("A new limit"),
    }
    return {"title": titles[folder], "over": words.group(folder)}


def _beside(name: str, draft: Draft) -> dict[str, Any]:
    """What helps to fill in the form: the question, what others do, and what an officer reads until then."""
    node = found(draft.plain, place_of(name)) or {}
    rule = now(name, draft)
    return {
        "question": words.said(node.get("question") or node.get("ask_site")),
        "reference": words.said(node.get("reference")),
        "effect": rule.effect if rule.open else "",
    }


def now(name: str, draft: Draft) -> overview.Rule:
    """What the draft says of a value now."""
    group = next(
        (one for one in words.GROUPS if name in overview.names_of(draft.plain, one)), next(iter(words.GROUPS))
    )
    rules = {rule.name: rule for rule in overview.rules_of(draft.plain, group)}
    return rules.get(name) or next(iter(rules.values()))
