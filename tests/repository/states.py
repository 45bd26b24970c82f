"""The state diagrams of docs/reference/states.md, drawn from the tables of transitions.

`.venv/bin/python -m tests.repository.states` writes them again.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.repository.tree import ROOT
from thirdoption.program.care.rules import TRANSITIONS as PARTICIPATION
from thirdoption.program.care.rules.events import DEATH_TRANSITIONS as DEATH
from thirdoption.program.care.rules.funds import FUND_TRANSITIONS as FUND
from thirdoption.program.care.rules.told import TOLD_TRANSITIONS as TOLD
from thirdoption.program.handoffs.rules import TRANSITIONS as HANDOFF
from thirdoption.program.matters.rules import TABLES as CHARGES
from thirdoption.program.matters.rules import ChargeModel
from thirdoption.program.referrals.rules import TRANSITIONS as REFERRAL
from thirdoption.program.referrals.rules.community import ASKED_TRANSITIONS as ASKED
from thirdoption.program.services.rules import TASK_TRANSITIONS as CONNECTION

Table = Mapping[Any, Any]
MODELS = {
    ChargeModel.HELD_BY_PROSECUTOR: (
        "A charge held by the prosecutor", "It waits during the intake, and the office decides."),
    ChargeModel.LODGED: ("A charge lodged", "Once its day has passed, its officer may revive it."),
    ChargeModel.STATUTORY_BAR: ("A charge that a statute bars", "After the intake the law bars it."),
    ChargeModel.VOID_AFTER_MONTHS: (
        "A charge that becomes void", "After the months that the site has set it may be voided."),
    ChargeModel.RE_OFFENSE_ONLY: ("A charge for a new offense", "Once its day has passed it may lapse."),
}  # fmt: skip
"""How a place holds a charge, in words; where it makes no report there is none."""
TABLES: dict[str, tuple[str, str, str, Table]] = {
    "A contact": ("referrals/rules/terms.py", "recorded", "What an officer sends.", REFERRAL),
    "A request of the community": (
        "referrals/rules/community.py", "waiting", "Somebody else asks.", ASKED),
    "A hand-off": (
        "handoffs/rules/handoff.py", "requested", "From the call to the officer being free. That "
        "somebody was paged is a row of the escalation, not a state. Whoever is met after all is taken over "
        "then, and the officer hears nothing of it.", HANDOFF),
    **{name: ("matters/rules/states.py", "held", words, CHARGES[model])
       for model, (name, words) in MODELS.items()},
    "Taking part": ("care/rules.py", "active", "No state is a verdict, and none ends care.", PARTICIPATION),
    "Help with money": (
        "care/rules/funds.py", "asked", "Another worker than who asked answers.", FUND),
    "A death": (
        "care/rules/events.py", "noted", "Another worker confirms it; an error is taken back.", DEATH),
    "What is told without consent": (
        "care/rules/told.py", "noted", "Where the reason asks for it, another worker looks first.", TOLD),
    "A connection to a provider": (
        "services/rules.py", "draft", "The statuses are those of a FHIR task.", CONNECTION),
}  # fmt: skip
FILE = "docs/reference/states.md"
_HEAD = """# States

Each thing goes from state to state as these diagrams say; the database refuses every other step. They are
drawn from the tables in the code: `.venv/bin/python -m tests.repository.states` draws them again. States with
the same ways in, of several, and the same ways out share a box.
"""


def document(tables: Mapping[str, tuple[str, str, str, Table]] = TABLES) -> str:
    """The whole page."""
    return _HEAD + "".join(
        f"\n## {name}\n\n{words} `{file}`\n\n```mermaid\n{diagram(table, first)}```\n"
        for name, (file, first, words, table) in tables.items()
    )


def diagram(table: Table, first: str) -> str:
    """One table as a Mermaid state diagram."""
    after = {str(one): frozenset(map(str, ways)) for one, ways in table.items()}
    names = list(dict.fromkeys([*after, *(one for ways in after.values() for one in sorted(ways))]))
    before = {one: frozenset(other for other in after if one in after[other]) for one in names}
    boxes: dict[object, list[str]] = {}
    for one in names:
        alone = one == first or len(before[one]) < 2 or before[one] & after.get(one, frozenset())
        boxes.setdefault(one if alone else (before[one], after.get(one, frozenset())), []).append(one)
    box_of = {one: box[0] for box in boxes.values() for one in box}
    lines = ["stateDiagram-v2", *(f"    {box[0]}: {_words(box)}" for box in boxes.values())]
    lines.append(f"    [*] --> {first}")
    edges = [(box_of[one], box_of[other]) for one in names for other in sorted(after.get(one, ()))]
    lines += [f"    {one} --> {other}" for one, other in dict.fromkeys(edges)]
    return "\n".join(lines) + "\n"


def _words(box: list[str]) -> str:
    return ", ".join(one.replace("_", " ") for one in box)


def write(root: Path = ROOT) -> None:
    """Write the page."""
    (root / FILE).write_text(document(), encoding="utf-8")


if __name__ == "__main__":
    write()
