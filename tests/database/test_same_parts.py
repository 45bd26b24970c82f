"""Two records of one person: each part of the page lists what either holds, and acts on it."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from tests.factories import walk
from tests.factories.about_acts import WAY
from tests.factories.desk import Desk, SignIn, on_the_clock
from tests.factories.fixtures import World
from tests.factories.funds_acts import ABUSE, ASK
from tests.factories.status_acts import GIVEN
from thirdoption.program.care import actions as care
from thirdoption.program.care.actions import funds, told
from thirdoption.program.care.models import Fact, Participation
from thirdoption.program.care.queries import forms
from thirdoption.program.care.queries.looking import looking_for
from thirdoption.program.care.rules.forms import NEEDS_SCREEN
from thirdoption.program.people.actions import about, say_of_two
from thirdoption.program.people.models import Person, Way
from thirdoption.program.people.rules import Said


@pytest.fixture
def sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """A test client as a worker."""
    return on_the_clock(world, monkeypatch)


def written(desk: Desk, other: Person) -> dict[str, Any]:
    """Something in each part of the other record."""
    with desk.world.acting("case-manager") as by:
        now: dict[str, Any] = {"person": other, "by": by, "at": by.now()}
        wanted = {one.url: one for one in forms.offered(site=by.site, day=by.now().date())}[NEEDS_SCREEN]
        return {
            "way": about.keep_way(**now, **WAY),
            "goal": care.set_goal(**now, words="A room of her own"),
            "fact": care.note_fact(**now, kind="housing", code="116"),
            "event": care.note_event(**now, **GIVEN),
            "fund": funds.ask_funds(**now, **ASK),
            "told": told.note_told(**now, **ABUSE),
            "form": care.begin_form(**now, offered=wanted),
        }


def test_every_part_shows_and_changes_what_either_record_holds(desk: Desk, sign_in: SignIn) -> None:
    kept, (_referral, other) = desk.person, walk.handed_over(desk.world, incident_number="26-00777-X")
    other_has = written(desk, other)
    with desk.world.acting("case-manager") as by:
        say_of_two(kept=kept, other=other, said=Said.SAME, why="Her sister said so", by=by, at=by.now())
    client, there = sign_in("case-manager"), f"/desk/people/{kept.pk}"
    shown = {
        "about": "518-555-0100",
        "plan": "A room of her own",
        "status": "Outside, in a car",
        "safety": "By the bus station",
        "funds": "The bus office",
        "told": "The state&#x27;s line",
        "forms": str(other_has["form"].pk),
    }
    for part, words in shown.items():
        assert words in client.get(f"{there}/{part}/").content.decode(), part
    keys = ({"key": str(uuid.uuid4())} for _ in iter(int, 1))
    sent = (
        (f"ways/{other_has['way'].pk}/", {**{k: v or "" for k, v in WAY.items()}, "words": "518-555-0199"}),
        (f"plan/{other_has['goal'].pk}/", {"act": "step", "words": "Call the shelter", "who": "worker"}),
        ("status/housing/", {"said": ":336", "source": "paper", "mends": str(other_has["fact"].pk)}),
        (f"funds/{other_has['fund'].pk}/move/", {"do": "cancel", "cents": "", "note": "Not needed"}),
    )
    for where, typed in sent:
        assert client.post(f"{there}/{where}", {**typed, **next(keys)}).status_code == 302, where
    assert client.get(f"{there}/forms/{other_has['form'].pk}/").status_code == 200
    with desk.world.acting("case-manager"):
        assert {row.person_id for row in (*Way.objects.all(), *Fact.objects.all())} == {other.pk}


def test_who_is_looked_for_is_listed_once_with_what_was_tried_by_either_record(desk: Desk) -> None:
    kept, (_referral, other) = desk.person, walk.handed_over(desk.world, incident_number="26-00777-X")
    line = {"minutes": 5, "line": "Asked at the pantry", "sensitive": ""}
    with desk.world.acting("case-manager") as by:
        say_of_two(kept=kept, other=other, said=Said.SAME, why="Her sister said so", by=by, at=by.now())
        for one in (kept, other):
            care.note_contact(person=one, kind="made", how="in_person", place="", **line, by=by, at=by.now())
            mine = Participation.objects.get(person=one)
            care.change_engagement(participation=mine, to="looking_for", note="Gone", by=by, at=by.now())
    at = desk.world.pass_time(days=2)
    with desk.world.acting("case-manager") as by:
        met = {"kind": "made", "how": "phone", "place": "At the ferry", **line}
        care.note_contact(person=other, **met, happened_at=at - timedelta(days=2, hours=-1), by=by, at=at)
        care.note_contact(person=other, kind="tried", how="phone", **line, by=by, at=at)
        (lost,) = looking_for(by=by)
    assert (lost.person, lost.met_place, lost.tried) == (kept.pk, "At the ferry", 1)
    with desk.world.acting("case-manager") as by:
        care.note_contact(
            person=kept, kind="made", how="phone", **line, by=by, at=desk.world.pass_time(days=1)
        )
        assert looking_for(by=by) == []
        assert not Participation.objects.filter(state="looking_for").exists(), "met by either record"
