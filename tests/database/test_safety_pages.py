"""The pages of a worker's safety, and minutes for pay: the team's own, and nobody else's."""

import csv
import io
from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.database.test_line_safety import goes
from tests.factories.line import Line
from thirdoption.program.handoffs.actions.rota import plan_rotation
from thirdoption.program.handoffs.models import Outing, SafetyRule
from thirdoption.program.handoffs.rules.rota import Layer
from thirdoption.program.trail.models import Entry

SignIn = Callable[[str], Client]


def text(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_out_longer_and_home_safe(line: Line, sign_in: SignIn) -> None:
    call = goes(line)
    client = sign_in("on-call")
    assert "Say when you are home safe" in text(client, "desk:home")
    assert "20 more minutes" in text(client, "desk:handoff", call)
    (outing,) = Outing.objects.all()
    longer, home = (reverse(f"desk:{one}", args=[outing.pk]) for one in ("longer", "home-safe"))
    for _tap in range(2):
        assert client.post(longer, {"extended": "0"}).status_code == 302
    assert Outing.objects.get().extended == 1
    assert client.post(longer, {"extended": "x"}).status_code == 404
    line.wait(81 * 60)
    assert "Not heard of" in text(sign_in("case-manager"), "desk:out")
    assert "Nobody has heard of a colleague" in text(sign_in("case-manager"), "desk:home")
    assert client.post(home).status_code == 302
    assert "Nobody is out" in text(client, "desk:out")
    assert "home safe" not in text(client, "desk:home")


def test_nobody_outside_the_team_reads_who_is_out(line: Line, sign_in: SignIn) -> None:
    goes(line)
    outing, worker = Outing.objects.get(), line.world.workers["on-call"]
    for who in ("officer", "liaison", "manager", "coordinator", "administrator", "community"):
        client = sign_in(who)
        for name, args in (
            ("desk:out", []),
            ("desk:minutes", []),
            ("desk:safety-rule", []),
            ("desk:minutes-file", [worker.pk, f"{line.world.at:%Y-%m}"]),
        ):
            assert client.get(reverse(name, args=args)).status_code == 404, (who, name)
        assert client.post(reverse("desk:home-safe", args=[outing.pk])).status_code == 404
    assert Outing.objects.get().home_at is None


def test_the_supervisor_sets_where_two_go_and_the_page_asks_for_company(line: Line, sign_in: SignIn) -> None:
    page, lead = reverse("desk:safety-rule"), sign_in("supervisor")
    wrong = {"minutes": "9", "named": "", "two_from": "22:00", "two_until": "", "two_places": "x"}
    assert lead.post(page, wrong).status_code == 422
    given = {**wrong, "minutes": "45", "two_from": "", "two_places": "Made-up Street\n\nthe river"}
    assert lead.post(page, given).status_code == 302
    assert SafetyRule.objects.get().two_places == ["Made-up Street", "the river"]
    assert "the river" in text(lead, "desk:safety-rule")
    call = line.call()
    assert "Two go to this place" in text(sign_in("on-call"), "desk:handoff", call)
    assert sign_in("on-call").post(reverse("desk:accept", args=[call])).status_code == 302
    assert "A second worker has been asked" in text(sign_in("on-call"), "desk:handoff", call)
    other = sign_in("case-manager")
    assert "I come along" in text(other, "desk:handoff", call)
    assert other.post(reverse("desk:come-along", args=[call])).status_code == 302
    assert "Dana Whitfield comes along" in text(sign_in("on-call"), "desk:handoff", call)
    assert sign_in("case-manager-2").post(reverse("desk:come-along", args=[call])).status_code == 409


@pytest.fixture
def month(bare: Line) -> Line:
    """The middle of a month in which nobody was on call before."""
    bare.world.at = (bare.world.at.replace(day=1) + timedelta(days=32)).replace(day=1)
    for layer in Layer:
        with bare.world.acting("supervisor") as by:
            today = bare.world.at.date()
            nobody = {"hand_over": time(), "days": 1, "order": [], "most_hours": None}
            plan_rotation(layer=layer, starts_on=today, **nobody, by=by, at=bare.world.at - timedelta(days=3))
    bare.world.pass_time(days=14)
    bare.on_call("on-call", "case-manager", "case-manager-2")
    return bare


def test_a_month_of_minutes_as_a_file(month: Line, sign_in: SignIn) -> None:
    """On call for 12 hours from 9 hours ago; out for 95 minutes of them."""
    goes(month)
    month.world.pass_time(minutes=95)
    client, worker = sign_in("on-call"), month.world.workers["on-call"]
    client.post(reverse("desk:home-safe", args=[Outing.objects.get().pk]))
    month.world.pass_time(days=2)
    answer = client.get(reverse("desk:minutes-file", args=[worker.pk, f"{month.world.at:%Y-%m}"]))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [(one["what"], one["minutes"]) for one in rows] == [("on call", str(21 * 60)), ("out", "95")]
    assert {one["worker"] for one in rows} == {"Kim Delgado"}
    assert "21 hours 0 min" in text(client, "desk:minutes") and "Dana" not in text(client, "desk:minutes")
    assert "Dana Whitfield" in text(sign_in("supervisor"), "desk:minutes")
    assert sign_in("case-manager").get(answer.request["PATH_INFO"]).status_code == 404
    assert client.get(reverse("desk:minutes-file", args=[worker.pk, "2026-13"])).status_code == 404
    with month.world.acting("auditor"):
        (exported,) = Entry.objects.filter(verb="export", noun="minutes")
    assert exported.subjects == [worker.pk] and exported.worker == worker.pk


def test_who_goes_from_one_call_to_the_next_is_out_once(month: Line, sign_in: SignIn) -> None:
    """30 minutes for one call and then 60 for both are 90 minutes for pay, not 150."""
    goes(month)
    month.world.pass_time(minutes=30)
    goes(month)
    month.world.pass_time(minutes=60)
    client, worker = sign_in("on-call"), month.world.workers["on-call"]
    client.post(reverse("desk:home-safe", args=[Outing.objects.order_by("began_at")[0].pk]))
    page = reverse("desk:minutes-file", args=[worker.pk, f"{month.world.at:%Y-%m}"])
    rows = list(csv.DictReader(io.StringIO(client.get(page).content.decode())))
    assert [one["minutes"] for one in rows if one["what"] == "out"] == ["90"]
    assert "1 hour 30 min" in text(client, "desk:minutes")


def test_what_is_to_come_is_not_counted_and_a_month_is_cut(month: Line, sign_in: SignIn) -> None:
    client, worker = sign_in("on-call"), month.world.workers["on-call"]
    page = reverse("desk:minutes-file", args=[worker.pk, f"{month.world.at:%Y-%m}"])
    rows = list(csv.DictReader(io.StringIO(client.get(page).content.decode())))
    assert [one["minutes"] for one in rows] == [str(9 * 60)]
    after = (month.world.at + timedelta(days=40)).strftime("%Y-%m")
    page = reverse("desk:minutes-file", args=[worker.pk, after])
    assert client.get(page).content.decode().strip() == "worker,day,what,from,to,minutes"


def test_who_goes_on_to_a_second_hand_off_is_out_once(month: Line, sign_in: SignIn) -> None:
    """Two outings overlap where somebody sets out again before they said that they are home."""
    for _call in range(2):
        goes(month)
        month.world.pass_time(minutes=30)
    for outing in Outing.objects.all():
        sign_in("on-call").post(reverse("desk:home-safe", args=[outing.pk]))
    page = reverse("desk:minutes-file", args=[outing.worker_id, f"{month.world.at:%Y-%m}"])
    rows = csv.DictReader(io.StringIO(sign_in("on-call").get(page).content.decode()))
    assert [one["minutes"] for one in rows if one["what"] == "out"] == ["60"]


@pytest.mark.parametrize("name", ["=cmd", "+1", "-1", "@x"])
def test_no_name_is_a_formula(name: str) -> None:
    from thirdoption.web.desk.presenters.safety import _plain

    assert _plain(name) == f"'{name}" and _plain("Kim") == "Kim"
