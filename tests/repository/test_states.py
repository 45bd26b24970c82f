"""The state diagrams are those of the tables."""

from tests.repository import states
from tests.repository.tree import ROOT


def test_a_diagram_shows_every_way_and_one_box_for_what_is_alike() -> None:
    table = {"new": {"open", "lost", "won"}, "open": {"new", "won", "lost", "kept"}, "kept": set()}
    assert states.diagram(table, "new").splitlines() == [
        "stateDiagram-v2",
        "    new: new",
        "    open: open",
        "    kept: kept",
        "    lost: lost, won",
        "    [*] --> new",
        "    new --> lost",
        "    new --> open",
        "    open --> kept",
        "    open --> lost",
        "    open --> new",
    ]


def test_the_diagrams_are_those_of_the_code() -> None:
    told = (ROOT / states.FILE).read_text(encoding="utf-8")
    assert told == states.document(), "Run .venv/bin/python -m tests.repository.states and commit the page."
