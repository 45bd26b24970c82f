"""The tables of loop: protected by a path to a person, or open with a reason."""

from thirdoption.program.ground.tables import Open

OPEN = {
    "loop.ClockRun": Open("SI", "that a night's reminders were sent: a day and counts"),
}
FUNCTIONS = (
    "loop.waiting(integer)",
    "loop.reminders(date)",
    "loop.caseloads()",
)
"""What the app role may call."""
