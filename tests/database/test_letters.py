"""Letters and notices: who writes which, what each carries, who never learns of it, and their texts."""

import json
import re
from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from tests.factories import walk
from tests.factories.fixtures import World
from tests.factories.letters import all_of, decline, matter_of, of_office, own, police, ticketed
from thirdoption.program.care.actions import letters as care
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.matters.actions import letters
from thirdoption.program.matters.actions.sealing import seal
from thirdoption.program.matters.models import Letter, Matter, OwnLetter
from thirdoption.program.matters.rules.letters import FACTS, OF_OFFICE, OWN, Kind
from thirdoption.program.matters.rules.sealing import Strength
from thirdoption.program.sharing import actions as sharing
from thirdoption.program.sharing.models import Disclosure
from thirdoption.program.sites.models import Agency

SignIn = Callable[[str], Client]
CARE = re.compile(r"housing|my son|river|poverty|Pharmacy|Dana|case manager", re.I)


def test_the_office_writes_about_the_charge_and_learns_nothing_else(world: World) -> None:
    """R-25, R-36: the charge and its clock; no name, nothing of care, and exactly the facts of the kind."""
    referral, person = walk.handed_over(world)
    walk.intake(world, person, referral)
    hold = of_office(world, referral, Kind.HOLD)
    decline(world, referral)
    made = [hold, of_office(world, referral, Kind.DECLINED), of_office(world, referral, Kind.SEAL_STATE)]
    made.append(of_office(world, referral, Kind.SEAL_AGENCY, agency=police(world)))
    for letter in made:
        assert tuple(letter.data) == FACTS[Kind(letter.kind)]
        assert "Marisol" not in all_of(letter) and not CARE.search(all_of(letter).replace("about care", ""))
        assert "26-00417-X" in all_of(letter)
    assert police(world).name in all_of(made[-1]) and "160.50(3)(i)" in all_of(made[-1])


def test_date_passed_reads_the_same_whatever_the_cause(world: World) -> None:
    """No intake, no release, a release taken back: the same letter but for the incident's number."""
    first = walk.accepted(world, incident_number="26-1-X")
    second, person = walk.handed_over(world, incident_number="26-2-X")
    walk.intake(world, person, second)
    third, person = walk.handed_over(world, incident_number="26-3-X", name="Another Made-up")
    release = walk.released(world, person, third)
    walk.intake(world, person, third)
    with world.acting("case-manager") as by:
        sharing.withdraw(release=release, by=by, at=world.pass_time(minutes=1))
    world.pass_time(days=60)
    said = set()
    for referral in (first, second, third):
        letter = of_office(world, referral, Kind.PASSED)
        matter = matter_of(world, referral)
        text = json.dumps(letter.written).replace(matter.incident_number, "N")
        said.add(re.sub(r"(October|November|December) \d+, 2026", "DAY", text))
        assert "not confirmed" in text
    assert len(said) == 1


def test_date_passed_is_not_written_where_it_would_not_be_true(world: World) -> None:
    referral, person = walk.handed_over(world)
    with pytest.raises(Refused, match="date has passed"):
        of_office(world, referral, Kind.PASSED)
    walk.released(world, person, referral)
    walk.intake(world, person, referral)
    world.pass_time(days=60)
    with pytest.raises(Refused, match="would not be true"):
        of_office(world, referral, Kind.PASSED)


def test_sealing_is_certified_of_a_declined_charge_only(world: World) -> None:
    referral = walk.accepted(world)
    for kind in (Kind.DECLINED, Kind.SEAL_AGENCY, Kind.SEAL_STATE):
        with pytest.raises(Refused, match="declined"):
            of_office(world, referral, kind)
    decline(world, referral)
    with pytest.raises(Refused, match="Choose the agency") as refused:
        of_office(world, referral, Kind.SEAL_AGENCY)
    assert refused.value.field == "agency"
    court = Agency.objects.filter(site=world.site, kind="court").first()
    with pytest.raises(Refused, match="Choose the agency"):
        of_office(world, referral, Kind.SEAL_AGENCY, agency=court)
    with pytest.raises(Refused, match="does not wait"):
        of_office(world, referral, Kind.HOLD)


def test_the_intake_notice_needs_a_release_that_lives(world: World) -> None:
    """R-9, R-21, R-22, R-51: told under a live release only, accounted once, never drawn again after."""
    referral, person = walk.handed_over(world)
    walk.intake(world, person, referral)
    with pytest.raises(Refused, match="No release lets us tell"):
        own(world, person, referral, Kind.INTAKE)
    release = walk.released(world, person, referral)
    letter = own(world, person, referral, Kind.INTAKE)
    with world.acting("case-manager") as by:
        letters.show(letter=letter, by=by, at=world.at)
        (told,) = Disclosure.objects.filter(release=release)
        assert (told.what, told.recipient) == (letters.TOLD, release.recipient_name)
    assert "42 CFR part 2 prohibits" in all_of(letter) and "Marisol" not in all_of(letter)
    with world.acting("case-manager") as by:
        sharing.withdraw(release=release, by=by, at=world.pass_time(minutes=5))
    for again in (
        lambda by: letters.show(letter=letter, by=by, at=world.at),
        lambda by: care.write_own(
            person=person, referral=referral.pk, kind=Kind.INTAKE, language="en", by=by, at=world.at
        ),
    ):
        with world.acting("case-manager") as by, pytest.raises(Refused, match="No release lets us tell"):
            again(by)


def test_the_decision_ends_what_the_release_lets_be_told(world: World) -> None:
    referral, person = walk.handed_over(world)
    walk.released(world, person, referral)
    walk.intake(world, person, referral)
    letter = own(world, person, referral, Kind.INTAKE)
    world.pass_time(minutes=1)
    decline(world, referral)
    world.pass_time(minutes=1)
    with world.acting("case-manager") as by, pytest.raises(Refused, match="No release lets us tell"):
        letters.show(letter=letter, by=by, at=world.at)


def test_the_database_refuses_an_intake_notice_without_a_release(world: World) -> None:
    """R-48: past the action too."""
    referral, person = walk.handed_over(world)
    walk.intake(world, person, referral)
    made = own(world, person, referral, Kind.CERTIFICATE)
    row = OwnLetter(
        site=world.site, referral_id=referral.pk, kind=Kind.INTAKE, language="en", template=0, data={},
        written={}, made_at=world.at, worker_id=made.worker_id,
    )  # fmt: skip
    refused = pytest.raises(DatabaseError, match="no release lets")
    with world.acting("case-manager"), refused, transaction.atomic():
        row.save(force_insert=True)
    walk.released(world, person, referral)
    with world.acting("case-manager"):
        row.save(force_insert=True)


def test_the_office_never_learns_of_the_programs_letters(world: World) -> None:
    """R-18, R-26: not one row, the same as what is not there; nor an officer, nor a manager."""
    referral, person = ticketed(world)
    walk.released(world, person, referral)
    walk.intake(world, person, referral)
    made = [
        own(world, person, referral, kind)
        for kind in (Kind.INTAKE, Kind.CERTIFICATE, Kind.ADJOURN, Kind.OWN_COPY)
    ]
    with world.acting("case-manager"):
        assert OwnLetter.objects.count() == len(made)
    for key in ("liaison", "officer", "sergeant", "manager", "auditor"):
        with world.acting(key):
            assert OwnLetter.objects.count() == 0, key


def test_only_the_office_writes_the_offices_letters(world: World) -> None:
    referral, person = walk.handed_over(world)
    letter = of_office(world, referral, Kind.HOLD)
    with world.acting("case-manager") as by:
        matter = Matter.objects.get(referral=referral.pk)
        for kind in OF_OFFICE:
            with pytest.raises(Refused):
                care.write_notice(matter=matter, kind=kind, language="en", by=by, at=world.at)
            with pytest.raises(Refused):
                care.write_own(
                    person=person, referral=referral.pk, kind=kind, language="en", by=by, at=world.at
                )
        row = Letter(
            site=world.site, referral_id=referral.pk, kind=Kind.HOLD, language="en", template=0, data={},
            written={}, made_at=world.at, worker_id=by.worker,
        )  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)
    with world.acting("liaison") as by:
        for kind in OWN:
            with pytest.raises(Refused):
                care.write_notice(
                    matter=matter_of(world, referral), kind=kind, language="en", by=by, at=world.at
                )
    with world.acting("liaison"), pytest.raises(DatabaseError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(language="es")  # what is written stays


def test_a_letter_is_of_a_charge_of_that_person(world: World) -> None:
    """R-53: another person's charge is not found, exactly like one that is not there."""
    first, _person = walk.handed_over(world, incident_number="26-1-X")
    _second, other = walk.handed_over(world, incident_number="26-2-X", name="Another Made-up")
    with pytest.raises(Refused, match="could not find"):
        own(world, other, first, Kind.OWN_COPY)


def test_the_persons_letters_say_dates_and_no_more(world: World) -> None:
    referral, person = ticketed(world)
    walk.intake(world, person, referral)
    certificate = own(world, person, referral, Kind.CERTIFICATE, "es")
    assert "Fecha de la admisión" in all_of(certificate) and "Ana Pretend" in all_of(certificate)
    request = own(world, person, referral, Kind.ADJOURN)
    assert request.data["returnable_on"] == "2026-12-08" and "150.40(1)" in all_of(request)
    copy = own(world, person, referral, Kind.OWN_COPY)
    assert copy.data["deadline_on"] == matter_of(world, referral).deadline_on.isoformat()
    for letter in (certificate, request, copy):
        assert tuple(letter.data) == FACTS[Kind(letter.kind)]
        assert not CARE.search(all_of(letter))


def test_who_came_without_a_charge_gets_a_status_letter_and_nothing_of_a_charge(
    world: World, sign_in: SignIn
) -> None:
    """A social contact has no matter and no clock: no page offers a letter about one."""
    referral, person = walk.handed_over(world, door="social_contact", conduct="")
    with world.acting("case-manager"):
        assert not Matter.objects.filter(referral=referral.pk).exists()
    letter = own(world, person, None, Kind.STATUS)
    assert "has worked with us since" in all_of(letter) and letter.person_id == person.pk
    for kind in (Kind.OWN_COPY, Kind.CERTIFICATE, Kind.ADJOURN, Kind.INTAKE):
        with pytest.raises(Refused):
            own(world, person, referral, kind)
    page = sign_in("case-manager").get(f"/desk/people/{person.pk}/letters/").content.decode()
    assert re.findall(r'value="([a-z_]+)\.[^"]*"', page) == ["status_letter"]


def test_a_person_whom_nobody_works_with_yet_has_no_status_letter(world: World) -> None:
    referral = walk.accepted(world)
    with world.acting("on-call") as by:
        call = Handoff.objects.get(referral=referral)
        handoffs.accept(handoff=call, by=by, at=by.now())
        handoffs.arrive(handoff=call, by=by, at=by.now())
        person = handoffs.take_over(
            handoff=call, name="Ana Pretend", date_of_birth=None, where_to_find="", language="es",
            by=by, at=by.now(),
        )  # fmt: skip
    with pytest.raises(Refused, match="Nobody works with this person yet"):
        own(world, person, None, Kind.STATUS)


def test_letters_of_a_sealed_charge_go_with_it(world: World) -> None:
    """R-83: derived notices too; a letter that is about no charge stays."""
    referral, person = walk.handed_over(world)
    own(world, person, referral, Kind.OWN_COPY)
    own(world, person, None, Kind.STATUS)
    decline(world, referral)
    of_office(world, referral, Kind.SEAL_STATE)
    world.pass_time(days=2)
    with world.acting("supervisor") as by:
        matter = Matter.objects.get(referral=referral.pk)
        seal(matter=matter, strength=Strength.HIDE, by=by, at=world.at)
    with world.acting("liaison"):
        assert not Letter.objects.exists()
    with world.acting("case-manager"):
        assert [one.kind for one in OwnLetter.objects.all()] == [Kind.STATUS]
