"""The tables of governance: protected by a path to a person, or open with a reason."""

from thirdoption.program.ground.tables import Open

OPEN = {
    "governance.PolicyDraft": Open("SI", "a policy that is being written", update=("state", "ended_at")),
    "governance.DraftStep": Open("SI", "a policy that is being written"),
    "governance.PolicyEffect": Open("SI", "counts of codes, protected", update=("state", "result")),
}
