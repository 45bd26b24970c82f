"""Steps of the program's main job, each by the action that the page calls."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from tests.factories.fixtures import World, run_waiting_jobs
from thirdoption.program.care import actions as care
from thirdoption.program.care.actions.officer import let_officer_know
from thirdoption.program.care.queries.forms import offered
from thirdoption.program.care.rules.forms import FULL_INTAKE
from thirdoption.program.care.rules.questionnaires import load
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.referrals import actions as referrals
from thirdoption.program.referrals.models import Referral
from thirdoption.program.sharing import actions as sharing

FACTS = {
    "place": "Pharmacy, 200 Made-up Street",
    "incident_number": "26-00417-X",
    "conduct": "shoplifting",
    "door": "arrest_diversion",
    "drivers": ["poverty"],
    "complainant": "agreed",
    "age": "18_or_over",
    "family_offense": "no",
}


def contact(world: World, officer: str = "officer", perceived_race: str = "white", **facts: Any) -> Any:
    """An officer records a contact."""
    with world.acting(officer) as by:
        return referrals.record_contact(
            author=world.workers[officer],
            key=uuid.uuid4(),
            facts={**FACTS, "occurred_at": world.at.isoformat(), **facts},
            perceived_race=perceived_race,
            by=by,
            at=world.at,
        )


def accepted(
    world: World, officer: str = "officer", offered: Mapping[str, Any] = MappingProxyType({}), **facts: Any
) -> Any:
    """A contact whose offer the person accepts: the line is called and the charge is held.

    `offered` is what else the officer says with the yes: a ticket and its return date.
    """
    referral = contact(world, officer, **facts)
    with world.acting(officer) as by:
        referrals.offer(referral=referral, accepted=True, **offered, by=by, at=world.pass_time(minutes=2))
    run_waiting_jobs()
    return referral


def handed_over(world: World, worker: str = "on-call", name: str = "Marisol Made-up", **facts: Any) -> Any:
    """A hand-off taken over: (referral, person)."""
    referral = accepted(world, **facts)
    return referral, taken_over(world, referral, worker, name)


def taken_over(world: World, referral: Any, worker: str = "on-call", name: str = "Marisol Made-up") -> Any:
    """Somebody of the program comes and takes over whom an accepted offer is about: the person."""
    with world.acting(worker) as by:
        handoff = Handoff.objects.get(referral=referral)
        handoffs.accept(handoff=handoff, by=by, at=world.pass_time(minutes=1))
    with world.acting(worker) as by:
        handoffs.arrive(handoff=handoff, by=by, at=world.pass_time(minutes=19))
    with world.acting(worker) as by:
        person = handoffs.take_over(
            handoff=handoff,
            name=name,
            date_of_birth=None,
            where_to_find="By the river, mornings",
            language="en",
            by=by,
            at=world.pass_time(minutes=4),
        )
        care.take_up(person=person, worker=world.workers["case-manager"], by=by, at=world.at)
    return person


def released(world: World, person: Any, referral: Any, worker: str = "on-call") -> Any:
    """The person signs the hand-off release by typed name."""
    with world.acting(worker) as by:
        return sharing.sign_handoff_release(
            person=person,
            referral=referral.pk,
            text="The words that were signed.",
            language="en",
            signed_name=person.name,
            by=by,
            at=world.pass_time(minutes=2),
        )


def defended(world: World, person: Any, referral: Any, worker: str = "on-call") -> Any:
    """The person signs that the public defender may know of the charge."""
    with world.acting(worker) as by:
        return sharing.sign_defender_release(
            person=person,
            referral=referral.pk,
            text="The words that were signed.",
            language="en",
            signed_name=person.name,
            by=by,
            at=world.pass_time(minutes=2),
        )


def officer_may_know(world: World, person: Any, referral: Any, worker: str = "case-manager") -> Any:
    """The person signs that the officer who referred may know that somebody works with them."""
    with world.acting(worker) as by:
        return let_officer_know(
            person=person,
            referral=Referral.objects.get(pk=referral.pk),
            text="The words that were signed.",
            language="en",
            signed_name=person.name,
            expires_at=world.at + timedelta(days=90),
            by=by,
            at=world.pass_time(minutes=2),
        )


def intake(world: World, person: Any, referral: Any) -> Any:
    """The case manager does the intake."""
    with world.acting("case-manager") as by:
        return care.do_intake(
            person=person,
            referral=referral,
            needs=["housing", "food"],
            words="A place where my son can sleep",
            by=by,
            at=world.pass_time(days=3),
        )


def assessed(world: World, person: Any, worker: str = "case-manager") -> Any:
    """The full intake is gone through with the person, who says of each question that it is not for today."""
    with world.acting(worker) as by:
        (full,) = [one for one in offered(site=by.site, day=world.at.date()) if one.url == FULL_INTAKE]
        form = care.begin_form(person=person, offered=full, by=by, at=world.at)
        for item in load(full.body).walk():
            if item.required:
                passed: dict[str, Any] = {"typed": [], "standing": "not_today", "base": 0}
                care.answer(form=form, link=item.link, **passed, by=by, at=world.at)
        care.finish_form(form=form, by=by, at=world.at)
    return form
