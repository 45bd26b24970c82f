"""What a draft would have answered: counted by the reporter from codes, and told as protected counts."""

import json

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from tests.database.test_races import rows
from tests.factories import walk
from tests.factories.drafts import begin
from tests.factories.fixtures import World, run_waiting_jobs
from tests.factories.worlds import connect
from thirdoption.program.governance import actions, queries
from thirdoption.program.governance.models import PolicyEffect
from thirdoption.program.governance.rules import Effect, EffectState
from thirdoption.program.reports.queries import contacts
from thirdoption.program.sites.queries import local_day
from thirdoption.program.sites.rules.editing import found

CODES = {
    *("door", "conduct", "drivers", "complainant", "age", "family_offense", "officer_opted_in"),
    "officer_trained",
}


def test_the_reporter_gives_codes_and_counts_and_nothing_else(committed: World) -> None:
    referral = walk.accepted(committed)
    day = local_day(committed.site, referral.occurred_at)
    drawn = contacts(site=committed.site.pk, first=day, last=day)
    assert [set(one) for one in drawn] == [{"facts", "contacts"}]
    assert set(drawn[0]["facts"]) <= CODES and drawn[0]["contacts"] == 1
    told = json.dumps(drawn)
    ((place, number, words),) = rows("SELECT place, incident_number, what_happened FROM referrals_referral")
    for hidden in (place, number, str(referral.pk), str(day), *([words] if words else [])):
        assert hidden not in told
    assert contacts(site=committed.workers["manager"].pk, first=day, last=day) == [], "another site"


def test_words_in_the_place_of_a_code_stay_where_they_are(committed: World) -> None:
    referral = walk.accepted(committed)
    day = local_day(committed.site, referral.occurred_at)
    told = {
        "door": "arrest_diversion",
        "conduct": "Jane Roe, 12 Elm",
        "more": {"agency_check": "Ask Jane", "x": 7},
    }
    rows("UPDATE referrals_referral SET facts = %s RETURNING 1", json.dumps(told))
    (one,) = contacts(site=committed.site.pk, first=day, last=day)
    assert one["facts"] == {"door": "arrest_diversion", "x": 7}


@pytest.mark.parametrize("key", ["manager", "officer"])
def test_no_worker_draws_contacts(world: World, key: str) -> None:
    drawn = "SELECT reports.contacts(NULL, NULL, NULL)"
    with world.acting(key), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(drawn)


def test_the_job_counts_what_the_draft_moves(committed: World) -> None:
    walk.accepted(committed)
    copies = (
        "INSERT INTO referrals_referral SELECT (jsonb_populate_record(r, jsonb_build_object('id', "
        "gen_random_uuid()))).* FROM referrals_referral r, generate_series(1, 39)"
    )
    with connect("owner", settings.DATABASES["default"]["NAME"]) as owner:
        owner.execute("ALTER TABLE referrals_referral DISABLE TRIGGER USER")
        owner.execute(copies)
        owner.execute("ALTER TABLE referrals_referral ENABLE TRIGGER USER")
    begin(committed)
    with committed.acting("manager") as by:
        place = ("settings", "drivers")
        node = found(queries.the_draft(by=by).plain, place)
        actions.change(path=place, value={**node, "value": ["drug_use"]}, known=0, by=by, at=committed.at)
        asked = actions.count_effect(by=by, at=committed.at)
    assert asked.state == EffectState.COUNTING
    run_waiting_jobs()
    effect = Effect.from_plain(PolicyEffect.objects.get(pk=asked.pk).result or {})
    assert (effect.contacts, effect.same, effect.moved) == (40, 0, 40)
    assert [(one.before, one.after, one.rules) for one in effect.moves] == [("eligible", "not", ("drivers",))]
