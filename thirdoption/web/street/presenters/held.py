"""Held items as a supervisor reads them: what the officer recorded, and nothing of the program's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.referrals.actions import held as actions
from thirdoption.program.referrals.models import Held, HeldStep
from thirdoption.program.referrals.rules import SOMETHING_ELSE, HeldStepKind
from thirdoption.program.referrals.rules.sealed import Outcome, read_envelope
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import local_day, policy_on
from thirdoption.program.sites.rules import Policy
from thirdoption.program.staff.models import DeviceKey
from thirdoption.program.staff.queries import device_key
from thirdoption.web.kit.links import address
from thirdoption.web.street.presenters.phones import phone_number
from thirdoption.web.street.presenters.words import at, said

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Line:
    """One held item in the list."""

    url: str
    name: str
    made: str
    phone: str
    why: str
    where: str
    tone: str
    todo: bool


@dataclass(frozen=True)
class Page:
    """One held item: who made it, what it says while nobody took it, what was done with it."""

    pk: UUID
    facts: Rows
    said: Rows
    unreadable: str
    done: Rows
    where: str
    tone: str
    decided: bool
    accepted: bool
    recent: bool
    to_call: bool
    line_number: str


def held_items(found: Sequence[Held], keys: Iterable[DeviceKey], *, site: Site) -> dict[str, Any]:
    """The list, and how many of it wait."""
    phones = {key.pk: key for key in keys}
    lines = [_line(one, phones, site) for one in found]
    return {"lines": lines, "count": sum(one.todo for one in lines)}


def _line(one: Held, phones: dict[UUID, DeviceKey], site: Site) -> Line:
    item = read_envelope(one.envelope.encode())
    where, tone, todo = _where({step.what for step in one.steps.all()})
    key = phones.get(item.device)
    return Line(
        url=address("street:held-item", one.pk),
        name=one.author.name,
        made=_("Made %(at)s") % {"at": at(item.made_at, site.zone)},
        phone=phone_number(key) if key else "",
        why=_why(one, key),
        where=where,
        tone=tone,
        todo=todo,
    )


def _where(steps: set[str]) -> tuple[str, str, bool]:
    """(where it is, tone, whether somebody has to do something)."""
    if HeldStepKind.REFUSED in steps:
        return _("Not taken"), "quiet", False
    if HeldStepKind.TO_CALL in steps and HeldStepKind.CALLED not in steps:
        return _("Taken; the line was not called"), "urgent", True
    if HeldStepKind.TAKEN in steps:
        return _("Taken"), "good", False
    return _("Waits for you"), "waiting", True


def _why(one: Held, key: DeviceKey | None) -> str:
    """Why it was held, as it was when it came."""
    until = one.author.until
    if (until is not None and until <= one.received_at) or not one.author.user.is_active:
        return _("%(name)s does not work here any more.") % {"name": one.author.name}
    if key is not None and key.ended is not None:
        return _("This phone was ended before it was sent.")
    return ""


def held_item(one: Held, *, by: Acting, site: Site) -> Page:
    """The page of one item; what it says is read only until it is taken: then it is the referral's."""
    steps = {step.what: step for step in one.steps.select_related("author").order_by("at")}
    item = read_envelope(one.envelope.encode())
    key = device_key(pk=item.device)
    sent = {"at": at(one.received_at, site.zone), "name": one.sender.name}
    facts = (
        (_("Recorded by"), one.author.name),
        (_("Made"), at(item.made_at, site.zone)),
        (_("Which phone"), phone_number(key) if key else ""),
        (_("Why it is held"), _why(one, key)),
        (_("Sent"), _("%(at)s, by %(name)s") % sent),
    )
    where, tone, _todo = _where(set(steps))
    told: Rows = ()
    unreadable, accepted, recent = "", False, True
    if HeldStepKind.TAKEN not in steps:
        try:
            content = actions.read(held=one, by=by, at=by.now())
            told, recent = _told(content, site), content.recent
            accepted = content.inside.outcome is not None and content.inside.outcome.accepted
        except Refused as refused:
            unreadable = _(refused.sentence)
    return Page(
        pk=one.pk,
        facts=facts,
        said=told,
        unreadable=unreadable,
        done=tuple(_done(step, site) for step in steps.values()),
        where=where,
        tone=tone,
        decided=bool(steps),
        accepted=accepted,
        recent=recent,
        to_call=HeldStepKind.TO_CALL in steps and HeldStepKind.CALLED not in steps,
        line_number=site.line_number,
    )


def _done(step: HeldStep, site: Site) -> tuple[str, str]:
    """What a supervisor did, and when and why."""
    words = {
        HeldStepKind.TAKEN: _("Taken"),
        HeldStepKind.REFUSED: _("Not taken"),
        HeldStepKind.TO_CALL: _("Left to call"),
        HeldStepKind.CALLED: _("The line was called"),
    }
    text = _("%(at)s, by %(name)s") % {"at": at(step.at, site.zone), "name": step.author.name}
    return words[HeldStepKind(step.what)], f"{text}: {step.reason}" if step.reason else text


def _told(content: actions.Content, site: Site) -> Rows:
    """What the officer recorded, in the words of the policy of its day."""
    _version, policy = policy_on(site, local_day(site, content.occurred_at))
    facts, outcome = content.inside.facts, content.inside.outcome
    code = str(facts.get("conduct") or "")
    conduct = policy.conduct(code)
    label = said(conduct.label if conduct else policy.label(f"conduct.{SOMETHING_ELSE}")) if code else ""
    happened = [one for one in (label, str(facts.get("what_happened") or "")) if one]
    return (
        (_("Date and time"), at(content.occurred_at, site.zone)),
        (_("Place"), str(facts.get("place") or "")),
        (_("Incident number"), str(facts.get("incident_number") or "")),
        (_("What happened"), ": ".join(happened)),
        (_("What followed"), _followed(outcome, policy)),
    )


def _followed(outcome: Outcome | None, policy: Policy) -> str:
    """What the officer says followed."""
    if outcome is None:
        return _("Nothing is noted yet.")
    ending = said(policy.label(f"ending.{outcome.ending}")) if outcome.ending else ""
    if not outcome.offered:
        return f"{_('No offer made')}: {said(policy.label(f'not_offered.{outcome.reason}'))}. {ending}"
    if outcome.accepted:
        return _("The person said yes.")
    return f"{_('Offer declined')}. {ending}"
