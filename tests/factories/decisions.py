"""Cases for both interpreters, and what the phone's says to them."""

import json
import random
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import thirdoption.demo
from thirdoption.command import assets
from thirdoption.program.referrals.rules import Facts, interpreter
from thirdoption.program.referrals.rules.rulebook import questions, rulebook
from thirdoption.program.referrals.rules.worked import supposing
from thirdoption.program.sites import packs
from thirdoption.program.sites.rules import Door, Driver, Policy

HERE = Path(__file__).parent
ANSWERS = Path(thirdoption.demo.__file__).parent / "albany-answers.yaml"
SOME_DAY = datetime(2026, 1, 2, 12, tzinfo=UTC)
Case = tuple[str, dict[str, Any]]


def plain(decision: interpreter.Decision) -> dict[str, Any]:
    """A decision as JSON, in the shape of the phone's."""
    return {
        "answer": decision.answer,
        "reasons": [asdict(reason) for reason in decision.reasons],
        "ask": list(decision.ask),
    }


def here(books: dict[str, Any], cases: Sequence[Case]) -> list[dict[str, Any]]:
    """What the server decides."""
    return [plain(interpreter.decide(books[book], facts)) for book, facts in cases]


def on_the_phone(books: dict[str, Any], cases: Sequence[Case]) -> tuple[list[dict[str, Any]], float]:
    """What the phone's interpreter decides, and how many microseconds one decision takes in Node."""
    node, _npm = assets.node()
    given = json.dumps({"books": books, "cases": cases})
    done = subprocess.run(
        [node, HERE / "decide.mjs"], input=given, check=True, capture_output=True, text=True
    )
    said = json.loads(done.stdout)
    return said["decisions"], said["microseconds"]


def published() -> list[Policy]:
    """Every pack as published."""
    return [packs.load_policy(name) for name in packs.pack_ids()]


def rehearsed() -> Policy:
    """Albany with the demo's answers: the policy of Fort Orange."""
    return packs.load_policy("albany").with_answers(packs.load_answers(ANSWERS))


def worked() -> tuple[dict[str, Any], list[Case]]:
    """The worked cases of all packs, each with the rulebook that it supposes."""
    books, cases = {}, []
    for policy in published():
        for number, case in enumerate(policy.cases):
            name = f"{policy.id} {number} {case.name.en}"
            books[name] = rulebook(supposing(policy, dict(case.suppose)))
            facts = Facts.from_plain({"occurred_at": SOME_DAY.isoformat(), **case.facts})
            cases.append((name, facts.answers()))
    return books, cases


def random_facts(policy: Policy, pick: random.Random) -> dict[str, Any]:
    """Facts as a form could give them: each answered, or not yet; numbers on and around each limit."""
    given: dict[str, Any] = {"door": str(pick.choice(list(Door)))}
    limits = [
        float(one.rule.value) for one in policy.limits.values() if isinstance(one.rule.value, int | float)
    ]
    sparse = pick.random()
    for fact, answers in questions(policy).items():
        if pick.random() < sparse:
            continue
        around = pick.choice(limits or [1.0]) + pick.choice((-1, -0.01, 0, 0.01, 1))
        given[fact] = pick.choice(answers) if answers else pick.choice((around, "not_known"))
    if pick.random() > sparse:
        chosen = [str(driver) for driver in Driver if pick.random() < 0.4]
        given |= {"drivers": chosen} if chosen else {}
    return given
