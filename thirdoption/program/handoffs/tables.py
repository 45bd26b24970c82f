"""The tables of handoffs: protected by a path to a person, or open with a reason."""

from thirdoption.program.ground.tables import Open, Protected

_HOURS = "workers' hours and safety, when one is paged next, when a page changed: ids, times, numbers"

PROTECTED = {
    "handoffs.Handoff": Protected(
        "engagement",
        referral="subject",
        update=("state", "version", "referral_id", "accepted_by_id", "person_id", "handed_over_at"),
        beside="person_id",
        first="requested",
    ),
    "handoffs.Call": Protected("engagement", referral="id", insert="caller"),
    "handoffs.HandoffNote": Protected(parent="handoffs.Handoff"),
}
OPEN = {
    "handoffs.Rotation": Open("SI", _HOURS),
    "handoffs.Override": Open("SI", _HOURS),
    "handoffs.ShiftRequest": Open("SI", _HOURS),
    "handoffs.ShiftAnswer": Open("SI", _HOURS),
    "handoffs.ShiftAsking": Open("SI", _HOURS),
    "handoffs.SafetyRule": Open("SI", _HOURS),
    "handoffs.RotaFeed": Open("SID", "addresses of calendars of workers' hours"),
    "handoffs.EscalationStep": Open("SIU", _HOURS),
    "handoffs.Heartbeat": Open("SIU", _HOURS),
    "handoffs.LineTest": Open("SIU", _HOURS),
    "handoffs.Outing": Open("SIU", _HOURS),
    "handoffs.Pulse": Open("SIU", _HOURS),
    "handoffs.SafetyStep": Open("SIU", _HOURS),
}
