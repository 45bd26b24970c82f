"""Habits of the code: no hidden imports, no logic in save(), pure rules, actions that ask first."""

import pytest

from tests.repository import habits
from tests.repository.tree import ROOT, python_sources, rank, tell, words_in_order

PROGRAM, WEB = "thirdoption/program", "thirdoption/web"

# Files that import inside a function, each with its reason. Empty is the aim.
HIDDEN_IMPORTS_ALLOWED: dict[str, str] = {}

# Actions that don't begin with check(by, Permission.X), as "word.function", each with the reason.
ASKS_IN_ANOTHER_WAY: dict[str, str] = {
    "sharing.disclose": "the database answers only the recipient of a release, or the operator for care",
    "referrals.ask": "the public has no role: the context's purpose, and that nobody stands behind it",
}


@pytest.mark.parametrize(
    "planted",
    [
        "def f():\n    from thirdoption.program.care import models\n",
        "class A:\n    async def f(self):\n        import os\n",
        "if TYPE_CHECKING:\n    from thirdoption.program import care\n",
        "if typing.TYPE_CHECKING:\n    import os\n",
    ],
)
def test_a_hidden_import_is_found(planted: str) -> None:
    assert len(habits.hidden_imports("a.py", planted)) == 1
    assert habits.hidden_imports("a.py", "import os\n\ndef f():\n    return os\n") == []


def test_logic_in_save_is_found() -> None:
    planted = "class Intake(Model):\n    def save(self, *a, **k):\n        self.done = True\n"
    assert "Intake.save()" in habits.saves_with_logic("a.py", planted)[0]
    assert habits.saves_with_logic("a.py", "def save(form):\n    pass\n") == []


def test_an_upsert_is_found_except_on_an_open_table() -> None:
    planted = "Person.objects.get_or_create(name=x)\nrows.filter(a=1).update_or_create(b=2)\n"
    assert len(habits.upserts("a.py", planted, ["Provider"])) == 2
    assert habits.upserts("a.py", "Provider.objects.update_or_create(a=1)\n", ["Provider"]) == []


@pytest.mark.parametrize(
    "planted",
    [
        "from django.utils import timezone\n",
        "import yaml\n",
        "from thirdoption.program.people import models\n",
        "from thirdoption.program.ground.acting import Acting\n",
        "def late(due):\n    return due < datetime.now(UTC)\n",
        "def fresh():\n    return uuid.uuid4()\n",
    ],
)
def test_an_impure_rule_is_found(planted: str) -> None:
    assert len(habits.impure_rules("rules.py", planted)) == 1


def test_a_pure_rule_passes() -> None:
    source = (
        "import datetime as dt\nfrom enum import StrEnum\n"
        "from thirdoption.program.sites import rules as sites\n"
        "from thirdoption.program.sites.rules.doors import Door\n"
        "from thirdoption.program.ground.refusal import Refused\n"
        "def late(due, at):\n    return due < at\n"
    )
    assert habits.impure_rules("rules.py", source) == []


def test_a_presenter_that_reads_a_model_is_found() -> None:
    typed = "from thirdoption.program.care.models import Goal\ndef f(a: list[Goal]) -> Goal | None:\n"
    assert habits.readings_of_models("a.py", typed + "    x: Goal = a[0]\n    return x\n") == []
    assert len(habits.readings_of_models("a.py", typed + "    return Goal.objects.first()\n")) == 1
    module = "from thirdoption.program.care import models\ndef f():\n    return models.Goal.objects.first()\n"
    assert len(habits.readings_of_models("a.py", module)) == 1


def test_presenters_read_no_model() -> None:
    presenters = [one for one in python_sources(ROOT, under=WEB) if "presenters" in one[0]]
    assert len(presenters) > 15
    faults = [fault for name, source in presenters for fault in habits.readings_of_models(name, source)]
    assert not faults, tell(faults)


def test_a_loose_action_is_found() -> None:
    name = "thirdoption/program/handoffs/actions.py"
    good = 'def accept(*, handoff, by, at):\n    """A."""\n    roles.check_may(by, P.X)\n    return 1\n'
    assert habits.loose_actions(name, good + "def _own(x):\n    return x\n", {}) == []
    by_place = "def accept(handoff, *, by, at):\n    check_may(by, P.X)\n"
    without_at = "def accept(*, handoff, by):\n    roles.check_may(by, P.X)\n"
    too_late = "def accept(*, handoff, by, at):\n    handoff.save()\n    roles.check_may(by, P.X)\n"
    assert "by place" in habits.loose_actions(name, by_place, {})[0]
    assert "misses at" in habits.loose_actions(name, without_at, {})[0]
    assert "must begin" in habits.loose_actions(name, too_late, {})[0]
    assert habits.loose_actions(name, too_late, {"handoffs.accept": "a link, no worker"}) == []


def test_imports_are_at_the_top() -> None:
    faults = [
        fault
        for folder in (PROGRAM, WEB)
        for name, source in python_sources(ROOT, under=folder)
        if name not in HIDDEN_IMPORTS_ALLOWED
        for fault in habits.hidden_imports(name, source)
    ]
    assert not faults, tell(faults)


def test_no_logic_in_save() -> None:
    """Of rows: the web's own stores, of sessions and counts, have these names by their framework."""
    faults = [
        fault
        for name, source in python_sources(ROOT, under=PROGRAM)
        for fault in habits.saves_with_logic(name, source)
    ]
    assert not faults, tell(faults)


def test_rules_are_pure() -> None:
    faults = [
        fault
        for name, source in python_sources(ROOT, under=PROGRAM)
        if habits.is_rules(name)
        for fault in habits.impure_rules(name, source)
    ]
    assert not faults, tell(faults)


def test_actions_above_staff_ask_first() -> None:
    order = words_in_order()
    above = set().union(*order[: rank("staff", order)])
    faults = [
        fault
        for name, source in python_sources(ROOT, under=PROGRAM)
        if habits.is_actions(name) and name.split("/")[2] in above
        for fault in habits.loose_actions(name, source, ASKS_IN_ANOTHER_WAY)
    ]
    assert not faults, tell(faults)
