"""The release to the defender, and the sentence that one may talk to a lawyer before any other."""

import pytest
from django.conf import settings

from tests.factories import walk
from tests.factories.charge_case import Case, shown
from tests.factories.desk import SignIn, on_the_clock
from tests.factories.fixtures import World
from tests.factories.worlds import connect
from thirdoption.program.care.models import Confirmation
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters import actions as matters
from thirdoption.program.matters.models import DateChange, Matter
from thirdoption.program.matters.rules import Change
from thirdoption.program.sharing import actions as sharing
from thirdoption.program.sharing.models import Release

SIGNED = {"text": "The words.", "language": "en", "signed_name": "Marisol Made-up"}


@pytest.fixture
def case(world: World) -> Case:
    return Case(world)


@pytest.fixture
def sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    return on_the_clock(world, monkeypatch)


def sign(case: Case, key: str = "case-manager") -> Release:
    with case.world.acting(key) as by:
        return sharing.sign_defender_release(
            person=case.person, referral=case.referral.pk, **SIGNED, by=by, at=by.now()
        )


def seen_by_defender(case: Case) -> tuple[int, int, int]:
    """Charges, changes of dates and confirmations that the defender sees."""
    with case.world.acting("defender"):
        return Matter.objects.count(), DateChange.objects.count(), Confirmation.objects.count()


def test_the_release_opens_one_charge_to_the_defender_until_it_is_taken_back(case: Case) -> None:
    """R-9, R-19, R-25: three categories of one referral, to one agency, and no other charge."""
    walk.handed_over(case.world, name="Ruben Pretend", incident_number="26-00777-X")
    walk.intake(case.world, case.person, case.referral)
    with case.world.acting("case-manager") as by:
        found = Matter.objects.get(referral=case.referral.pk)
        matters.change_ticket(matter=found, kind=Change.TICKET_WITHDRAWN, by=by, at=by.now())
    assert seen_by_defender(case) == (0, 0, 0)
    release = sign(case)
    assert (release.form, release.recipient_name) == ("defender", "Orange County Public Defender")
    assert seen_by_defender(case) == (1, 1, 1)
    case.world.pass_time(minutes=1)
    with case.world.acting("case-manager") as by:
        sharing.withdraw(release=release, by=by, at=by.now())
    assert seen_by_defender(case) == (0, 0, 0)


def test_a_decision_does_not_end_it(case: Case) -> None:
    """It ends with the case: a defender needs it most when a charge is filed."""
    sign(case)
    case.declined()
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
        owner.execute("UPDATE sites_agency SET kind = 'community' WHERE kind = 'defense'")
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
            "Public Defender, and nobody else.",
        ),
        (
            "es",
            "¿Podemos hablarle a su abogado de este cargo?",
            "Public Defender, y nadie más.",
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


def numbered(number: str) -> None:
    with connect("owner", settings.DATABASES["default"]["NAME"]) as owner:
        owner.execute("UPDATE sites_site SET lawyer_number = %s", [number])


def test_before_the_hand_off_release_one_may_talk_to_a_lawyer(
    committed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = Case(committed)
    client, address = on_the_clock(committed, monkeypatch)("case-manager"), case.address("release")
    page = shown(client, address)
    assert 'lawyer before you sign.</strong> Call <a href="tel:555-0177">555-0177</a>.' in page
    assert "Orange County Public Defender (555-0177)" in page
    assert page.index("talk to a lawyer before you sign") < page.index('name="signed_name"')
    page = shown(client, f"{address}?language=es")
    assert "Puede hablar con un abogado antes de firmar." in page and "tel:555-0177" in page
    numbered("")
    page = shown(client, address)
    assert "Ask us for a lawyer, and we help you to reach one." in page and "tel:" not in page
    assert "Orange County Public Defender (ask us for a lawyer and the number)" in page
    assert "Pídanos un abogado" in shown(client, f"{address}?language=es")
