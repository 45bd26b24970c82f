"""One referral: what was typed, the answer with its reasons, and whatever comes next."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs import queries as handoffs
from thirdoption.program.referrals.models import Referral
from thirdoption.program.referrals.rules import (
    MAY_BE_APPROVED,
    Answer,
    Approval,
    Reason,
    Screening,
    State,
    check_can_hold,
    check_can_offer,
)
from thirdoption.program.sites.queries import policy_of
from thirdoption.program.sites.rules import Door, Policy
from thirdoption.web.street.presenters.handoff import Panel, show_handoff
from thirdoption.web.street.presenters.words import at, said

TONES = {
    Answer.ELIGIBLE: "yes",
    Answer.ELIGIBLE_WITH_APPROVAL: "ask",
    Answer.PRESUMPTIVELY_NOT: "ask",
    Answer.ASK: "ask",
    Answer.NEEDS: "ask",
}


@dataclass(frozen=True)
class Because:
    """One reason as it is shown."""

    text: str
    words: str
    rule: str
    version: str
    source: str
    made_up: bool
    decides: bool


@dataclass(frozen=True)
class Page:
    """One referral: what was typed, the answer, and whatever comes next."""

    pk: UUID
    policy: Policy
    state: str
    incident_number: str
    facts: tuple[tuple[str, str], ...]
    answer: str
    tone: str
    reasons: tuple[Because, ...]
    made_up_label: str
    least_change: tuple[str, ...]
    blocked: str
    approvers: tuple[str, ...]
    may_be_approved: bool
    approval: str
    offer: tuple[tuple[str, str, tuple[str, ...]], ...]
    language: str
    ended: tuple[tuple[str, str], ...]
    panel: Panel | None


def policy_name(policy: Policy) -> str:
    """Which rules judge a contact now, in words."""
    return f"{said(policy.name)}, {policy.version}"


def contact_page(policy: Policy, door: Door) -> dict[str, Any]:
    """What stands around the form: which rules judge it, and the other door where it is not closed."""
    social = policy.setting(f"door.{Door.SOCIAL_CONTACT}").value != "closed"
    return {
        "policy": policy_name(policy),
        "arrest": door is Door.ARREST_DIVERSION,
        "door": str(door),
        "offer": offer_words(policy),
        "language": (get_language() or "en").split("-")[0],
        "social": social and door is Door.ARREST_DIVERSION,
    }


def offer_words(policy: Policy) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The words of the offer in each language: (its code, its name, the lines)."""
    languages = (("en", "English"), ("es", "Español"))
    return tuple((code, name, tuple(text.say(code) for text in policy.offer)) for code, name in languages)


def referral_page(*, by: Acting, referral: Referral) -> Page:
    """The page of one referral in the state that it is in."""
    policy = policy_of(referral.policy)
    screening = Screening.from_plain(referral.screening)
    panel = None
    if referral.state == State.ACCEPTED:
        number = handoffs.pulse(by=by, referral=referral.pk)
        found = handoffs.of_referral(by=by, referral=referral.pk)
        panel = show_handoff(handoff=found, number=number, pk=referral.pk, site=referral.site)
    return Page(
        pk=referral.pk,
        policy=policy,
        state=referral.state,
        incident_number=referral.incident_number,
        facts=_facts(referral, policy),
        answer=said(policy.label(f"answer.{screening.answer}")),
        tone=TONES.get(screening.answer, "no"),
        reasons=tuple(_because(reason, screening) for reason in screening.reasons),
        made_up_label=said(policy.label("made_up")),
        least_change=tuple(said(text) for text in screening.least_change),
        blocked=_blocked(screening, policy, referral),
        approvers=screening.may_approve,
        may_be_approved=screening.answer in MAY_BE_APPROVED,
        approval=_approval(referral, policy),
        offer=offer_words(policy),
        language=(get_language() or "en").split("-")[0],
        ended=_ended(referral, policy),
        panel=panel,
    )


def _facts(referral: Referral, policy: Policy) -> tuple[tuple[str, str], ...]:
    conduct = policy.conduct(referral.conduct)
    label = conduct.label if conduct else policy.label("conduct.something_else")
    words = f"{said(label)}: {referral.what_happened}" if referral.what_happened else said(label)
    taken = [(_("By telephone, taken by"), referral.taken_by.name)] if referral.taken_by else []
    return (
        (_("Date and time"), at(referral.occurred_at, referral.site.zone)),
        (_("Place"), referral.place),
        (_("What happened"), words),
        *taken,
    )


def _because(reason: Reason, screening: Screening) -> Because:
    return Because(
        text=said(reason.text),
        words=said(reason.words) if reason.words else "",
        rule=reason.rule,
        version=reason.policy_version,
        source=reason.source,
        made_up=reason.made_up,
        decides=reason.answer is screening.answer,
    )


def _approval(referral: Referral, policy: Policy) -> str:
    """What was said by whoever has to approve; empty while nobody was asked."""
    if not referral.approval:
        return ""
    who = said(policy.label(f"approver.{referral.approver}"))
    words = said(policy.label(f"approval.{referral.approval}"))
    return f"{who}: {words}" + (f" ({referral.approved_by})" if referral.approved_by else "")


def _blocked(screening: Screening, policy: Policy, referral: Referral) -> str:
    """Why the offer cannot be made now: the sentence that the server would answer with."""
    try:
        check_can_offer(screening, approved=referral.approval == Approval.APPROVED)
        if referral.door == Door.ARREST_DIVERSION:
            check_can_hold(policy, referral.conduct)
    except Refused as refused:
        return _(refused.sentence)
    return ""


def _ended(referral: Referral, policy: Policy) -> tuple[tuple[str, str], ...]:
    if referral.state not in (State.NOT_OFFERED, State.CLOSED):
        return ()
    rows = [(_("The contact ended with"), said(policy.label(f"ending.{referral.ending}")))]
    if referral.not_offered_reason:
        why = said(policy.label(f"not_offered.{referral.not_offered_reason}"))
        rows.insert(0, (_("No offer, because"), why))
    else:
        rows.insert(
            0, (_("The offer"), _("The person said no. Nothing is different for them because of that."))
        )
    return tuple(rows)
