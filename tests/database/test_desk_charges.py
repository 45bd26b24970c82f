"""A held charge on the person's page: its dates, what we did, a ticket, a pause, and the defender's release."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.factories import walk
from tests.factories.desk import SignIn, on_the_clock
from tests.factories.fixtures import Stage, World, staged
from tests.factories.worlds import connect
from thirdoption.program.care import actions as care
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters import actions as matters
from thirdoption.program.matters.models import DateChange, DateReason, Matter
from thirdoption.program.sharing import actions as sharing
from thirdoption.program.sharing.models import Release
from thirdoption.program.sites.rules.settings import SETTINGS
from thirdoption.web.desk.presenters.charges import FOLLOWS

DAY = timedelta(days=1)
SIGNED = {"text": "The words.", "language": "en", "signed_name": "Marisol Made-up"}


class Case:
    """A person with a charge whose ticket is returnable before the last day for the intake."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.returnable = world.at.date() + 18 * DAY
        ticket = {"set_aside": "ticket", "returnable_on": self.returnable}
        self.referral, self.person = walk.handed_over(world, offered=ticket)

    @property
    def page(self) -> str:
        return reverse("desk:person", args=[self.person.pk])

    def address(self, name: str) -> str:
        return reverse(f"desk:{name}", args=[self.person.pk, self.referral.pk])

    def charge(self, key: str = "case-manager") -> Matter:
        with self.world.acting(key):
            return Matter.objects.get(referral=self.referral.pk)

    def noted(self, kind: str, key: str = "case-manager") -> None:
        """A contact made or tried."""
        with self.world.acting(key) as by:
            said = {
                "kind": kind,
                "how": "in_person",
                "minutes": None,
                "line": "By the river",
                "sensitive": "",
            }
            care.note_contact(person=self.person, **said, by=by, at=by.now())


@pytest.fixture(scope="module")
def staged_case(django_db_setup: None, django_db_blocker: Any, worker_id: str) -> Any:
    with staged(f"charge_case_{worker_id}", Case, django_db_blocker) as stage:
        yield stage


@pytest.fixture
def case(staged_case: Stage, world: World) -> Case:
    made: Case = staged_case.played(world)
    return made


@pytest.fixture
def sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    return on_the_clock(world, monkeypatch)


def shown(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_the_charge_with_its_dates_and_what_follows(case: Case, sign_in: SignIn) -> None:
    page = shown(sign_in("case-manager"), case.page)
    assert "The charge that waits" in page and "26-00417-X" in page and "30 days left: December 20" in page
    assert "It may be filed until November 20, 2028." in page
    assert "If the date passes:" in page and "Nothing happens by itself" in page.replace("nothing", "Nothing")
    assert "We did not find them" not in page and "noted an attempt" not in page, "there is time"


def test_every_answer_of_the_policy_about_a_passed_date_has_its_sentence() -> None:
    assert set(FOLLOWS) == set(SETTINGS["intake_not_done_follows"].codes)  # type: ignore[union-attr]


def test_a_ticket_before_the_last_day_is_a_red_line_until_something_became_of_it(
    case: Case, sign_in: SignIn
) -> None:
    client, red = sign_in("case-manager"), "expected in court until it is withdrawn, adjourned or attended"
    assert 'class="kit-clock__red">Ticket returnable on December 8, before' in shown(client, case.page)
    later = (case.charge().deadline_on + DAY).isoformat()
    answer = client.post(case.address("ticket"), {"kind": "ticket_adjourned", "to": later, "note": ""})
    assert answer["Location"] == f"{case.page}#charges"
    page = shown(client, case.page)
    assert red not in page and "Ticket returnable on December 21." in page
    assert "Dana Whitfield (Hudson Bend Care) noted that the ticket is put off to December 21." in page
    client.post(case.address("ticket"), {"kind": "ticket_attended", "to": "", "note": "With Kim"})
    page = shown(client, case.page)
    assert "Ticket returnable" not in page and "went to court for the ticket." in page and "With Kim" in page
    assert client.get(case.address("ticket")).status_code == 404, "there is none any more"


def test_a_ticket_that_is_put_off_needs_a_later_day(case: Case, sign_in: SignIn) -> None:
    client = sign_in("case-manager")
    early = {"kind": "ticket_adjourned", "to": case.returnable.isoformat(), "note": ""}
    for typed in (early, {**early, "to": ""}, {"kind": "", "to": "", "note": ""}):
        assert client.post(case.address("ticket"), typed).status_code == 422
    said = {**early, "kind": "ticket_withdrawn", "note": "Her SSN is 123-45-6789"}
    assert client.post(case.address("ticket"), said).status_code == 422, "R-39"
    assert case.charge().returnable_on == case.returnable


def test_who_did_not_do_what_where_the_date_is_near(case: Case, sign_in: SignIn) -> None:
    """What we did is counted; nothing is said of the person."""
    client = sign_in("case-manager")
    case.world.pass_time(days=24)
    assert "Since November 20 none of us has noted an attempt to reach them." in shown(client, case.page)
    case.noted("tried")
    assert "We did not find them: 1 attempt since November 20, on December 14." in shown(client, case.page)
    for _again in range(3):
        case.world.pass_time(days=1)
        case.noted("tried")
    page = shown(client, case.page)
    assert "We did not find them: 4 attempts since November 20, the last on December 17." in page
    case.noted("made")
    page = shown(client, case.page)
    assert "We were in contact 1 time since November 20, and the intake is not done." in page
    case.world.pass_time(days=5)
    page = shown(client, case.page)
    assert "Date passed on December 20" in page and "The date has passed." in page
    for verdict in ("failed", "refused", "did not come", "missed", "compl", "no-show"):
        assert verdict not in page[page.index('id="charges"') : page.index('id="contacts"')]


def test_of_an_intake_that_is_done_nothing_is_undone(case: Case, sign_in: SignIn) -> None:
    walk.intake(case.world, case.person, case.referral)
    case.world.pass_time(days=24)
    page = shown(sign_in("case-manager"), case.page)
    assert "Intake done on November 23" in page
    assert "noted an attempt" not in page and "If the date passes" not in page


def test_a_supervisor_pauses_and_the_program_alone_reads_why(case: Case, sign_in: SignIn) -> None:
    """The pause has two faces: R-19, the reason is the program's own."""
    client, today = sign_in("supervisor"), case.world.at.date()
    typed = {"since": today.isoformat(), "until": (today + 9 * DAY).isoformat(), "reason": "In hospital"}
    assert client.post(case.address("pause"), typed)["Location"] == f"{case.page}#charges"
    for key in ("supervisor", "case-manager", "on-call"):
        page = shown(sign_in(key), case.page)
        assert "Ruth Abelson (Hudson Bend Care) paused the clock from November 20 to November 29." in page
        assert "The last day is now December 29." in page and "In hospital" in page
    with case.world.acting("liaison"):
        assert DateChange.objects.get().becomes == date(2026, 12, 29) and not DateReason.objects.exists()
    liaison = shown(sign_in("liaison"), reverse("partners:matter", args=[case.charge().pk]))
    assert "hospital" not in liaison.lower()
    again = client.post(case.address("pause"), typed)
    assert again.status_code == 409 and "paused until November 29, 2026 already" in shown_of(again)


def shown_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_who_may_not_pause_reads_who_may(case: Case, sign_in: SignIn) -> None:
    for key in ("case-manager", "on-call"):
        client = sign_in(key)
        page = shown(client, case.page)
        assert "A supervisor may pause the clock." in page and case.address("pause") not in page
        assert client.get(case.address("pause")).status_code == 404
    assert case.address("pause") in shown(sign_in("supervisor"), case.page)


def test_a_pause_that_cannot_be_is_said_beside_its_field(case: Case, sign_in: SignIn) -> None:
    client, today = sign_in("supervisor"), case.world.at.date()
    right = {"since": today.isoformat(), "until": today.isoformat(), "reason": "In hospital"}
    wrong: list[dict[str, str]] = [
        {"until": (today - DAY).isoformat()},
        {"since": (today + DAY).isoformat(), "until": (today + 2 * DAY).isoformat()},
        {"since": (today - DAY).isoformat()},
        {"until": (today + 400 * DAY).isoformat()},
        {"reason": ""},
        {"reason": "His SSN is 123-45-6789"},
    ]
    for one in wrong:
        answer = client.post(case.address("pause"), {**right, **one})
        assert answer.status_code == 422 and "usa-error-message" in answer.content.decode(), one
    assert case.charge().changes == 0


def test_a_decided_charge_is_no_section_and_takes_no_act(case: Case, sign_in: SignIn) -> None:
    with case.world.acting("liaison") as by:
        found = Matter.objects.get(referral=case.referral.pk)
        matters.decide(matter=found, to=matters_declined(), reason="Served", by=by, at=by.now())
    assert "The charge that waits" not in shown(sign_in("supervisor"), case.page)
    for name in ("ticket", "pause"):
        assert sign_in("supervisor").get(case.address(name)).status_code == 404


def matters_declined() -> Any:
    from thirdoption.program.matters.rules import State

    return State.DECLINED


def test_the_prosecutors_extension_is_there_with_who_and_why(case: Case, sign_in: SignIn) -> None:
    with case.world.acting("liaison") as by:
        found = Matter.objects.get(referral=case.referral.pk)
        matters.extend(matter=found, to=found.deadline_on + 10 * DAY, reason="More time", by=by, at=by.now())
    page = shown(sign_in("case-manager"), case.page)
    assert "Jordan Castellan (Orange County District Attorney) gave more time." in page
    assert "The last day is now December 30." in page and "More time" in page


@pytest.mark.parametrize("key", ["officer", "liaison", "defender", "manager", "coordinator", "provider"])
def test_for_everybody_else_these_pages_are_not_there(case: Case, sign_in: SignIn, key: str) -> None:
    client = sign_in(key)
    names = ["pause", "defender-release", "ticket"]
    for name in names:
        assert client.get(case.address(name)).status_code == 404, name


# the defender's release


def sign(case: Case, key: str = "case-manager") -> Release:
    with case.world.acting(key) as by:
        return sharing.sign_defender_release(
            person=case.person, referral=case.referral.pk, **SIGNED, by=by, at=by.now()
        )


def seen_by_defender(case: Case) -> tuple[int, int, int]:
    """Charges, changes of dates and confirmations that the defender sees."""
    from thirdoption.program.care.models import Confirmation

    with case.world.acting("defender"):
        return Matter.objects.count(), DateChange.objects.count(), Confirmation.objects.count()


def test_the_release_opens_one_charge_to_the_defender_until_it_is_taken_back(case: Case) -> None:
    """R-9, R-19, R-25: three categories of one referral, to one agency, and no other charge."""
    walk.handed_over(case.world, name="Ruben Pretend", incident_number="26-00777-X")
    walk.intake(case.world, case.person, case.referral)
    with case.world.acting("case-manager") as by:
        found = Matter.objects.get(referral=case.referral.pk)
        matters.change_ticket(matter=found, kind=withdrawn(), by=by, at=by.now())
    assert seen_by_defender(case) == (0, 0, 0)
    release = sign(case)
    assert (release.form, release.recipient_name) == ("defender", "Orange County Public Defender")
    assert seen_by_defender(case) == (1, 1, 1)
    case.world.pass_time(minutes=1)
    with case.world.acting("case-manager") as by:
        sharing.withdraw(release=release, by=by, at=by.now())
    assert seen_by_defender(case) == (0, 0, 0)


def withdrawn() -> Any:
    from thirdoption.program.matters.rules import Change

    return Change.TICKET_WITHDRAWN


def test_a_decision_does_not_end_it(case: Case) -> None:
    """It ends with the case: a defender needs it most when a charge is filed."""
    sign(case)
    with case.world.acting("liaison") as by:
        found = Matter.objects.get(referral=case.referral.pk)
        matters.decide(matter=found, to=matters_declined(), reason="Served", by=by, at=by.now())
    assert seen_by_defender(case)[0] == 1


def test_it_is_signed_once_and_again_after_it_was_taken_back(case: Case) -> None:
    release = sign(case)
    with pytest.raises(Refused, match="signed already"):
        sign(case)
    case.world.pass_time(minutes=1)
    with case.world.acting("case-manager") as by:
        sharing.withdraw(release=release, by=by, at=by.now())
    case.world.pass_time(minutes=1)
    sign(case)
    assert seen_by_defender(case)[0] == 1


def test_where_no_defender_takes_part_there_is_none(
    committed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, client = Case(committed), on_the_clock(committed, monkeypatch)("case-manager")
    assert case.address("defender-release") in shown(client, case.page)
    with connect("owner", settings.DATABASES["default"]["NAME"]) as owner:
        owner.execute("ALTER TABLE sites_agency DISABLE TRIGGER USER")
        owner.execute("UPDATE sites_agency SET kind = 'other' WHERE kind = 'defense'")
    with pytest.raises(Refused, match="No defender takes part"):
        sign(case)
    assert case.address("defender-release") not in shown(client, case.page)
    assert client.get(case.address("defender-release"))["Location"] == case.page


@pytest.mark.parametrize(
    ("language", "title", "told"),
    [
        (
            "en",
            "May we tell your lawyer about this charge?",
            "Orange County Public Defender, and nobody else.",
        ),
        (
            "es",
            "¿Podemos hablarle a su abogado de este cargo?",
            "Orange County Public Defender, y nadie más.",
        ),
    ],
)
def test_the_page_offers_it_alone_and_leads_to_the_copy(
    case: Case, sign_in: SignIn, language: str, title: str, told: str
) -> None:
    client = sign_in("case-manager")
    page = shown(client, f"{case.address('defender-release')}?language={language}")
    assert title in page and told in page and "26-00417-X" in page
    answer = client.post(
        f"{case.address('defender-release')}?language={language}", {"signed_name": "Marisol Made-up"}
    )
    copy = shown(client, answer["Location"])
    assert title in copy and "Marisol Made-up" in copy
    assert client.get(case.address("defender-release"))["Location"] == answer["Location"], "it is in force"
    page = shown(client, case.page)
    assert "until the end of this case" in page and case.address("defender-release") not in page


def test_without_a_name_it_is_not_signed(case: Case, sign_in: SignIn) -> None:
    """R-1: the signature is one of its elements."""
    answer = sign_in("case-manager").post(case.address("defender-release"), {"signed_name": ""})
    assert answer.status_code == 422 and seen_by_defender(case) == (0, 0, 0)


Lawyer = Callable[[str], None]


def numbered(number: str) -> None:
    with connect("owner", settings.DATABASES["default"]["NAME"]) as owner:
        owner.execute("UPDATE sites_site SET lawyer_number = %s", [number])


def test_before_the_hand_off_release_one_may_talk_to_a_lawyer(
    committed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = Case(committed)
    client, address = on_the_clock(committed, monkeypatch)("case-manager"), case.address("release")
    page = shown(client, address)
    assert (
        'You may talk to a lawyer before you sign.</strong> Call <a href="tel:555-0177">555-0177</a>.' in page
    )
    assert "Orange County Public Defender (555-0177)" in page
    assert page.index("talk to a lawyer before you sign") < page.index('name="signed_name"')
    page = shown(client, f"{address}?language=es")
    assert "Puede hablar con un abogado antes de firmar." in page and "tel:555-0177" in page
    numbered("")
    page = shown(client, address)
    assert "Ask us for a lawyer, and we help you to reach one." in page and "tel:" not in page
    assert "Orange County Public Defender (ask us for a lawyer and the number)" in page
    assert "Pídanos un abogado" in shown(client, f"{address}?language=es")
