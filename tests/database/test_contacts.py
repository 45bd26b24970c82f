"""Contacts: when and where, put right without writing over, the list, the file, and copies."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories import walk
from tests.factories.desk import Desk, SignIn, on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.care import actions as care
from thirdoption.program.care.models import Contact, ContactAmendment, Copied, Participation
from thirdoption.program.care.rules import Engagement
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.trail.models import Entry

SAID: dict[str, Any] = {"kind": "made", "how": "in_person", "minutes": 20, "line": "Ate together"}
SECRET = "Sleeps behind the mill"


@pytest.fixture(autouse=True)
def desk_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Test clients on the world's clock."""
    return on_the_clock(world, monkeypatch)


def note(desk: Desk, **more: Any) -> Contact:
    with desk.world.acting("case-manager") as by:
        given = {"person": desk.person, **SAID, "sensitive": SECRET, **more}
        return care.note_contact(**given, by=by, at=by.now())


def test_a_contact_of_yesterday_is_noted_today_with_place_and_colleague(desk: Desk, desk_in: SignIn) -> None:
    """When it was and when it was written down are two things, and both are shown."""
    local = desk.world.at.astimezone(walk_zone(desk))
    when = (local - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    colleague = desk.world.workers["supervisor"]
    typed = {**SAID, "sensitive": "", "happened_at": when, "place": "The kitchen on Green Street",
             "colleagues": [str(colleague.pk)], "from": "list", "key": uuid.uuid4()}  # fmt: skip
    client = desk_in("case-manager")
    assert client.post(f"/desk/people/{desk.person.pk}/contacts/", typed).status_code == 302
    with desk.world.acting("case-manager"):
        kept = Contact.objects.get(person=desk.person)
    assert kept.at < kept.noted_at == desk.world.at and kept.colleagues == [colleague.pk]
    page = client.get(f"/desk/people/{desk.person.pk}/contacts/all/").content.decode()
    for words in ("The kitchen on Green Street", colleague.name, "written down", "Yesterday"):
        assert words in page, words


def walk_zone(desk: Desk) -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo(desk.world.site.zone)


@pytest.mark.parametrize("ahead", [timedelta(hours=2), timedelta(days=-500)])
def test_no_contact_of_tomorrow_or_of_long_ago(desk: Desk, ahead: timedelta) -> None:
    with pytest.raises(Refused) as refused:
        note(desk, happened_at=desk.world.at + ahead)
    assert refused.value.field == "happened_at"


def test_what_is_put_right_keeps_how_it_stood(desk: Desk, desk_in: SignIn) -> None:
    """By whom and when; a second writer is told, and the page shows both (R-77)."""
    row, client = note(desk), desk_in("case-manager")
    address = f"/desk/people/{desk.person.pk}/contacts/{row.pk}/"
    when = row.at.astimezone(walk_zone(desk)).strftime("%Y-%m-%dT%H:%M")
    typed = {**SAID, "line": "Ate together, and talked", "happened_at": when, "place": "",
             "sensitive": SECRET, "version": "0"}  # fmt: skip
    assert client.post(address, typed).status_code == 302
    page = client.get(address).content.decode()
    assert "Ate together, and talked" in page and "stood so until" in page
    again = client.post(address, {**typed, "line": "Something else"})
    assert again.status_code == 409 and 'name="version" value="1"' in again.content.decode()
    with desk.world.acting("case-manager"):
        assert ContactAmendment.objects.get(thing=row).line == "Ate together"
        assert Contact.objects.get(pk=row.pk).version == 1


def test_no_way_around_the_amendment(desk: Desk) -> None:
    """Not by SQL either: what changes without how it was, or with another past, is refused by the table."""
    row = note(desk)
    with desk.world.acting("case-manager") as by:
        mine = {"worker": by.worker, "organization": by.organization, "at": by.now(), "was_at": row.at}
        forged = {**mine, "thing": row, "number": 1, "kind": "tried", "how": "phone", "line": "Another past"}
        contact = Contact.objects.filter(pk=row.pk)
        for change in (lambda: contact.update(line="x"), lambda: contact.update(line="x", version=1),
                       lambda: ContactAmendment(**forged).save() or contact.update(line="x", version=1),
                       lambda: contact.update(worker=by.worker), contact.delete,
                       ContactAmendment.objects.all().delete):  # fmt: skip
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
        assert Contact.objects.get(pk=row.pk).line == "Ate together"


def test_the_list_is_narrowed_and_asks_little(desk: Desk, desk_in: SignIn) -> None:
    """At most 14 statements, also with a hundred contacts on it."""
    for number in range(60):
        note(desk, line=f"Talk {number:02}", kind="tried" if number % 2 else "made")
    client, address = desk_in("case-manager"), f"/desk/people/{desk.person.pk}/contacts/all/"
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get(address).content.decode()
    assert len(asked) <= 14, [one["sql"][:90] for one in asked]
    assert "60 contacts" in page and "Page 1 of 2" in page
    chosen = {"narrowed": "yes", "of-kind": "tried", "of-words": "talk 07"}
    page = client.post(address, chosen).content.decode()
    assert "1 contact<" in page and "Talk 07" in page and "Talk 09" not in page
    assert (
        "No contact is like that"
        in client.post(address, {"narrowed": "yes", "of-until": "2020-01-01"}).content.decode()
    )
    assert client.post(address, {"narrowed": "yes", "of-worker": "x", "of-since": "soon"}).status_code == 200


def test_a_file_needs_a_reason_and_has_nothing_sensitive(desk: Desk, desk_in: SignIn) -> None:
    """R-69: who, of whom and what for; and a role without the right finds nothing there."""
    note(desk)
    address = f"/desk/people/{desk.person.pk}/contacts/contacts.csv"
    client = desk_in("case-manager")
    assert client.post(address, {"why": ""}).status_code == 422
    answer = client.post(address, {"why": "A hearing about the flat"})
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/csv") and "Ate together" in text and SECRET not in text
    for key in ("on-call", "manager", "liaison", "officer", "auditor"):
        assert desk_in(key).post(address, {"why": "To see"}).status_code == 404
    with desk.world.acting("auditor", "audit"):
        (row,) = Entry.objects.filter(verb="export contacts")
        assert row.why == "A hearing about the flat" and row.subjects == [desk.person.pk]


@pytest.mark.parametrize(
    ("form", "inside"), [("text", "Ate together"), ("csv", "Ate together"), ("fhir", '"Encounter"')]
)
def test_a_contact_is_copied_once_and_says_so(desk: Desk, desk_in: SignIn, form: str, inside: str) -> None:
    row, client = note(desk), desk_in("case-manager")
    address = f"/desk/people/{desk.person.pk}/contacts/{row.pk}/"
    assert "Not copied into" in client.get(address).content.decode()
    answer = client.post(f"{address}copy/{form}/")
    assert inside in answer.content.decode() and SECRET not in answer.content.decode()
    assert desk.person.name not in answer["Content-Disposition"]
    assert "Copied on" in client.get(address).content.decode()
    assert client.post(f"{address}copy/fax/").status_code == 404
    with desk.world.acting("auditor", "audit"):
        (kept,) = Entry.objects.filter(verb="copy")
        assert kept.why == form and set(kept.subjects) == {desk.person.pk, row.pk}


def test_nobody_else_finds_a_contact(desk: Desk, desk_in: SignIn) -> None:
    """R-18, R-26: another's contact under this person, and every page for police and prosecution."""
    row = note(desk)
    _referral, other = walk.handed_over(desk.world, name="Ana Pretend", incident_number="26-7-X")
    there = f"/desk/people/{desk.person.pk}/contacts/"
    assert desk_in("case-manager").get(f"/desk/people/{other.pk}/contacts/{row.pk}/").status_code == 404
    for key in ("officer", "liaison", "defender", "manager", "auditor"):
        client = desk_in(key)
        for address in (f"{there}all/", f"{there}{row.pk}/", f"/desk/people/{desk.person.pk}/timeline/",
                        f"/desk/people/{desk.person.pk}/plan/", "/desk/looking-for/"):  # fmt: skip
            assert client.get(address).status_code == 404, (key, address)
        with desk.world.acting(key):
            assert not Contact.objects.exists() and not Copied.objects.exists()


def test_dictation_is_asked_for_only_where_the_site_has_an_agreement(desk: Desk, desk_in: SignIn) -> None:
    page = desk_in("case-manager").get(f"/desk/people/{desk.person.pk}/").content.decode()
    assert "do not dictate here" in page
    form = care_form(dictation=True)
    assert "dictate" not in form.fields["sensitive"].help_text


def care_form(*, dictation: bool) -> Any:
    from zoneinfo import ZoneInfo

    from thirdoption.web.desk.forms.contacts import Contact as Form

    return Form(zone=ZoneInfo("UTC"), dictation=dictation)


def lose(desk: Desk, note_: str = "Gone from the shelter") -> None:
    with desk.world.acting("case-manager") as by:
        lost = Participation.objects.get(person=desk.person)
        care.change_engagement(participation=lost, to=Engagement.LOOKING_FOR, note=note_, by=by, at=by.now())


def test_whom_we_look_for_stays_and_any_contact_brings_them_back(desk: Desk, desk_in: SignIn) -> None:
    """The list says where they were met, who looks and what was tried; then nobody applies again."""
    note(desk, place="The kitchen")
    desk.world.pass_time(days=3)
    lose(desk)
    desk.world.pass_time(days=60)
    note(desk, kind="tried", how="phone")
    client = desk_in("case-manager")
    page = client.get("/desk/looking-for/").content.decode()
    for words in (desk.person.name, "Gone from the shelter", "The kitchen", "Tried 1 time"):
        assert words in page, words
    assert desk.person.name in client.get("/desk/looking-for/?whose=mine").content.decode()
    assert desk.person.name in client.get("/desk/").content.decode(), "looking for counts in the caseload"
    note(desk, happened_at=desk.world.at - timedelta(days=63))
    assert state(desk) == Engagement.LOOKING_FOR, "a contact of before says nothing of now"
    note(desk)
    assert state(desk) == Engagement.ACTIVE
    assert desk.person.name not in client.get("/desk/looking-for/").content.decode()


def test_who_looks_has_to_know_where(desk: Desk, desk_in: SignIn) -> None:
    """Looking for somebody is said with words; being less in touch may be said without."""
    client, address = desk_in("case-manager"), f"/desk/people/{desk.person.pk}/in-touch/"
    refused = client.post(address, {"to": "looking_for", "note": " ", "version": "0"})
    assert refused.status_code == 422 and "Fill in this field" in refused.content.decode()
    assert client.post(address, {"to": "less_engaged", "note": "", "version": "0"}).status_code == 302


def state(desk: Desk) -> str:
    with desk.world.acting("case-manager"):
        return Participation.objects.get(person=desk.person).state


def test_the_timeline_has_every_part_in_order_and_asks_little(desk: Desk, desk_in: SignIn) -> None:
    note(desk)
    lose(desk)
    with desk.world.acting("case-manager") as by:
        care.set_goal(person=desk.person, words="My ID back", by=by, at=by.now())
    walk.intake(desk.world, desk.person, desk.referral)
    client, address = desk_in("case-manager"), f"/desk/people/{desk.person.pk}/timeline/"
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address).content.decode()
    assert len(asked) <= 14
    for words in ("Ate together", "My ID back", "Gone from the shelter", "The intake was done",
                  "They were handed over to us"):  # fmt: skip
        assert words in page, words
    assert page.index("The intake was done") < page.index("They were handed over")
    only = client.get(address, {"kind": "goal"}).content.decode()
    assert "My ID back" in only and "Ate together" not in only
    assert client.get(address, {"kind": "'; --"}).status_code == 200


def test_a_contact_that_was_only_tried_takes_nobody_back_in(desk: Desk) -> None:
    with desk.world.acting("case-manager") as by:
        found = Participation.objects.get(person=desk.person)
        care.change_engagement(
            participation=found, to="looking_for", note="The tent is gone", by=by, at=by.now()
        )
    for later in (False, True):
        at = desk.world.pass_time(days=1)
        with desk.world.acting("case-manager") as by:
            said = {"how": "phone", "minutes": None, "line": "Rang", "sensitive": "", "place": ""}
            row = care.note_contact(person=desk.person, kind="made", **said, by=by, at=at)
            assert Participation.objects.get(person=desk.person).state == "active"
        at = desk.world.pass_time(hours=1)
        with desk.world.acting("case-manager") as by:
            if later:
                found = Participation.objects.get(person=desk.person)
                care.change_engagement(participation=found, to="less_engaged", note="", by=by, at=at)
            care.amend_contact(
                contact=row, kind="tried", happened_at=row.at, version=0, **said, by=by, at=by.now()
            )
            state = Participation.objects.get(person=desk.person)
            last = state.statuses.order_by("-number")[0]
        assert (state.state, last.note) == (
            ("less_engaged", "") if later else ("looking_for", "The tent is gone")
        )
