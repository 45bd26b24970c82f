"""A version keeps its whole policy: no changed pack and no later version changes what was judged by it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.factories import walk
from tests.factories.fixtures import World
from thirdoption.demo.place import ANSWERS
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters.models import Matter
from thirdoption.program.sites import actions, packs, queries
from thirdoption.program.sites.models import PolicyText, PolicyVersion
from thirdoption.program.sites.rules.editing import put


def test_a_version_holds_the_pack_and_the_answers_marked_as_made_up(world: World) -> None:
    version, policy = queries.policy_on(world.site, world.at.date())
    plain = queries.plain_of(version)
    assert "reasons" not in plain, "the shared sentences are no part of a version"
    asked = {one.name: one for one in packs.load_policy("albany").unknowns()}
    assert {one.name for one in policy.made_up()} == set(asked)
    for one in policy.made_up():
        assert one.answered and one.question == asked[one.name].question
        assert "made up for the rehearsal" in one.source
    answered = packs.load_policy("albany").with_answers(packs.load_answers(ANSWERS))
    assert {s.name: s.value for s in policy.all_settings()} == {
        s.name: s.value for s in answered.all_settings()
    }


def test_a_changed_pack_changes_no_version(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    queries.policy_as_written.cache_clear()
    monkeypatch.setattr(packs.reading, "read_own", lambda pack_id: pytest.fail("a pack was read"))
    _version, policy = queries.policy_on(world.site, world.at.date())
    assert policy.number("intake_days") == 30


def test_what_a_policy_judged_it_judges_to_the_end(world: World) -> None:
    referral, _person = walk.handed_over(world)
    version, _policy = queries.policy_on(world.site, world.at.date())
    plain = put(queries.plain_of(version), ("settings", "intake_days", "value"), 7)
    today = queries.local_day(world.site, world.at)
    with world.acting("manager"):
        actions.put_policy_in_force(
            site=world.site, plain=plain, on=today, decided_on=today, decision="Seven days",
            put_by=world.workers["manager"].pk,
        )  # fmt: skip
    assert queries.policy_on(world.site, today)[1].number("intake_days") == 7
    with world.acting("liaison"):
        matter = Matter.objects.get(referral_id=referral.pk)
        assert matter.deadline_on - queries.local_day(world.site, world.at) > timedelta(days=25)
    assert queries.policy_of(referral.policy).number("intake_days") == 30


def test_one_policy_a_day_and_none_without_a_decision(world: World) -> None:
    version = PolicyVersion.objects.get(site=world.site)
    plain, today = queries.plain_of(version), queries.local_day(world.site, world.at)
    given = {"site": world.site, "plain": plain, "decided_on": today, "put_by": world.workers["manager"].pk}
    with world.acting("manager"):
        with pytest.raises(Refused, match="by a decision on record"):
            actions.put_policy_in_force(**given, on=today, decision="")
        actions.put_policy_in_force(**given, on=today, decision="The work group, today")
        with pytest.raises(Refused, match="from that day already") as refused:
            actions.put_policy_in_force(**given, on=today, decision="Once more")
    assert refused.value.field == "on"


@pytest.mark.parametrize("key", ["officer", "sergeant", "liaison", "administrator", "coordinator"])
def test_nobody_but_the_operator_writes_a_policy_even_in_raw_sql(world: World, key: str) -> None:
    version = PolicyVersion.objects.get(site=world.site)
    today = queries.local_day(world.site, world.at)
    given = {"site": world.site, "decided_on": today, "decision": "Mine", "put_by": world.workers[key].pk}
    with world.acting(key), pytest.raises(DatabaseError, match="only the operator"), transaction.atomic():
        actions.put_policy_in_force(**given, plain=queries.plain_of(version), on=today)
    with world.acting(key), pytest.raises(DatabaseError), transaction.atomic():
        PolicyText.objects.filter(version=version).update(written="{}")


def test_no_policy_reaches_back_or_to_another_worker_even_in_raw_sql(world: World) -> None:
    version = PolicyVersion.objects.get(site=world.site)
    plain, today = queries.plain_of(version), queries.local_day(world.site, world.at)
    given = {"site": world.site, "plain": plain, "decided_on": today, "decision": "Earlier"}
    manager = world.workers["manager"].pk
    with world.acting("manager"), pytest.raises(DatabaseError, match="over"), transaction.atomic():
        actions.put_policy_in_force(**given, on=today - timedelta(days=1), put_by=manager)
    with world.acting("manager"), pytest.raises(DatabaseError, match="by a worker"), transaction.atomic():
        actions.put_policy_in_force(**given, on=today, put_by=world.workers["officer"].pk)
    with world.acting("manager"), pytest.raises(DatabaseError), transaction.atomic():
        PolicyVersion.objects.update(decision="Another")
