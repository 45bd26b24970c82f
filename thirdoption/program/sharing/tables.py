"""The tables of sharing: protected by a path to a person, or open with a reason."""

from thirdoption.program.ground.tables import Protected

PROTECTED = {
    "sharing.Grant": Protected(rights="S", special="grant"),
    "sharing.Release": Protected("release", person="person_id", hand="taken_by_id", beside="referral"),
    "sharing.Withdrawal": Protected("release", person="person_id", hand="taken_by_id", beside="release_id"),
    "sharing.Disclosure": Protected("release", person="person_id", rights="S"),
}
_TOLD = "context site worker organization purpose at is_operator rehearses"
FUNCTIONS = (
    *(f"sharing.{name}()" for name in _TOLD.split()),
    "sharing.enter(text)",
    "sharing.disclose(uuid[], text)",
    "sharing.open_sealed(text, text)",
    "sharing.open_restricted(uuid, text)",
    "sharing.restricted_records()",
    "sharing.with_worker(uuid)",
    "sharing.seal(uuid[], text, text, text)",
)
"""What the app role may call."""
