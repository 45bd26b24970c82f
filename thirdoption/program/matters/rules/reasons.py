"""What is said of a decision about a charge."""

from thirdoption.program.ground import texts
from thirdoption.program.ground.refusal import INVALID, Refused
from thirdoption.program.referrals.rules import check_no_identifiers


def stated(reason: str) -> str:
    """A reason as it is stored. Raises Refused (invalid) without one, or with an identifier in it (R-39)."""
    reason = texts.cleaned(reason, field="reason", limit=300)
    if not reason:
        raise Refused(INVALID, "Say why.", "reason")
    check_no_identifiers(reason, field="reason")
    return reason
