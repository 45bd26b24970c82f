"""Every page that shows a person, or something of one, leaves exactly its rows on the trail (R-69)."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import get_resolver, resolve, reverse

from tests.database.test_every_act import Story, left
from tests.factories import letters, sealing, walk
from tests.factories.asked import ask, joined, met
from tests.factories.caseload_acts import NOTE
from tests.factories.desk import Desk, SignIn, on_the_clock
from tests.factories.fixtures import Stage, World, staged
from tests.factories.pages import NOBODY
from thirdoption.demo.place import PEOPLE
from thirdoption.program.care import actions as care
from thirdoption.program.care.actions.caseload import hand_over
from thirdoption.program.care.rules import Engagement
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules.letters import Kind
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission, may_for


@dataclass(frozen=True)
class Page:
    """One page: who asks for it, what its address names, what is sent to it, and the rows that it leaves."""

    who: str
    route: str
    named: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    sent: dict[str, str] | None = None
    chosen: tuple[str, ...] = ()


ASKED, PRINTED = ("see: community referral",), ("print plan: person + person",)
PERSON, RELEASE = ("see: person + person",), ("see: release + person",)
PAGES = [
    Page("case-manager", "desk:home", (), ("see: handoff", *PERSON)),
    Page("case-manager", "desk:today-sheet", (), ("print list: person", *PERSON)),
    Page("case-manager", "desk:handoff", ("call",), ("see: handoff",)),
    Page("case-manager", "desk:take-over", ("call",), ("see: handoff",), {}),
    Page("case-manager", "desk:end", ("call",), ("see: handoff",), {}),
    Page("case-manager", "desk:person", ("person",), PERSON),
    Page("case-manager", "desk:goal", ("person",), PERSON, {}),
    Page("case-manager", "desk:contact", ("person",), PERSON, {}),
    Page("case-manager", "desk:in-touch", ("person",), PERSON, {}),
    Page("case-manager", "desk:contacts", ("person",), PERSON),
    Page("case-manager", "desk:contacts-file", ("person",), PERSON, {}),
    Page("case-manager", "desk:contact-one", ("person", "noted"), PERSON),
    Page("case-manager", "desk:plan", ("person",), PERSON),
    Page("case-manager", "desk:plan-goal", ("person", "goal"), PERSON),
    Page("case-manager", "desk:plan-sheet", ("person",), (*PRINTED, *PERSON)),
    Page("case-manager", "desk:forms", ("person",), PERSON),
    Page("case-manager", "desk:timeline", ("person",), PERSON),
    Page("case-manager", "desk:looking", (), PERSON),
    Page("case-manager", "desk:hand-over", ("person",), PERSON),
    Page("case-manager", "desk:about", ("person",), PERSON),
    Page("case-manager", "desk:restrict", ("person",), PERSON),
    Page("supervisor", "desk:restricted", (), ("see: restriction",)),
    Page("case-manager", "desk:funds", ("person",), PERSON),
    Page("supervisor", "desk:funds-waiting", (), ()),
    Page("case-manager", "desk:told", ("person",), PERSON),
    Page("case-manager", "desk:status", ("person",), PERSON),
    Page("case-manager", "desk:status-kind", ("person", "kind"), PERSON),
    Page("case-manager", "desk:safety-events", ("person",), PERSON),
    Page("supervisor", "desk:team", (), ()),
    Page("supervisor", "desk:ending", (), ()),
    Page("supervisor", "desk:team-member", ("member",), PERSON),
    Page("supervisor", "desk:team-more", ("member",), PERSON, {}),
    Page("supervisor", "desk:team-cover", ("member",), PERSON, {}),
    Page("supervisor", "desk:team-leave", ("member",), PERSON),
    Page("case-manager", "desk:other-case", ("person",), PERSON, {}),
    Page("case-manager", "desk:intake", ("other", "other_referral"), PERSON),
    Page("case-manager", "desk:intake-asked", ("came",), PERSON),
    Page("case-manager", "desk:release", ("other", "other_referral"), PERSON),
    Page("case-manager", "desk:defender-release", ("other", "other_referral"), PERSON),
    Page("case-manager", "desk:ticket", ("ticketed", "ticketed_referral"), PERSON),
    Page("supervisor", "desk:pause", ("other", "other_referral"), PERSON),
    Page("case-manager", "desk:officer-release", ("other", "other_referral"), PERSON),
    Page("case-manager", "desk:out", (), ("see: handoff",)),
    Page("case-manager", "desk:connect", ("person",), PERSON),
    Page("case-manager", "desk:letters", ("person",), PERSON),
    Page("case-manager", "desk:services", ("person",), PERSON),
    Page("supervisor", "desk:record", ("person",), PERSON),
    Page("case-manager", "desk:letter-pdf", ("letter",), ("print: letter",)),
    Page("case-manager", "desk:letter-json", ("letter",), ("print: letter",)),
    Page("liaison", "partners:letters", ("matter",), ("disclose: release", "see: matter")),
    Page("liaison", "partners:letter-pdf", ("notice",), ("see: letter",)),
    Page("liaison", "partners:letter-json", ("notice",), ("see: letter",)),
    Page("case-manager", "desk:release-copy", ("release",), RELEASE),
    Page("case-manager", "desk:withdraw", ("release",), RELEASE),
    Page("case-manager", "desk:asked", (), ASKED),
    Page("case-manager", "desk:asked-one", ("asked",), ASKED),
    Page("case-manager", "desk:asked-take", ("asked",), ASKED, {}),
    Page("case-manager", "desk:asked-say", ("asked",), ASKED, {}),
    Page("case-manager", "desk:asked-close", ("asked",), ASKED, {}),
    Page("case-manager", "desk:asked-joins", ("asked",), ASKED, {}),
    Page("manager", "desk:monday", (), ("see: waiting",)),
    Page("liaison", "partners:matters", (), ("disclose: release", "see: matter")),
    Page("liaison", "partners:matter", ("matter",), ("disclose: release", "see: matter")),
    Page("liaison", "partners:file", (), ("disclose: release", "export: matter")),
    Page("liaison", "partners:several", (), ("see: matter",), chosen=("matter",)),
    Page("liaison", "partners:extend", ("matter",), ("disclose: release", "see: matter"), {}),
    Page("liaison", "partners:ticket", ("matter",), ("disclose: release", "see: matter"), {}),
    Page("defender", "partners:defended", (), ("disclose: release", "disclose: release", "see: matter")),
    Page("liaison", "partners:sealing", (), ("see: sealing",)),
    Page("supervisor", "desk:sealing", (), ("see: matter", "see: sealing")),
    Page("liaison", "partners:sheet", (), ("disclose: release", "print: matter", "see: matter")),
    Page("liaison", "partners:charges-csv", (), ("disclose: release", "export: matter", "see: matter")),
    Page("liaison", "partners:charges-json", (), ("disclose: release", "export: matter", "see: matter")),
    Page("officer", "street:home", (), ("see: referral",)),
    Page("officer", "street:referral", ("fresh",), ("see: referral",)),
    Page("officer", "street:offer", ("fresh",), ("see: referral",), {}),
    Page("officer", "street:approval", ("fresh",), ("see: referral",), {}),
    Page("officer", "street:no-offer", ("fresh",), ("see: referral",), {}),
    Page("officer", "street:ending", ("fresh",), ("see: referral",), {}),
]


def told(world: World) -> Story:
    """A desk with two people, one with intake and release, a contact, and a call that waits too long."""
    desk: Any = Desk(world)
    desk.release = walk.released(world, desk.person, desk.referral)
    walk.defended(world, desk.person, desk.referral)
    walk.intake(world, desk.person, desk.referral)
    desk.fresh = walk.contact(world, incident_number="26-1-X", conduct="property_damage")
    named = {"name": "Ruben Pretend", "incident_number": "26-2-X"}
    desk.other_referral, desk.other = walk.handed_over(world, **named)
    with_ticket = {"set_aside": "ticket", "returnable_on": world.at.date() + timedelta(days=9)}
    third = {"name": "Ana Pretend", "incident_number": "26-4-X", "offered": with_ticket}
    desk.ticketed_referral, desk.ticketed = walk.handed_over(world, **third)
    walk.accepted(world, incident_number="26-3-X")
    desk.asked = met(world, ask(world))
    desk.came = joined(world, ask(world, whom="Somebody else"))
    ask(world, whom="Somebody else again")
    sealing.Charge(world, "26-4-X").seal(who="supervisor")
    sealing.Charge(world, "26-5-X")
    with world.acting("liaison"):
        desk.matter = Matter.objects.get(referral=desk.referral.pk)
    with world.acting("case-manager") as by:
        said = {"kind": "tried", "how": "phone", "minutes": None, "line": "No answer", "sensitive": ""}
        desk.noted = care.note_contact(person=desk.person, **said, by=by, at=by.now())
        desk.goal = care.set_goal(person=desk.person, words="My ID back", by=by, at=by.now())
        desk.came.refresh_from_db()
        lost, note = desk.came.participation, "Not at the kitchen"
        care.change_engagement(participation=lost, to=Engagement.LOOKING_FOR, note=note, by=by, at=by.now())
    desk.kind = SimpleNamespace(pk="housing")
    desk.member = world.workers["case-manager-2"]
    with world.acting("supervisor") as by:
        hand_over(person=desk.person, takes=desk.member, **NOTE, by=by, at=by.now())
    desk.letter = letters.own(world, desk.person, desk.referral, Kind.OWN_COPY)
    desk.notice = letters.of_office(world, desk.referral, Kind.HOLD)
    world.pass_time(hours=1)
    return desk


@pytest.fixture(scope="module")
def staged_story(django_db_setup: None, django_db_blocker: Any, worker_id: str) -> Iterator[Stage]:
    with staged(f"story_{worker_id}", told, django_db_blocker) as stage:
        yield stage


@pytest.fixture
def story(staged_story: Stage, world: World) -> Story:
    made: Story = staged_story.played(world)
    return made


@pytest.fixture
def sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """A test client as a worker."""
    return on_the_clock(world, monkeypatch)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.route)
def test_every_page_leaves_its_rows_and_no_others(story: Story, sign_in: SignIn, page: Page) -> None:
    address = reverse(page.route, args=[getattr(story, name).pk for name in page.named])
    address += "?" * bool(page.chosen) + "&".join(f"charge={getattr(story, one).pk}" for one in page.chosen)
    client = sign_in(page.who)
    before = left(story)
    answer = client.get(address) if page.sent is None else client.post(address, page.sent)
    assert answer.status_code == (200 if page.sent is None else 422)
    after = left(story)
    assert sorted(row for pk, row in after.items() if pk not in before) == sorted(page.leaves)


@pytest.mark.parametrize("route", ["desk:intake", "desk:withdraw", "desk:pause", "desk:ticket"])
def test_not_now_is_a_link_and_sends_nothing(story: Story, sign_in: SignIn, route: str) -> None:
    page = next(one for one in PAGES if one.route == route)
    address = reverse(route, args=[getattr(story, name).pk for name in page.named])
    shown = sign_in(page.who).get(address).content.decode()
    assert re.search(r'<a [^>]*href="/desk/people/[^"]+"[^>]*>(Not now|Leave it as it is)</a>', shown)


def test_every_page_of_a_worker_is_in_the_table() -> None:
    """A new page comes with the rows that it leaves, or with the reason why it shows nobody."""
    spaces = {name: resolver for name, (_prefix, resolver) in get_resolver().namespace_dict.items()}
    there = {
        f"{space}:{name}"
        for space in ("desk", "partners", "street", "community")
        for name in spaces[space].reverse_dict
        if isinstance(name, str)
    }
    listed = {page.route for page in PAGES} | set(NOBODY)
    assert there - listed == set(), "give these a row in PAGES"
    assert listed - there == set(), "these are there no longer"


def may_ask(worker: Worker, path: str) -> bool:
    """Whether somebody's role has what a page asks for."""
    guard = getattr(resolve(path).func, "guard", None)
    return not isinstance(guard, Permission) or may_for(worker.role, worker.agency.kind, guard)


def bare() -> Iterator[str]:
    """The pages whose address names nothing."""
    for space, (prefix, resolver) in get_resolver().namespace_dict.items():
        if space in ("desk", "partners", "street", "community", "setup", "public"):
            yield from (
                f"/{prefix}{said[0][0][0]}" for said in resolver.reverse_dict.values() if not said[0][0][1]
            )


def ways(page: str) -> set[str]:
    """Where the links and the forms of a page lead to."""
    found = re.findall(r'(?:href|action|hx-get|hx-post)="(/[^"?#]*)', html.unescape(page))
    return {one for one in found if not one.startswith("/static/")}


@pytest.mark.parametrize("who", [one.key for one in PEOPLE if one.signs_in])
def test_no_page_leads_astray(story: Story, sign_in: SignIn, who: str) -> None:
    """And no two fields of a page have one id: the label of the one would choose in the other."""
    worker, client = story.world.workers[who], sign_in(who)
    named = [reverse(page.route, args=[getattr(story, one).pk for one in page.named])
             for page in PAGES if page.sent is None and not page.chosen]  # fmt: skip
    shut, twice = {}, {}
    for path in [*named, *bare()]:
        if not may_ask(worker, path):
            continue
        answer = client.get(path)
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            page = answer.content.decode()
            shut |= {(path, to): 404 for to in ways(page) if not may_ask(worker, to)}
            ids = Counter(re.findall(r'\sid="([^"]+)"', page))
            twice |= {(path, one): many for one, many in ids.items() if many > 1}
    assert not shut and not twice
