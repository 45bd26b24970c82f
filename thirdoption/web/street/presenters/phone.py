"""What a phone keeps to work without signal: the policies by date with their sentences, and who records."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from thirdoption.program.ground.refusal import Refused
from thirdoption.program.referrals.actions.phone import Received
from thirdoption.program.referrals.queries import sealing_key
from thirdoption.program.referrals.rules import Answer, book_of
from thirdoption.program.referrals.rules.contact import LONGEST_TICKET, OLDEST
from thirdoption.program.referrals.rules.rulebook import questions
from thirdoption.program.referrals.rules.screening import explained
from thirdoption.program.sites.models import PolicyVersion
from thirdoption.program.sites.queries import local_day, policies_since
from thirdoption.program.sites.rules import Policy, Text
from thirdoption.program.staff.models import Worker

Plain = dict[str, Any]


def policy_file(*, worker: Worker, now: datetime) -> Plain:
    """Every policy under which a contact can be judged now or later, and what the phone needs besides.

    Nothing of a participant is in it, and of workers only the one who is signed in.
    """
    site = worker.site
    since = local_day(site, now - OLDEST)
    name, point = sealing_key()
    return {
        "site": str(site.pk),
        "zone": site.zone,
        "line": site.line_number,
        "oldest_days": OLDEST.days,
        "ticket_days": LONGEST_TICKET.days,
        "key": {"id": name, "point": point},
        "me": {
            "id": str(worker.pk),
            "name": worker.name,
            "opted_in": worker.opted_in,
            "trained_until": worker.trained_until.isoformat() if worker.trained_until else "",
        },
        "versions": [_version(version, policy) for version, policy in policies_since(site, since)],
    }


def _version(version: PolicyVersion, policy: Policy) -> Plain:
    return {
        "from": version.in_force_from.isoformat(),
        "version": policy.version,
        "name": _words(policy.name),
        "book": book_of(policy),
        "texts": {
            f"{reason}|{cite}": {"text": _words(one.text), "source": one.source, "made_up": one.made_up}
            for (reason, cite), one in explained(policy).items()
        },
        "changes": {rule: _words(text) for rule, text in policy.changes.items()},
        "answers": {str(answer): _words(policy.label(f"answer.{answer}")) for answer in Answer},
        "made_up": _words(policy.label("made_up")),
        "holds": policy.setting("intake_days").value is not None,
        "no_offense": [code for code, conduct in policy.conducts.items() if conduct.no_offense],
        "offer": [_words(text) for text in policy.offer],
        "asks": dict(_asked(policy)),
    }


def _asked(policy: Policy) -> Iterable[tuple[str, Plain]]:
    """The questions that only a policy of another date may ask: the form itself has those of today."""
    for fact, answers in questions(policy).items():
        if fact.startswith("officer_") or not answers:
            continue
        group = "yes_no" if answers == ("yes", "no", "not_known") else fact
        labels = {code: _label(policy, group, fact, code) for code in answers}
        yield fact, {"text": _words(policy.question(fact)), "answers": labels}


def _label(policy: Policy, group: str, fact: str, code: str) -> Mapping[str, str]:
    conduct = policy.conducts.get(code) if fact == "conduct" else None
    return _words(conduct.label if conduct else policy.label(f"{group}.{code}"))


def _words(text: Text) -> dict[str, str]:
    return {language: text.say(language) for language in ("en", "es")}


def arrival(found: Received) -> Plain:
    """What became of an item, in words."""
    said = [_(note.sentence) % {**note.values, "why": _why(note.values)} for note in found.notes]
    if found.state == "waits":
        said = [_("This needs the sign-in of %(name)s.") % {"name": found.name}]
    if found.state == "held":
        sentence = _("%(name)s does not work here any more. A supervisor has this now.")
        said = [sentence % {"name": found.name}]
    return {
        "state": str(found.state),
        "number": found.number,
        "referral": str(found.referral) if found.referral else "",
        "said": said,
    }


def _why(values: Mapping[str, object]) -> str:
    why = str(values.get("why", ""))
    return _(why) if why else ""


def refusal(refused: Refused) -> Plain:
    """Why an item was not taken: it stays on the phone with this sentence."""
    text = _(refused.sentence)
    text = text % refused.values if refused.values else text
    return {"state": "rejected", "said": [text], "field": refused.field or ""}
