"""docs/explanation/held-charges.md: six ways of holding a charge, and who could see what at each state.

The diagrams are drawn from the tables of states here; what could be seen is asked of the database by
tests/database/test_charge_journeys.py, which writes the page again when WRITE_DOCS is set.
"""

from collections.abc import Mapping, Sequence
from textwrap import fill

from tests.repository.states import diagram
from thirdoption.program.matters.rules import TABLES, ChargeModel

FILE = "docs/explanation/held-charges.md"
NOTHING = "nothing"
Seen = Mapping[str, Sequence[str]]
WAYS = {
    ChargeModel.NO_REPORT: (
        "No report",
        "The officer makes no report, so there is no charge: nothing is held, and no clock runs. Atlanta "
        "does so.",
    ),
    ChargeModel.HELD_BY_PROSECUTOR: (
        "Held by the prosecutor",
        "The report goes to the prosecutor's office, which holds the charge while the person does the "
        "intake, and decides. Santa Fe and King County do so.",
    ),
    ChargeModel.LODGED: (
        "Lodged, and its officer may revive it",
        "The charge lies with the office. Once its day has passed, the officer who wrote it may ask for "
        "it to be taken up; until then nobody files it. Watauga County does so.",
    ),
    ChargeModel.STATUTORY_BAR: (
        "Barred by statute after the intake",
        "The state's law bars the charge once the intake is done in time. The office says that it is barred. "
        "California's law is of this kind.",
    ),
    ChargeModel.VOID_AFTER_MONTHS: (
        "Void after some months",
        "A charge that was not taken up is void after so many months as the site has set. Madison does so.",
    ),
    ChargeModel.RE_OFFENSE_ONLY: (
        "For a new offense only",
        "The charge is filed only where a new offense follows before its day; after it the charge lapses. "
        "Multnomah County's deflection was of this kind.",
    ),
}
"""Each way as a heading and in words."""
_HEAD = """# Held charges

Places hold a charge in six ways while a person does the intake; the policy in force at the contact says
in which. For each way there is one table of states in `matters/rules/states.py`, drawn here; the
database lets no other step be taken. Every step is somebody's act: no clock and no intake moves a
charge.

The tables say what the database showed to each role at each step of a journey from the contact to the
end, made by the actions that the pages call (`tests/database/test_charge_journeys.py`, which compares
this page with what it finds). Two people walk beside each other: one signs nothing; the rows *with the
person's release* are of the other, who signed the hand-off release to the prosecutor and the release to
the public defender.

- *contact*: what the officer wrote, with its narrative.
- *charge*: incident number, offense, last day, state, decision. Nothing of care.
- *dates*: that a date was changed, by which side, to which day.
- *why*: why the program paused the clock.
- *intake*: that the intake is done, and on which day.
"""


def section(model: ChargeModel, steps: Sequence[str], seen: Seen) -> str:
    """One way of holding a charge, with its diagram and what each role could see at each step."""
    name, words = WAYS[model]
    drawn = f"```mermaid\n{diagram(TABLES[model], 'held')}```\n\n" if TABLES[model] else ""
    lines = [("", *steps), ("---",) * (len(steps) + 1), *((role, *cells) for role, cells in seen.items())]
    table = "".join("| " + " | ".join(line) + " |\n" for line in lines)
    return f"\n## {name}\n\n{fill(words, 105)}\n\n{drawn}{table}"


def put(page: str, model: ChargeModel, made: str) -> str:
    """The page with the section of one way in its place; the others stay."""
    parts = dict.fromkeys((f"## {name}" for name, _words in WAYS.values()), "")
    for part in page.split("\n## ")[1:]:
        parts["## " + part.split("\n")[0]] = f"\n## {part}"
    parts[f"## {WAYS[model][0]}"] = made
    return _HEAD + "".join(parts.values())
