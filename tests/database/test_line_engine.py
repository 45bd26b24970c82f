"""The engine on real connections: two at once, killed, the database away."""

import json
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection

from tests.conftest import run_as_owner
from tests.database.test_directory_of_two_places import second_place
from tests.database.test_races import at_once, rows
from tests.factories.fixtures import World, run_waiting_jobs
from tests.factories.line import KEYS, Line, carrier_served
from tests.factories.telephone import Telephone, calls
from tests.factories.worlds import connect
from thirdoption.jobs import background
from thirdoption.jobs import line as engine
from thirdoption.program.ground import acting as ground
from thirdoption.program.handoffs.actions import escalation, inbound
from thirdoption.program.handoffs.actions.rota_requests import open_feed
from thirdoption.program.handoffs.models import Heartbeat
from thirdoption.program.handoffs.queries.rota_requests import feed
from thirdoption.program.messages import actions as messages
from thirdoption.program.messages.models import ContactMethod
from thirdoption.program.sites.models import Agency, Site
from thirdoption.program.staff.queries import program


@pytest.fixture
def night(committed: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    """A line whose transactions really commit."""
    committed.pass_time(days=60)
    with carrier_served(monkeypatch) as carrier:
        found = Line(committed, carrier, monkeypatch)
        found.on_call("on-call", "case-manager", "case-manager-2")
        for key in KEYS:
            found.reach(key)
        yield found
        found.rehearsal.close()


def test_two_engines_at_once_page_once(night: Line) -> None:
    call = night.call()
    night.world.pass_time(seconds=61)
    at_once(4, lambda _number: engine.wake(night.world.at))
    run_waiting_jobs()
    assert night.paged() == ["on-call", "case-manager"]
    assert night.steps(call)[:2] == [("first", "paged"), ("next", "paged")]


def test_two_engines_share_many_calls_and_page_each_once(night: Line) -> None:
    calls = [night.call() for _ in range(12)]
    before = len(night.paged())
    night.world.pass_time(seconds=61)
    done = at_once(3, lambda _number: engine.wake(night.world.at))
    run_waiting_jobs()
    assert sum(done) == 12 and len(night.paged()) - before <= 12
    assert all(night.steps(call)[1][1] for call in calls)


def test_an_engine_killed_before_its_commit_forgets_nobody(night: Line) -> None:
    night.call()
    night.world.pass_time(seconds=61)
    by = program(night.world.site.pk, night.world.at)
    with pytest.raises(KeyboardInterrupt), ground.opened(by):
        assert escalation.step(by=by, at=night.world.at) == 1
        raise KeyboardInterrupt  # as a kill does, before the commit
    run_waiting_jobs()
    assert night.paged() == ["on-call"]
    engine.wake(night.world.at)
    run_waiting_jobs()
    assert night.paged() == ["on-call", "case-manager"]


def test_a_sender_killed_between_page_and_record_pages_again(
    night: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page has left and nothing says so: the job is taken up again, and twice is better than never."""
    night.world.pass_time(seconds=1)
    with monkeypatch.context() as killed:

        def dies(**_given: Any) -> None:
            raise KeyboardInterrupt

        killed.setattr(messages, "note", dies)
        kept = keep_jobs(night)
    assert len(night.paged()) == 1
    for given in kept:
        engine_deliver(given)
    assert night.paged() == ["on-call", "on-call"]
    for given in kept:  # and once more, now that it is on record: nothing
        engine_deliver(given)
    assert night.paged() == ["on-call", "on-call"]


def keep_jobs(night: Line) -> list[dict[str, Any]]:
    """Call the line with a sender that dies after each page; the jobs that it had in hand."""
    from procrastinate.contrib.django import app

    from tests.factories import walk
    from thirdoption.program.referrals import actions as referrals

    referral = walk.contact(night.world, incident_number="26-KILL-X")
    with night.world.acting("officer") as by:
        referrals.offer(referral=referral, accepted=True, by=by, at=night.world.at)
    kept: list[dict[str, Any]] = []
    while found := rows(
        "DELETE FROM procrastinate_jobs WHERE id = (SELECT min(id) FROM procrastinate_jobs) "
        "RETURNING task_name, args"
    ):
        ((name, given),) = found
        try:
            app.tasks[name].func(**given)
        except KeyboardInterrupt:
            kept.append(given)
    return kept


def engine_deliver(given: dict[str, Any]) -> None:
    from procrastinate.contrib.django import app

    app.tasks["thirdoption.deliver_message"].func(**given)


def test_a_worker_who_left_is_not_paged_and_cannot_say_yes(night: Line) -> None:
    first = night.call()
    leaves = "UPDATE staff_worker SET until = %s WHERE id = %s RETURNING 1"
    assert rows(leaves, night.world.at, night.world.workers["on-call"].pk)
    assert "Nothing waits" in night.says("on-call", "yes")
    assert night.state(first) == ("requested", "")
    night.call()
    assert night.paged() == ["on-call", "case-manager"]


def test_who_leaves_next_week_is_paged_waited_for_and_may_say_yes(night: Line) -> None:
    leaves = "UPDATE staff_worker SET until = %s WHERE id = %s RETURNING 1"
    with night.world.acting("on-call") as by:
        calendar = open_feed(of_team=True, by=by, at=night.world.at).key
    assert feed(key=calendar) is not None
    assert rows(leaves, night.world.at + timedelta(days=7), night.world.workers["on-call"].pk)
    night.call()
    assert night.paged() == ["on-call"], "nobody else is hurried"
    assert "is yours" in night.says("on-call", "yes")
    assert rows(leaves, night.world.at, night.world.workers["on-call"].pk)
    assert [one.code for one in engine.watch(night.world.at)] == ["who comes has left"]
    assert feed(key=calendar) is None, "the address tells a team's hours to nobody who has left"
    second, gone = night.call(), {"worker": night.world.workers["on-call"].pk, "call": "CA1"}
    with ground.opened(program(night.world.site.pk, night.world.at)) as by:
        assert not inbound.take(handoff=second, **gone, by=by, at=by.now()), "their telephone rang too late"
    assert night.state(second) == ("requested", "")


def test_who_works_at_two_places_answers_the_one_that_pages(night: Line) -> None:
    """Their number is known at both, and the other place is asked first."""
    database = connection.settings_dict["NAME"]
    other = second_place(database)
    worker, new = night.world.workers["on-call"].pk, str(other.pk)
    method = ContactMethod.objects.get(worker=worker).pk
    agency = str(Agency.objects.get(site=other).pk)
    for table, where, changed in (
        ("staff_worker", f"id = '{worker}'", {"site_id": new, "agency_id": agency}),
        ("messages_contactmethod", f"id = '{method}'", {"site": new, "worker": new}),
        ("messages_address", f"method_id = '{method}'", {"site": new, "worker": new, "method_id": new}),
    ):
        copied = f"(jsonb_populate_record(one, '{json.dumps({'id': new, **changed})}')).*"
        run_as_owner(f"INSERT INTO {table} SELECT {copied} FROM {table} one WHERE {where}", database)
    run_as_owner(f"UPDATE sites_site SET name = name WHERE id <> '{new}'", database)
    assert next(iter(Site.objects.all())) == other
    call = night.call()
    assert "is yours" in night.says("on-call", "YES")
    assert night.state(call) == ("accepted", "on-call")


def test_two_workers_accept_at_once_and_one_comes(night: Line) -> None:
    call = night.call()
    night.wait(121)
    for key in ("on-call", "case-manager", "case-manager-2"):
        night.carrier.reply(f"+1518555010{KEYS.index(key)}", "yes")
    waiting = night.carrier.hand_on()
    said = at_once(3, lambda number: night.hand_on(waiting[number]).content.decode())
    assert sum("is yours" in one for one in said) == 1
    assert sum("Somebody goes already" in one for one in said) == 2
    assert night.state(call)[0] == "accepted"
    assert rows("SELECT count(*) FROM handoffs_handoffstatus WHERE state = 'accepted'") == [(1,)]


def test_a_call_is_in_one_hand_at_a_time(night: Line) -> None:
    """An engine leaves it to the one that has it, whichever steps are due; a yes waits for its turn."""
    call = night.call()
    night.world.pass_time(hours=1)
    with connect("owner", django_settings.DATABASES["default"]["NAME"], autocommit=False) as engine_before:
        engine_before.execute("SELECT 1 FROM handoffs_pulse FOR NO KEY UPDATE")
        other = threading.Thread(target=lambda: (engine.wake(night.world.at), connection.close()))
        other.start()
        other.join(10)
        assert not other.is_alive(), "it waits for nobody"
        assert night.steps(call)[1] == ("next", ""), "whoever has it does what is due"
        yes = threading.Thread(target=says_yes, args=(night,))
        yes.start()
        time.sleep(0.5)
        assert night.state(call)[0] == "requested"
    yes.join(20)
    assert night.state(call) == ("accepted", "on-call")
    assert {outcome for _step, outcome in night.steps(call)[1:]} == {"stopped"}


def says_yes(night: Line) -> None:
    night.says("on-call", "yes")
    connection.close()


def test_the_same_webhook_ten_times_at_once_is_one_answer(night: Line) -> None:
    night.call()
    night.carrier.reply("+15185550100", "busy")
    (one,) = night.carrier.hand_on()
    answers = at_once(6, lambda _number: night.hand_on(one).status_code)
    assert set(answers) == {200}
    night.settle()
    assert night.paged() == ["on-call", "case-manager"]


def test_a_connection_that_is_cut_mid_escalation_is_made_anew(night: Line) -> None:
    """What a restart of the database does to an engine: its connection is gone, and nothing else is."""
    call = night.call()
    stop = threading.Event()
    thread = threading.Thread(
        target=background.keep_going, args=(stop, 0.05, lambda: engine.wake(night.world.at)), daemon=True
    )
    thread.start()
    wait_for(lambda: Heartbeat.objects.filter(name="engine", at=night.world.at).exists())
    cut_all_connections()
    connection.close()
    night.world.pass_time(seconds=61)
    wait_for(lambda: night.steps(call)[1] == ("next", "paged"))
    stop.set()
    thread.join(10)
    run_waiting_jobs()
    assert night.paged() == ["on-call", "case-manager"]


def test_a_yes_and_a_call_just_after_a_restart_are_heard(night: Line) -> None:
    """A carrier asks once: what a web process does not hear is lost."""
    call = night.call()
    cut_all_connections()
    assert "is yours" in night.says("on-call", "yes")
    assert night.state(call) == ("accepted", "on-call")
    phone = Telephone(night)
    cut_all_connections()
    phone.call()
    phone.key("4101")
    assert len(calls(night)) == 1, "a hand-off stands beside the call"


def cut_all_connections() -> None:
    """As the cluster's superuser: everybody on the test's database is sent away."""
    import psycopg

    from thirdoption.command.home import embedded_conninfo

    with psycopg.connect(**embedded_conninfo("postgres", "postgres"), autocommit=True) as conn:
        conn.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [django_settings.DATABASES["default"]["NAME"]],
        )


def wait_for(so: Any, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)
