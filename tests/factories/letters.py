"""Letters as tests write them: the prosecutor's office's, and the program's and a person's own."""

import json
from typing import Any

from tests.factories import walk
from tests.factories.fixtures import World
from thirdoption.program.care.actions import letters as care
from thirdoption.program.care.actions import take_up
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.matters import actions as matters
from thirdoption.program.matters.models import Letter, Matter, OwnLetter
from thirdoption.program.matters.rules import State
from thirdoption.program.matters.rules.letters import Kind
from thirdoption.program.referrals import actions as referrals
from thirdoption.program.referrals.rules import SetAside
from thirdoption.program.sites.models import Agency


def matter_of(world: World, referral: Any, key: str = "liaison") -> Matter:
    with world.acting(key):
        return Matter.objects.get(referral=referral.pk)


def of_office(world: World, referral: Any, kind: Kind, **given: Any) -> Letter:
    with world.acting("liaison") as by:
        matter = Matter.objects.get(referral=referral.pk)
        values = {"language": "en", **given}
        return care.write_notice(matter=matter, kind=kind, **values, by=by, at=world.at)


def own(
    world: World, person: Any, referral: Any, kind: Kind, language: str = "en", key: str = "case-manager"
) -> OwnLetter:
    with world.acting(key) as by:
        pk = referral.pk if referral else None
        return care.write_own(person=person, referral=pk, kind=kind, language=language, by=by, at=world.at)


def decline(world: World, referral: Any) -> None:
    with world.acting("liaison") as by:
        matter = Matter.objects.get(referral=referral.pk)
        matters.decide(matter=matter, to=State.DECLINED, reason="Served", by=by, at=world.at)


def police(world: World) -> Agency:
    return Agency.objects.filter(site=world.site, kind="police").order_by("name")[0]


def ticketed(world: World) -> tuple[Any, Any]:
    """A person with a ticket that is returnable before the clock ends."""
    referral = walk.contact(world)
    with world.acting("officer") as by:
        referrals.offer(
            referral=referral, accepted=True, set_aside=SetAside.TICKET,
            returnable_on=world.at.date().replace(month=12, day=8), by=by, at=world.at,
        )  # fmt: skip
    walk.run_waiting_jobs()
    return referral, taken_over(world, referral)


def taken_over(world: World, referral: Any) -> Any:
    with world.acting("on-call") as by:
        call = Handoff.objects.get(referral=referral)
        handoffs.accept(handoff=call, by=by, at=by.now())
        handoffs.arrive(handoff=call, by=by, at=by.now())
        person = handoffs.take_over(
            handoff=call, name="Ana Pretend", date_of_birth=None, where_to_find="", language="es",
            by=by, at=by.now(),
        )  # fmt: skip
        take_up(person=person, worker=world.workers["case-manager"], by=by, at=by.now())
    return person


def all_of(letter: Any) -> str:
    return json.dumps([letter.data, letter.written], ensure_ascii=False)
