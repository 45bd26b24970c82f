"""Who of a provider answers: as of when, before whose address, and how a link stands."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.factories.desk import Desk, SignIn, on_the_clock
from thirdoption.program.care import actions as care
from thirdoption.program.services.actions.links import send_link
from thirdoption.program.services.models import ProviderLink, ServiceContact
from thirdoption.program.services.rules.connections import Way


@pytest.fixture
def sign_in(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """A test client as a worker, once the shelter was asked for Marisol."""
    with desk.world.acting("case-manager") as by:
        asked = care.ask_provider(
            person=desk.person, service=desk.service.pk, recipient="Harbor", asks="A bed for two",
            text="The words.", language="en", signed_name="Marisol",
            expires_at=by.now() + timedelta(days=400), by=by, at=by.now(),
        )  # fmt: skip
        send_link(
            connection=asked, way=Way.EMAIL, address="old@example.org", language="en", by=by, at=by.now()
        )
    return on_the_clock(desk.world, monkeypatch)


def typed(**more: Any) -> dict[str, Any]:
    return {"key": str(uuid.uuid4()), "version": 0, "name": "Ana, front desk", "phone": "518-555-0100",
            "email": "ana@example.org", **more}  # fmt: skip


def test_who_answers_stands_where_they_are_asked_with_its_day(desk: Desk, sign_in: SignIn) -> None:
    client, url = sign_in("case-manager"), reverse("desk:who-answers", args=[desk.service.pk])
    services = reverse("desk:services", args=[desk.person.pk])
    assert "Nobody wrote down who answers there" in client.get(services).content.decode()
    wrong = client.post(url, typed(email="nobody", phone="x"))
    assert wrong.status_code == 422 and 'value="Ana, front desk"' in wrong.content.decode()
    first = typed()
    assert client.post(url, first).status_code == client.post(url, first).status_code == 302
    assert ServiceContact.objects.count() == 1
    page = client.get(services).content.decode()
    assert "Ana, front desk · 518-555-0100 · ana@example.org · as of" in page
    assert 'value="ana@example.org"' in page and "ask whether" not in page
    # another wrote meanwhile: nothing is lost silently
    late = client.post(url, typed(name="Bo"))
    assert late.status_code == 409 and 'value="Bo"' in late.content.decode()
    desk.world.pass_time(days=181)
    assert "ask whether it still holds" in sign_in("case-manager").get(services).content.decode()


def test_a_lost_mail_and_a_reminder_are_seen(desk: Desk, sign_in: SignIn) -> None:
    services = reverse("desk:services", args=[desk.person.pk])
    client = sign_in("case-manager")
    assert "did not arrive" not in client.get(services).content.decode()
    with desk.world.acting("case-manager"):
        ProviderLink.objects.update(sent="rejected")
    assert "The mail did not arrive" in client.get(services).content.decode()


def test_who_may_write_it(desk: Desk, sign_in: SignIn) -> None:
    """R-18: a right of those who keep the directory; another place's service is not there."""
    url = reverse("desk:who-answers", args=[desk.service.pk])
    for key in ("officer", "liaison", "defender", "auditor"):
        assert sign_in(key).get(url).status_code == 404, key
        assert sign_in(key).post(url, typed()).status_code == 404, key
    assert sign_in("case-manager").get(reverse("desk:who-answers", args=[uuid.uuid4()])).status_code == 404
