"""What a screening says: the answer, its reasons and the least that would change it, to keep and to show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thirdoption.program.ground.refusal import CONFLICT, Refused
from thirdoption.program.referrals.rules.terms import Answer
from thirdoption.program.sites.rules import Approver, Policy, Text
from thirdoption.program.sites.rules.terms import NO_REPORT

# Every reason that the screening can give, and what it alone leads to. Its sentence is in the policy.
EFFECT: Mapping[str, Answer] = {
    "door.open": Answer.ELIGIBLE,
    "door.closed": Answer.NOT_BY_THIS_DOOR,
    "door.not_set": Answer.ASK,
    "stop.applies": Answer.NOT,
    "stop.not_known": Answer.ASK,
    "age.old_enough": Answer.ELIGIBLE,
    "age.under_18": Answer.ASK,
    "age.not_known": Answer.ASK,
    "age.not_set": Answer.ASK,
    "conduct.eligible": Answer.ELIGIBLE,
    "conduct.with_approval": Answer.ELIGIBLE_WITH_APPROVAL,
    "conduct.not_eligible": Answer.NOT,
    "conduct.not_set": Answer.ASK,
    "conduct.no_offense": Answer.NOT_BY_THIS_DOOR,
    "conduct.something_else": Answer.ASK,
    "conduct.missing": Answer.NEEDS,
    "drivers.match": Answer.ELIGIBLE,
    "drivers.no_match": Answer.NOT,
    "drivers.missing": Answer.NEEDS,
    "drivers.not_set": Answer.ASK,
    "complainant.none_present": Answer.ELIGIBLE,
    "complainant.agreed": Answer.ELIGIBLE,
    "complainant.declined": Answer.NOT,
    "complainant.not_reached": Answer.NEEDS,
    "complainant.missing": Answer.NEEDS,
    "complainant.not_asked": Answer.ELIGIBLE,
    "complainant.not_set": Answer.ASK,
    "approver.officer": Answer.ELIGIBLE,
    "approver.sergeant": Answer.ELIGIBLE_WITH_APPROVAL,
    "approver.supervisor": Answer.ELIGIBLE_WITH_APPROVAL,
    "approver.prosecutor": Answer.ELIGIBLE_WITH_APPROVAL,
    "approver.program": Answer.ELIGIBLE_WITH_APPROVAL,
    "approver.partners": Answer.ELIGIBLE_WITH_APPROVAL,
    "approver.not_set": Answer.ASK,
    "officer.not_opted_in": Answer.NEEDS,
    "officer.opted_in_not_known": Answer.NEEDS,
    "officer.not_trained": Answer.NEEDS,
    "officer.trained_not_known": Answer.NEEDS,
    "officer.not_set": Answer.ASK,
    "place.outside": Answer.NOT_BY_THIS_DOOR,
    "place.not_known": Answer.ASK,
    "place.not_set": Answer.ASK,
    "limits.over": Answer.NOT_BY_THIS_DOOR,
    "limits.over_overridable": Answer.PRESUMPTIVELY_NOT,
    "limits.within": Answer.ELIGIBLE,
    "limits.not_known": Answer.ASK,
    "limits.not_set": Answer.ASK,
    "verification.given": Answer.ELIGIBLE,
    "verification.none": Answer.NOT_BY_THIS_DOOR,
    "verification.not_set": Answer.ASK,
    "exclusions.none": Answer.ELIGIBLE,
    "exclusions.hard": Answer.NOT,
    "exclusions.by_this_door": Answer.NOT_BY_THIS_DOOR,
    "exclusions.overridable": Answer.PRESUMPTIVELY_NOT,
    "exclusions.not_known": Answer.ASK,
    "exclusions.not_set": Answer.ASK,
    "agency_check.clear": Answer.ELIGIBLE,
    "agency_check.not_done": Answer.NEEDS,
    "question.missing": Answer.NEEDS,
    "charge.set": Answer.ELIGIBLE,
    "charge.not_set": Answer.ASK,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason: the rule, what it alone leads to, its sentence, and where the rule comes from.

    `words` is the site's own wording of its rule, where the policy has one.
    """

    rule: str
    answer: Answer
    text: Text
    policy_version: str
    words: Text | None = None
    source: str = ""
    made_up: bool = False

    @property
    def sentence(self) -> str:
        """The English sentence."""
        return self.text.en

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Reason":
        """A kept reason, as `to_plain` wrote it."""
        texts = {key: Text(dict(plain[key])) if plain[key] else None for key in ("text", "words")}
        return cls(**{**plain, **texts, "answer": Answer(plain["answer"])})

    def to_plain(self) -> dict[str, object]:
        """As JSON."""
        return {
            "rule": self.rule,
            "answer": str(self.answer),
            "text": self.text.to_plain(),
            "words": self.words.to_plain() if self.words else None,
            "policy_version": self.policy_version,
            "source": self.source,
            "made_up": self.made_up,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """The answer to one contact under one version of a policy, the deciding reasons first.

    `approvers` says who has to approve an answer "eligible with approval", or may override "presumptively
    not"; `ask` which facts could still change the answer, in the order that settles it soonest.
    """

    answer: Answer
    reasons: tuple[Reason, ...]
    least_change: tuple[Text, ...]
    policy_id: str
    policy_version: str
    approvers: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()

    @property
    def may_offer(self) -> bool:
        """Whether the officer may make the offer now, asking nobody."""
        return self.answer is Answer.ELIGIBLE

    @property
    def may_approve(self) -> tuple[str, ...]:
        """Whoever may open the offer: as the policy says, or a superior where the site has not set it."""
        if self.answer not in MAY_BE_APPROVED:
            return ()
        return self.approvers or (Approver.SUPERVISOR, Approver.SERGEANT)

    @property
    def made_up(self) -> bool:
        """Whether a rule was used that was made up for a rehearsal."""
        return any(reason.made_up for reason in self.reasons)

    @property
    def deciding(self) -> tuple[Reason, ...]:
        """The reasons that make the answer what it is."""
        return tuple(reason for reason in self.reasons if reason.answer is self.answer)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Screening":
        """A kept screening, as `to_plain` wrote it."""
        return cls(
            answer=Answer(plain["answer"]),
            reasons=tuple(Reason.from_plain(reason) for reason in plain["reasons"]),
            least_change=tuple(Text(dict(text)) for text in plain["least_change"]),
            policy_id=plain["policy_id"],
            policy_version=plain["policy_version"],
            approvers=tuple(plain["approvers"]),
            ask=tuple(plain.get("ask", ())),
        )

    def to_plain(self) -> dict[str, object]:
        """As JSON, complete: it can be shown years later without the policy."""
        return {
            "answer": str(self.answer),
            "policy_id": self.policy_id,
            "policy_version": self.policy_version,
            "made_up": self.made_up,
            "may_offer": self.may_offer,
            "approvers": list(self.approvers),
            "ask": list(self.ask),
            "reasons": [reason.to_plain() for reason in self.reasons],
            "least_change": [text.to_plain() for text in self.least_change],
        }


MAY_BE_APPROVED = (Answer.ELIGIBLE_WITH_APPROVAL, Answer.PRESUMPTIVELY_NOT, Answer.ASK)


def check_can_offer(screening: Screening, *, approved: bool = False) -> None:
    """Refused (conflict) unless the offer may be made; `approved`: whoever had to be asked said yes."""
    if screening.may_offer or (approved and screening.answer in MAY_BE_APPROVED):
        return
    if screening.answer in MAY_BE_APPROVED:
        raise Refused(CONFLICT, "Somebody has to approve this offer first: the reasons say who.")
    raise Refused(CONFLICT, "The policy does not allow an offer with these facts: the reasons say why.")


def check_can_hold(policy: Policy, conduct: str) -> None:
    """Refused (conflict) where a yes would hold a charge and the site has not set how long it waits."""
    found = policy.conduct(conduct)
    holds_none = (found and found.no_offense) or policy.setting("charge_model").value == NO_REPORT
    if holds_none or policy.setting("intake_days").value is not None:
        return
    raise Refused(
        CONFLICT,
        "Ask a supervisor: the site has not set by when the intake has to be done, so no charge can wait.",
    )
