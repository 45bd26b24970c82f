"""What is read out to an officer who calls: the answer with its reasons, and the number of the receipt."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thirdoption.program.handoffs.actions.telephone import Taken
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.referrals.rules import Screening
from thirdoption.program.sites.queries import policy_of


def known(handoff: Handoff | None) -> dict[str, str]:
    """What the call has told already."""
    call = handoff.call if handoff else None
    if call is None:
        return {}
    return {"officer": str(call.author_id or ""), "place": call.place}


def taken(found: Taken, handoff: Handoff | None, *, said_yes: bool) -> dict[str, Any]:
    """The answer as the officer's own page has it, and whether the line is called for it now."""
    language = get_language() or "en"
    policy, screening = policy_of(found.referral.policy), Screening.from_plain(found.referral.screening)
    return {
        "answer": policy.label(f"answer.{screening.answer}").say(language),
        "reasons": [reason.text.say(language) for reason in screening.reasons],
        "number": found.number,
        "officer": found.referral.author.name,
        "not_noted": _(found.not_noted) if found.not_noted else "",
        "handoff": handoff,
        "called": said_yes and not found.not_noted and handoff is None,
    }
