"""Closing the loop with the officer: two notices always, the third only when the person signed for them.

Without it the third never comes, and that says nothing: what the officer receives is the same, byte for byte.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from tests.factories import walk
from tests.factories.fixtures import World, run_waiting_jobs
from thirdoption.program.care import actions as care
from thirdoption.program.care.models import Participation
from thirdoption.program.ground import acting as ground
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.rules import State
from thirdoption.program.messages.models import Message
from thirdoption.program.sharing import actions as sharing
from thirdoption.program.sharing.models import Disclosure, Release
from thirdoption.program.staff.queries import program

SignIn = Callable[[str], Client]
THIRD = "somebody works with the person now"


def page(sign_in: SignIn, who: str = "officer") -> str:
    answer = sign_in(who).get(reverse("street:notices"))
    assert answer.status_code == 200
    # what differs in any two answers: the token of forms and the script's own number
    return re.sub(r'(nonce|value|csrf\w*)="[^"]*"', "", answer.content.decode())


def sent(world: World, who: str = "officer") -> list[tuple[str, str, Any]]:
    """Every message to a worker: template, channel and when."""
    run_waiting_jobs()
    with ground.opened(program(world.site.pk, world.at)):
        mine = Message.objects.filter(worker=world.workers[who].pk, template="notice").order_by("made_at")
        return list(mine.values_list("template", "channel", "made_at"))


def test_received_and_handed_over_with_the_minutes_come_by_themselves(world: World, sign_in: SignIn) -> None:
    assert "No messages yet" in page(sign_in)
    walk.accepted(world)
    run_waiting_jobs()
    first = page(sign_in)
    assert "received" in first and "handed over" not in first
    walk.handed_over(world, incident_number="26-00418-X")
    assert len(sent(world)) == 3
    shown = page(sign_in)
    assert "handed over, 26 min after you sent it" in shown and THIRD not in shown
    assert "Marisol" not in shown and "Kim" not in shown


def test_a_hand_off_that_ends_otherwise_tells_no_more(world: World, sign_in: SignIn) -> None:
    referral = walk.accepted(world)
    with world.acting("on-call") as by:
        call = Handoff.objects.get(referral=referral)
        handoffs.accept(handoff=call, by=by, at=world.at)
        handoffs.end(handoff=call, because=State.PERSON_LEFT, by=by, at=world.at)
    assert len(sent(world)) == 1 and "handed over" not in page(sign_in)


def test_whoever_is_met_after_the_officer_was_free_is_told_to_nobody(world: World, sign_in: SignIn) -> None:
    """A pair of worlds: the person left, and was met the next day or never."""
    referral = walk.accepted(world)
    with world.acting("on-call") as by:
        call = Handoff.objects.get(referral=referral)
        handoffs.accept(handoff=call, by=by, at=world.at)
        handoffs.end(handoff=call, because=State.PERSON_LEFT, by=by, at=world.at)
    world.pass_time(days=2)
    never = (page(sign_in), sent(world))
    with world.acting("on-call") as by:
        named: dict[str, Any] = {"name": "Ana Pretend", "date_of_birth": None, "where_to_find": ""}
        handoffs.take_over(handoff=call, **named, language="en", by=by, at=world.at - timedelta(days=1))
    assert (page(sign_in), sent(world)) == never


def one_world(world: World, what: str) -> None:
    """A person who was handed over at the same minute, and then..."""
    referral, person = walk.handed_over(world)
    start = world.at
    if what == "signed for the prosecutor, intake done":
        walk.released(world, person, referral)
        walk.intake(world, person, referral)
    elif what == "looked for":
        with world.acting("case-manager") as by:
            mine = Participation.objects.get(person=person)
            care.change_engagement(participation=mine, to="looking_for", note="", by=by, at=world.at)
    world.at = start
    world.pass_time(days=10)


SILENT = ("nothing more", "signed for the prosecutor, intake done", "looked for")
_seen: dict[str, tuple[str, Any]] = {}


@pytest.mark.parametrize("what", SILENT)
def test_whatever_became_of_the_person_the_officer_receives_the_same_bytes_and_times(
    world: World, sign_in: SignIn, what: str
) -> None:
    """R-19, R-26: pairs of worlds that differ in all that the officer may not know."""
    one_world(world, what)
    received = (strip(page(sign_in)), sent(world))
    assert THIRD not in received[0]
    first = _seen.setdefault("silent", received)
    assert received == first


def strip(text: str) -> str:
    """A page without the random id of its referral."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", text)


def test_once_signed_the_officer_reads_it_with_the_notice_and_only_that_officer(
    world: World, sign_in: SignIn
) -> None:
    referral, person = walk.handed_over(world)
    before = len(sent(world))
    walk.officer_may_know(world, person, referral)
    assert len(sent(world)) == before + 1
    shown = page(sign_in)
    assert THIRD in shown and "42 CFR part 2" in shown and person.name not in shown
    with world.acting("case-manager"):
        (told,) = Disclosure.objects.filter(person=person)
    assert told.what == "taken up" and "Reyes" in told.recipient
    for other in ("officer-2", "sergeant", "officer-3"):
        assert THIRD not in page(sign_in, other)
        assert len(sent(world, other)) == 0


def test_an_officer_reads_what_the_line_would_write_to_them(world: World, sign_in: SignIn) -> None:
    officers = sign_in("officer").get(reverse("desk:methods")).content.decode()
    workers = sign_in("on-call").get(reverse("desk:methods")).content.decode()
    assert "You have a message" in officers and "pages you" not in officers
    assert "You have a message" not in workers and "pages you" in workers


def test_taken_back_nothing_more_is_told(world: World, sign_in: SignIn) -> None:
    """R-9: the next page says it no more, and is the page of somebody who never signed."""
    referral, person = walk.handed_over(world)
    start = world.at
    without = strip(page(sign_in))
    release = walk.officer_may_know(world, person, referral)
    assert THIRD in page(sign_in)
    with world.acting("case-manager") as by:
        sharing.withdraw(release=release, by=by, at=world.pass_time(minutes=1))
    many = len(sent(world))
    world.at = start
    assert strip(page(sign_in)) == without
    world.pass_time(days=30)
    assert THIRD not in page(sign_in) and len(sent(world)) == many


def test_it_ends_by_itself(world: World, sign_in: SignIn) -> None:
    """R-12."""
    referral, person = walk.handed_over(world)
    walk.officer_may_know(world, person, referral)
    world.pass_time(days=91)
    assert THIRD not in page(sign_in)


def test_it_is_signed_on_a_page_of_its_own_once(world: World, sign_in: SignIn) -> None:
    referral, person = walk.handed_over(world)
    client, address = sign_in("case-manager"), reverse("desk:officer-release", args=[person.pk, referral.pk])
    assert address in client.get(reverse("desk:person", args=[person.pk])).content.decode()
    shown = client.get(address).content.decode()
    assert "Officer Reyes of Fort Orange Police, and nobody else there" in shown
    spanish = client.get(f"{address}?language=es").content.decode()
    assert "¿Puede saber el agente" in spanish
    assert client.post(address, {"signed_name": ""}).status_code == 422
    assert client.post(address, {"signed_name": "Marisol Made-up"}).status_code == 302
    assert client.post(address, {"signed_name": "Marisol Made-up"}).status_code == 302
    with world.acting("case-manager"):
        assert Release.objects.filter(person=person).count() == 1
    with pytest.raises(Refused):
        walk.officer_may_know(world, person, referral)
    assert address not in client.get(reverse("desk:person", args=[person.pk])).content.decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("recipient_worker", "officer-2"),
        ("recipient_worker", None),
        ("categories", ["taken_up", "care"]),
        ("categories", ["identity"]),
        ("purpose", "care"),
    ],
)
def test_no_row_opens_more_than_the_form_says(world: World, name: str, value: Any) -> None:
    """R-25: whatever is written into the row, the database opens one fact to the one who referred."""
    referral, person = walk.handed_over(world)
    officer = world.workers["officer"]
    row: dict[str, Any] = {
        "site_id": world.site.pk,
        "person": person,
        "referral": referral.pk,
        "form": "officer",
        "discloser": "Hudson Bend Care",
        "recipient_name": "Officer",
        "recipient_agency_id": officer.agency_id,
        "recipient_worker": officer,
        "categories": ["taken_up"],
        "information": "x",
        "purpose": "referral",
        "expires_at": world.at.replace(year=world.at.year + 1),
        "language": "en",
        "text": "x",
        "signed_name": "x",
        "signed_how": "typed",
        "signed_at": world.at,
    }
    row[name] = world.workers[value] if name == "recipient_worker" and value else value
    with world.acting("case-manager") as by, pytest.raises(DatabaseError), transaction.atomic():
        Release(**row, taken_by_id=by.worker).save(force_insert=True)
    row[name] = officer if name == "recipient_worker" else {"categories": ["taken_up"]}.get(name, "referral")
    with world.acting("case-manager") as by:
        Release(**row, taken_by_id=by.worker).save(force_insert=True)


def test_before_somebody_works_with_the_person_there_is_nothing_to_sign(world: World) -> None:
    referral = walk.accepted(world)
    with world.acting("on-call") as by:
        call = Handoff.objects.get(referral=referral)
        handoffs.accept(handoff=call, by=by, at=world.at)
        handoffs.arrive(handoff=call, by=by, at=world.at)
        given = {"name": "Ana Pretend", "date_of_birth": None, "where_to_find": "", "language": "en"}
        person = handoffs.take_over(handoff=call, **given, by=by, at=world.at)
    with pytest.raises(Refused, match="Nobody works"):
        walk.officer_may_know(world, person, referral)
