"""Every public action leaves exactly its rows on the trail, with the person where there is one (R-69)."""

import importlib
import inspect
import json
import pkgutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

import thirdoption.program
from tests.factories import acts_of_charges, call_acts, line_acts, link_acts, rota_acts, safety_acts, walk
from tests.factories.acts_without_rows import NO_ROW, OTHER_WORDS
from tests.factories.asked import REQUEST, ask, look, met
from tests.factories.caseload_acts import ACTS as CASELOAD
from tests.factories.fixtures import World
from tests.factories.line import code_of
from tests.factories.phone import Phone
from tests.factories.plan_acts import ACTS as PLAN
from tests.factories.provider_acts import whoever
from tests.factories.published import parts_of
from tests.unit import report_sample
from thirdoption.demo import directory
from thirdoption.program.care import actions as care
from thirdoption.program.care.actions.community import join_known, welcome_asked
from thirdoption.program.care.rules import Engagement
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.actions import methods, rota
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.rules import Note
from thirdoption.program.handoffs.rules import State as Line
from thirdoption.program.matters import actions as matters
from thirdoption.program.matters.rules import State
from thirdoption.program.people import actions as people
from thirdoption.program.people.models import Person
from thirdoption.program.people.rules import RaceAsked
from thirdoption.program.referrals import actions as referrals
from thirdoption.program.referrals.actions import community, phone
from thirdoption.program.referrals.rules import Approval, Ending, NotOfferedReason
from thirdoption.program.referrals.rules.community import AskedState, ClosedBecause
from thirdoption.program.referrals.rules.sealed import Envelope, read_envelope
from thirdoption.program.reports import actions as reports
from thirdoption.program.services import actions as services
from thirdoption.program.services.models import Service
from thirdoption.program.services.rules import TaskStatus
from thirdoption.program.sharing import actions as sharing
from thirdoption.program.sites.rules import Approver
from thirdoption.program.staff import actions as staff
from thirdoption.program.trail.models import Entry
from thirdoption.program.training import actions as training

Story = Any
SIGNED = {"text": "The words.", "language": "en", "signed_name": "Marisol"}
NAMED = {"name": "Ana Pretend", "date_of_birth": None, "where_to_find": "", "language": "en"}


@dataclass(frozen=True)
class Act:
    """One call of an action: who calls it, with what, the rows that it leaves; `keep` names its result."""

    who: str
    action: Callable[..., Any]
    given: Callable[[Story], dict[str, Any]]
    leaves: tuple[str, ...]
    keep: str = ""


def facts(story: Story, **other: str) -> dict[str, Any]:
    known = {**walk.FACTS, "occurred_at": story.world.at.isoformat(), **other}
    return {"author": story.world.workers["officer"], "key": uuid.uuid4(), "facts": known}


def envelope(story: Story) -> Envelope:
    return read_envelope(json.dumps(story.phone.item()).encode())


def arrived(story: Story, number: str) -> Handoff:
    """Another call, with the on-call worker beside the officer."""
    referral = walk.accepted(story.world, incident_number=number)
    with story.world.acting("on-call") as by:
        call = Handoff.objects.get(referral=referral)
        handoffs.accept(handoff=call, by=by, at=by.now())
        handoffs.arrive(handoff=call, by=by, at=by.now())
    return call


def signed_for(story: Story, **other: Any) -> dict[str, Any]:
    """What a release to a provider needs."""
    until = story.world.at + timedelta(days=90)
    return {"person": story.person, "service": story.service, "recipient": "Harbor", **SIGNED,
            "expires_at": until, **other}  # fmt: skip


def service(story: Story) -> uuid.UUID:
    story.service = Service.objects.get(name="Invented Harbor Shelter").pk
    return story.service


def own_phone(story: Story) -> Phone:
    story.phone = Phone(story.world)
    return story.phone


ON_THE_STREET = [
    Act("officer", referrals.record_contact, facts, ("record contact: referral",), "referral"),
    Act("officer", referrals.offer, lambda s: {"referral": s.referral, "accepted": True},
        ("offer: referral",)),
    Act("officer", matters.hold, lambda s: {"referral": s.referral}, ("hold: matter",), "matter"),
    Act("officer", handoffs.request, lambda s: {"referral": s.referral}, ("request: handoff",), "call"),
    Act("officer", referrals.record_contact, lambda s: facts(s, conduct="property_damage"),
        ("record contact: referral",), "second"),
    Act("officer", referrals.note_approval, lambda s: {"referral": s.second, "approver": Approver.SUPERVISOR,
        "said": Approval.APPROVED, "approved_by": "Sgt. Made-up 114"}, ("note approval: referral",)),
    Act("officer", referrals.offer, lambda s: {"referral": s.second, "accepted": False},
        ("offer: referral",)),
    Act("officer", referrals.say_ending, lambda s: {"referral": s.second, "ending": Ending.WARNED},
        ("say ending: referral",)),
    Act("officer", referrals.record_contact, facts, ("record contact: referral",), "third"),
    Act("officer", referrals.do_not_offer, lambda s: {"referral": s.third,
        "reason": NotOfferedReason.SAFETY, "ending": Ending.ARRESTED}, ("do not offer: referral",)),
    Act("officer", staff.add_device_key, lambda s: {"public_key": "04" + "0" * 128}, ("add: device key",)),
    Act("officer", phone.receive, lambda s: {"item": own_phone(s) and envelope(s)},
        ("record contact: referral",)),
    Act("officer", staff.end_device_key, lambda s: {"key": s.phone.device}, ("end: device key",)),
    Act("officer", phone.receive, lambda s: {"item": envelope(s)}, ("hold item: item",)),
]  # fmt: skip
ON_THE_LINE = [
    Act("on-call", handoffs.accept, lambda s: {"handoff": s.call}, ("accept: handoff",)),
    Act("on-call", handoffs.set_out, lambda s: {"handoff": s.call}, ("set out: handoff",)),
    Act("on-call", handoffs.tell_officer, lambda s: {"handoff": s.call, "note": Note.IN_5},
        ("tell: handoff",)),
    Act("officer", handoffs.tell_worker, lambda s: {"handoff": s.call, "note": Note.GONE},
        ("tell: handoff",)),
    Act("on-call", handoffs.arrive, lambda s: {"handoff": s.call}, ("arrive: handoff",)),
    Act("on-call", handoffs.take_over, lambda s: {"handoff": s.call, **NAMED},
        ("take over: handoff + person", "welcome: person + person"), "person"),
    Act("on-call", care.take_up, lambda s: {"person": s.person, "worker": s.workers["case-manager"]},
        ("take up: person + person",)),
    Act("on-call", care.receive, lambda s: {"handoff": arrived(s, "26-2-X"), **NAMED,
        "case_manager": s.workers["case-manager"]},
        ("take over: handoff + person", "take up: person + person", "welcome: person + person"), "other"),
    Act("on-call", handoffs.end, lambda s: {"handoff": arrived(s, "26-3-X"), "because": Line.PERSON_LEFT},
        ("end: handoff",)),
    Act("supervisor", rota.put_on_call, lambda s: {"worker": s.workers["case-manager"],
        "starts_at": s.world.at, "ends_at": s.world.at + timedelta(hours=1)}, ("change: rota",)),
]  # fmt: skip
ON_THE_ROTA = [Act(*one) for one in (*rota_acts.ACTS, *line_acts.ACTS, *call_acts.ACTS, *safety_acts.ACTS)]
IN_CARE = [
    Act("case-manager", people.welcome, lambda s: {"name": "Ruben Pretend"}, ("welcome: person + person",)),
    Act("case-manager", people.answer_race, lambda s: {"person": s.person, "answers": ["white"],
        "asked": RaceAsked.ANSWERED}, ("answer race: person + person",)),
    Act("case-manager", care.do_intake, lambda s: {"person": s.person, "referral": s.referral,
        "needs": ["food"], "words": "Food"}, ("do intake: person + person",)),
    Act("case-manager", care.hold_intake, lambda s: {"person": s.other, "referral": came_by(s),
        "needs": [], "words": "", "race": [], "race_asked": RaceAsked.DECLINED},
        ("answer race: person + person", "do intake: person + person")),
    Act("case-manager", care.set_goal, lambda s: {"person": s.person, "words": "My ID back"},
        ("set goal: person + person",)),
    Act("case-manager", care.change_engagement, lambda s: {"participation": s.person.participation,
        "to": Engagement.LOOKING_FOR, "note": ""}, ("change engagement: person + person",)),
    Act("case-manager", care.note_contact, lambda s: {"person": s.person, "kind": "made", "how": "phone",
        "minutes": 5, "line": "Talked", "sensitive": ""},
        ("change engagement: person + person", "note contact: person + person")),
    Act("case-manager", care.say_in_touch, lambda s: {"person": fresh(s), "to": Engagement.MOVED,
        "note": "", "version": 2}, ("change engagement: person + person",)),
]  # fmt: skip
UNDER_A_RELEASE = [
    Act("manager", services.import_directory, lambda s: {"site": s.world.site, **listed(s)},
        ("import: directory",)),
    Act("case-manager", sharing.sign_handoff_release, lambda s: {"person": s.person,
        "referral": s.referral.pk, **SIGNED}, ("sign release: release + person",), "release"),
    Act("liaison", sharing.disclose, lambda s: {"releases": [s.release.pk], "what": "intake confirmed"},
        ("disclose: release",)),
    Act("case-manager", sharing.withdraw, lambda s: {"release": s.release},
        ("withdraw release: release + person",)),
    Act("case-manager", sharing.sign_connection_release, lambda s: service(s) and signed_for(s),
        ("sign release: release + person",), "release"),
    Act("case-manager", services.connect, lambda s: {"person": s.person, "release": s.release,
        "service": Service.objects.get(pk=s.service), "asks": "A bed"},
        ("connect: person + person", "disclose: release", "say: connection + person"), "connection"),
    Act("case-manager", services.say, lambda s: {"connection": s.connection, "to": TaskStatus.ACCEPTED},
        ("say: connection + person",)),
    Act("case-manager", care.ask_provider, lambda s: signed_for(s, asks="A bed"),
        ("connect: person + person", "disclose: release", "say: connection + person",
         "sign release: release + person")),
    Act("liaison", matters.decide, lambda s: {"matter": s.matter, "to": State.DECLINED, "reason": "Served"},
        ("decide: matter",)),
]  # fmt: skip
AROUND_IT = [
    Act("case-manager", methods.add_method, lambda s: {"kind": "sms", "address": "518 555 0101"},
        ("add: contact method",), "method"),
    Act("case-manager", methods.verify_method, lambda s: {"method": s.method, "code": code_of(s.method)},
        ("verify: contact method",)),
    Act("case-manager", methods.end_method, lambda s: {"method": s.method}, ("end: contact method",)),
    Act("trainer", training.attend, lambda s: {"worker": s.workers["officer-5"], "course": "First day",
        "on": s.world.at.date(), "counts_until": date(2028, 1, 1)}, ("attend: training",)),
    Act("manager", reports.ask_for, lambda s: {"year": 2026, "number": 1}, ("ask for: report",), "report"),
    Act("manager", reports.keep_built, lambda s: {"report": s.report,
        **parts_of(report_sample.report(), "1.0")}, ("build: report",)),
    Act("community", reports.release, lambda s: {"report": fresh(s, "report")}, ("release: report",)),
    Act("manager", reports.ask_for, lambda s: {"year": 2026, "number": 2}, ("ask for: report",), "report"),
    Act("manager", reports.stop, lambda s: {"report": s.report}, ("stop: report",)),
]  # fmt: skip
BY_THE_COMMUNITY = [
    Act("public", community.ask, lambda s: {"site": s.world.site, "asked": REQUEST, "key": None},
        ("ask: community referral",), "asked"),
    Act("on-call", community.take, lambda s: {"asked": look(s.world, s.asked),
        "worker": s.workers["case-manager"]}, ("take: community referral",)),
    Act("case-manager", community.say, lambda s: {"asked": look(s.world, s.asked), "to": AskedState.MET,
        "note": ""}, ("say: community referral",)),
    Act("case-manager", welcome_asked, lambda s: {"asked": look(s.world, s.asked), **NAMED,
        "case_manager": s.workers["case-manager"]},
        ("join: community referral + person", "take up: person + person", "welcome: person + person"),
        "came"),
    Act("case-manager", join_known, lambda s: {"asked": met(s.world, ask(s.world)), "person": s.came.pk},
        ("join: community referral + person", "see: person + person")),
    Act("case-manager", care.do_intake, lambda s: {"person": s.came, "referral": None, "needs": ["food"],
        "words": ""}, ("do intake: person + person",)),
    Act("public", community.ask, lambda s: {"site": s.world.site, "asked": REQUEST, "key": None},
        ("ask: community referral",), "asked"),
    Act("supervisor", community.close, lambda s: {"asked": look(s.world, s.asked),
        "because": ClosedBecause.HELPED}, ("close: community referral",)),
]  # fmt: skip
ACTS = [*ON_THE_STREET, *ON_THE_LINE, *ON_THE_ROTA, *IN_CARE]
ACTS += [Act(*one) for one in PLAN]
ACTS += [*(Act(*one) for one in acts_of_charges.WAITING), *UNDER_A_RELEASE]
ACTS += [Act(*one) for one in (*acts_of_charges.DECIDED, *link_acts.ACTS)]
ACTS += [*AROUND_IT, *BY_THE_COMMUNITY, *(Act(*one) for one in CASELOAD)]


def listed(story: Story) -> dict[str, Any]:
    source, rows = directory.batches(today=story.world.at.date())[1]
    return {"source": source, "rows": rows}


def came_by(story: Story) -> Any:
    with story.world.acting("case-manager"):
        return Handoff.objects.select_related("referral__site").get(person=story.other).referral


def fresh(story: Story, name: str = "person") -> Any:
    with story.world.acting("case-manager"):
        return type(getattr(story, name)).objects.get(pk=getattr(story, name).pk)


def left(story: Story) -> dict[uuid.UUID, str]:
    """The rows on the trail as "verb: noun", with "+ person" where a participant is among the subjects."""
    with story.world.acting("case-manager"):
        persons = set(Person.objects.values_list("pk", flat=True))
    with story.world.acting("auditor"):
        rows = list(Entry.objects.exclude(outcome="refused"))
    return {
        one.pk: f"{one.verb}: {one.noun}" + " + person" * bool(persons & set(one.subjects)) for one in rows
    }


def test_every_act_leaves_its_rows_and_no_others(world: World) -> None:
    story = SimpleNamespace(world=world, workers=world.workers)
    for act in ACTS:
        given = act.given(story)
        world.pass_time(minutes=1)
        before = left(story)
        with whoever(story, act.who) as by:
            made = act.action(**given, by=by, at=world.at)
        if act.keep:
            setattr(story, act.keep, made)
        after = left(story)
        new = sorted(row for pk, row in after.items() if pk not in before)
        assert new == sorted(act.leaves), act.action.__qualname__


def public_actions() -> Iterator[str]:
    """Every public function that a word's actions define: "sharing.actions.withdraw"."""
    root = thirdoption.program
    for found in pkgutil.walk_packages(root.__path__, f"{root.__name__}."):
        parts = found.name.split(".")
        if len(parts) > 3 and parts[3] == "actions" and parts[2] not in OTHER_WORDS:
            for name, one in inspect.getmembers(importlib.import_module(found.name), inspect.isfunction):
                if one.__module__ == found.name and not name.startswith("_"):
                    yield named(one)


def named(action: Callable[..., Any]) -> str:
    return f"{action.__module__}.{action.__qualname__}".removeprefix(f"{thirdoption.program.__name__}.")


def test_every_public_action_is_in_the_table() -> None:
    """A new action comes with the rows that it leaves."""
    missing = set(public_actions()) - {named(act.action) for act in ACTS} - set(NO_ROW)
    assert not missing, f"give these a row in ACTS: {', '.join(sorted(missing))}"


@pytest.mark.parametrize("name", NO_ROW)
def test_what_needs_no_row_is_still_there(name: str) -> None:
    assert name in set(public_actions())
