"""Charges held in any of the six ways, each step by the action that the page calls."""

from datetime import date, timedelta
from typing import Any

from tests.factories.fixtures import World
from thirdoption.program.care import queries as care
from thirdoption.program.care.models import Confirmation
from thirdoption.program.matters import actions
from thirdoption.program.matters.models import DateChange, DateReason, Matter
from thirdoption.program.matters.rules import FILINGS, State
from thirdoption.program.referrals.models import Referral
from thirdoption.program.sharing.models import Release
from thirdoption.program.sharing.rules import Form
from thirdoption.program.sites import actions as sites
from thirdoption.program.sites.models import Agency
from thirdoption.program.sites.queries import local_day, plain_of, policy_on
from thirdoption.program.sites.rules.editing import with_answers

ROLES = {
    "officer": "officer who wrote it",
    "officer-2": "another officer",
    "on-call": "on-call worker",
    "case-manager": "case manager",
    "supervisor": "supervisor",
    "manager": "program manager",
    "liaison": "prosecutor's liaison",
    "defender": "public defender",
    "community": "community member",
    "auditor": "auditor",
}
_WORDS = {"en": "Made up for a test.", "es": "Inventado para una prueba."}
SEEN = {"contact": Referral, "charge": Matter, "dates": DateChange, "why": DateReason, "intake": Confirmation}


def today(world: World) -> date:
    """The day at the site."""
    return local_day(world.site, world.at)


def decided(world: World, pack: Any = None, **settings: Any) -> None:
    """The place decides on a policy with other values, from the next day on."""
    world.pass_time(days=1)
    version, _policy = policy_on(world.site, today(world))
    if pack is None:
        pack = {**plain_of(version), "settings": {**plain_of(version)["settings"], **_asked(settings)}}
        settings = {name: value for name, value in settings.items() if value is not None}
    answers = {name.replace("__", "."): {"value": value, "words": _WORDS} for name, value in settings.items()}
    given = {"made_up": True, "source": "made up for a test", "answers": answers}
    with world.acting("manager") as by:
        sites.put_policy_in_force(
            site=world.site,
            plain=with_answers(pack, given, read=today(world)),
            on=today(world),
            decided_on=today(world),
            decision="Made up",
            put_by=by.worker,
        )


def _asked(settings: Any) -> Any:
    """What the place leaves open, and what it had answered otherwise: as if nobody had been asked."""
    unknown = {"grade": "unknown", **dict.fromkeys(("question", "reference"), _WORDS)}
    return {name.replace("__", "."): unknown for name in settings}


def of(referral: Any) -> Any:
    """The charge of a referral, as who acts may see it."""
    return Matter.objects.get(referral=referral.pk)


def paused(world: World, referral: Any, days: int = 10, worker: str = "supervisor") -> DateChange:
    """The program pauses the clock from today on."""
    until = today(world) + timedelta(days=days)
    with world.acting(worker) as by:
        given = {"since": today(world), "until": until, "reason": "In the hospital."}
        return actions.pause(matter=of(referral), **given, by=by, at=world.at)


def extended(world: World, referral: Any, days: int = 10) -> DateChange:
    """The prosecutor's office gives so many days more."""
    with world.acting("liaison") as by:
        matter = of(referral)
        to = matter.deadline_on + timedelta(days=days)
        return actions.extend(matter=matter, to=to, reason="More time.", by=by, at=world.at)


def to(world: World, referral: Any, state: State) -> None:
    """Whoever decides it takes a charge to a state."""
    if state is State.REVIVED:
        with world.acting("officer") as by:
            return actions.revive(matter=of(referral), reason="No intake is known.", by=by, at=world.at)
    filing = {"filed_on": today(world)} if state in FILINGS else {}
    how = {"filed_how": "letter"} if state is State.FILED else {}
    with world.acting("liaison") as by:
        said = {"reason": "Decided.", "confirmed": bool(care.confirmed(referrals=[referral.pk]))}
        actions.decide(matter=of(referral), to=state, **said, **filing, **how, by=by, at=world.at)
    return None


def defended(world: World, person: Any, referral: Any) -> Release:
    """The person lets the public defender see the charge, its clock and the intake."""
    defender = Agency.objects.get(site=world.site, kind="defense")
    with world.acting("case-manager") as by:
        release = Release(
            site_id=by.site,
            person=person,
            referral=referral.pk,
            form=Form.DEFENDER,
            discloser="Hudson Bend Care",
            recipient_name=defender.name,
            recipient_agency=defender,
            categories=["charge", "clock", "confirmation"],
            information="The charge, its clock and the intake",
            purpose="charge decision",
            expires_with="the end of this charge",
            language="en",
            text="The words that were signed.",
            signed_name=person.name,
            signed_how="typed",
            signed_at=world.at,
            taken_by_id=by.hand,
        )
        release.save(force_insert=True)
    return release


def seen(world: World, key: str, referral: Any) -> frozenset[str]:
    """What of a referral the database shows to a worker in their own role."""
    with world.acting(key):
        return frozenset(
            what
            for what, model in SEEN.items()
            if model.objects.filter(**{"pk" if model is Referral else "referral_id": referral.pk}).exists()
        )
