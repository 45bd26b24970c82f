"""Many editors of one policy at once, on real connections: one step each, nothing lost, one version a day."""

from collections import Counter

from tests.database.test_races import at_once
from tests.factories.fixtures import World
from thirdoption.program.governance import actions, queries
from thirdoption.program.governance.models import DraftStep, PolicyDraft
from thirdoption.program.ground import acting as ground
from thirdoption.program.sites.models import PolicyText, PolicyVersion
from thirdoption.program.sites.queries import local_day, plain_of
from thirdoption.program.sites.rules.editing import found


def test_of_eight_who_begin_a_draft_one_does(committed: World) -> None:
    plain = plain_of(PolicyVersion.objects.get(site=committed.site))

    def begin(number: int) -> str:
        by = committed.by("manager")
        with ground.opened(by):
            actions.begin(plain=plain, origin="in_force", by=by, at=committed.at)
        return "begun"

    assert Counter(at_once(8, begin)) == {"begun": 1, "conflict": 7}
    assert (PolicyDraft.objects.count(), DraftStep.objects.count()) == (1, 1)


def test_what_many_save_at_once_is_saved_or_refused_and_never_lost(committed: World) -> None:
    plain = plain_of(PolicyVersion.objects.get(site=committed.site))
    names = ("intake_days", "response_minutes", "caseload_limit", "caseload_average")
    with committed.acting("manager") as by:
        actions.begin(plain=plain, origin="in_force", by=by, at=committed.at)

    def save(number: int) -> str:
        by, place = committed.by("manager"), ("settings", names[number])
        with ground.opened(by):
            value = {**found(plain, place), "value": 15}
            actions.change(path=place, value=value, known=0, by=by, at=committed.at)
        return names[number]

    said = at_once(4, save)
    with committed.acting("manager") as by:
        now = queries.the_draft(by=by).plain
    saved = {name for name in names if found(now, ("settings", name, "value")) == 15}
    assert saved == set(said) - {"conflict"} and saved
    assert DraftStep.objects.count() == 1 + len(saved)


def test_of_eight_who_put_a_draft_in_force_one_does(committed: World) -> None:
    plain = plain_of(PolicyVersion.objects.get(site=committed.site))
    with committed.acting("manager") as by:
        actions.begin(plain=plain, origin="in_force", by=by, at=committed.at)
    today = local_day(committed.site, committed.at)

    def decide(number: int) -> str:
        by = committed.by("manager")
        given = {"known": 0, "decision": f"Meeting {number}", "decided_on": today, "on": today}
        with ground.opened(by):
            actions.put_policy_in_force(**given, by=by, at=committed.at)
        return "decided"

    said = Counter(at_once(8, decide))
    assert said["decided"] == 1 and set(said) <= {"decided", "conflict", "not_found"}
    assert (PolicyVersion.objects.count(), PolicyText.objects.count()) == (2, 2)
