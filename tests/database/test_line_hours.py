"""Outside the hours, and when more wait than can be met: who is told what, and who comes first."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from tests.database.test_calls import PLACE, ask
from tests.factories import walk
from tests.factories.line import Line
from tests.factories.policies import REHEARSAL, setting
from thirdoption.program.ground import acting as ground
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs import queries
from thirdoption.program.handoffs.actions import calls
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.rules.calls import How, comes_first
from thirdoption.program.messages.models import Message
from thirdoption.program.referrals import actions as referrals
from thirdoption.program.sites.rules import Door
from thirdoption.program.staff.queries import program

SignIn = Callable[[str], Client]


def test_outside_the_hours_the_fallback_is_shown_before_and_after_one_asks(
    bare: Line, sign_in: SignIn
) -> None:
    """Nobody on call in the rota for this minute; whoever leads is told all the same."""
    bare.reach("supervisor")
    bare.nobody_on_call()
    officer = sign_in("officer")
    instead = "Offer the person an appointment"
    for page in ("/street/", "/street/come/", "/street/contact/"):
        text = officer.get(page).content.decode()
        assert "Nobody is on call now." in text and instead in text, page
    where = ask(officer)["Location"]
    bare.settle()
    text = officer.get(where).content.decode()
    assert "Nobody can come right now" in text and instead in text
    assert bare.paged() == ["supervisor"]


def test_within_the_hours_no_fallback_is_shown(line: Line, sign_in: SignIn) -> None:
    officer = sign_in("officer")
    for page in ("/street/", "/street/come/", "/street/contact/"):
        assert "Offer the person an appointment" not in officer.get(page).content.decode(), page


def test_partners_are_not_told_what_officers_do_instead(bare: Line, sign_in: SignIn) -> None:
    bare.nobody_on_call()
    text = sign_in("liaison").get("/partners/matters/").content.decode()
    assert "Nobody is on call now." in text and "Offer the person" not in text


@pytest.mark.parametrize("order", ["arrest_diversion_first", "in_order_of_referral", None])
def test_who_comes_first_is_the_policy_s_to_say(order: str | None) -> None:
    policy = setting(REHEARSAL, "order_of_service", order)
    first = [door for door in Door if comes_first(door, policy)]
    assert first == ([Door.ARREST_DIVERSION] if order == "arrest_diversion_first" else [])


def test_whose_page_takes_who_is_free(line: Line, sign_in: SignIn) -> None:
    """The engine itself, in one round: the arrest diversion is asked of the first, the call of the second."""
    with line.world.acting("officer-2") as by:
        calls.ask(how=How.TAP, place=PLACE, key=uuid.uuid4(), by=by, at=line.world.at)
    referral = walk.contact(line.world)
    with line.world.acting("officer") as by:
        referrals.offer(referral=referral, accepted=True, call=False, by=by, at=line.world.at)
        handoffs.request(referral=referral, by=by, at=line.world.at)
    line.settle()
    with ground.opened(program(line.world.site.pk, line.world.at)):
        paged = dict(
            Message.objects.filter(template="hand-off", channel="sms").values_list("subject", "worker")
        )
        held = Handoff.objects.get(referral=referral.pk).pk
        asked = Handoff.objects.get(call__isnull=False).pk
    with line.world.acting("supervisor") as by:
        assert [one.pk for one in queries.calls(by=by, limit=8).shown] == [held, asked]
    assert paged == {held: line.world.workers["on-call"].pk, asked: line.world.workers["case-manager"].pk}
