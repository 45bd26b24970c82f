"""The tables of trail: protected by a path to a person, or open with a reason."""

from thirdoption.program.ground.tables import Open, Protected

PROTECTED = {
    "trail.Entry": Protected(insert="trail", special="trail"),
}
OPEN = {
    "trail.Block": Open("S", "hashes and counts of rows"),
}
FUNCTIONS = (
    "trail.seal()",
    "trail.faults()",
    "trail.counts()",
)
"""What the app role may call."""
