"""The acts of help with money and of what must be told, with the rows that they leave on the trail."""

from types import SimpleNamespace
from typing import Any

from thirdoption.program.care.actions import funds, told

Story = SimpleNamespace
ASK = {"kind": "bus_pass", "cents": 3000, "payee": "The bus office", "why": "To get to the clinic"}
ABUSE = {
    "ground": "child_abuse", "recipient": "The state's line", "facts": ["name", "incident"],
    "what": "A child was hurt", "court_order": "",
}  # fmt: skip
ORDER = {**ABUSE, "ground": "court_order", "facts": ["ordered"], "court_order": "County Court 26-118"}
_ASKED = ("ask funds: person + person",)
_MOVED = ("move funds: person + person",)
_TOLD = "note told: person + person"
_STEP = "move told: person + person"


def _asked(story: Story) -> dict[str, Any]:
    return {"person": story.person, **ASK}


def _fund(story: Story, **more: Any) -> dict[str, Any]:
    return {"fund": story.fund, **more}


ACTS = (
    ("case-manager", funds.ask_funds, _asked, _ASKED, "fund"),
    ("supervisor", funds.answer_funds, lambda s: _fund(s, approve=True, note=""), _MOVED),
    ("case-manager", funds.pay_funds, lambda s: _fund(s, cents=2500), _MOVED),
    ("case-manager", funds.return_funds, lambda s: _fund(s, cents=500, note="Left over"), _MOVED),
    ("case-manager", funds.add_receipt, lambda s: _fund(s, content=b"%PDF-1.7"),
        ("add receipt: person + person",), "receipt"),
    ("case-manager", funds.take_receipt, lambda s: {"receipt": s.receipt},
        ("take receipt: person + person",)),
    ("case-manager", funds.ask_funds, _asked, _ASKED, "fund"),
    ("case-manager", funds.cancel_funds, lambda s: _fund(s, note="They have one"), _MOVED),
    ("case-manager", told.note_told, lambda s: {"person": s.person, **ABUSE}, (_TOLD, _STEP)),
    ("case-manager", told.note_told, lambda s: {"person": s.person, **ORDER}, (_TOLD,), "telling"),
    ("supervisor", told.look_at_told, lambda s: {"told": s.telling, "note": "It is one"}, (_STEP,)),
    ("case-manager", told.tell, lambda s: {"told": s.telling}, (_STEP,)),
    ("case-manager", told.note_told, lambda s: {"person": s.person, **ORDER}, (_TOLD,), "telling"),
    ("case-manager", told.let_be, lambda s: {"told": s.telling, "note": "The order was set aside"},
        (_STEP,)),
    ("case-manager", told.export_accounting, lambda s: {"person": s.person},
        ("export accounting: person + person",)),
)  # fmt: skip
