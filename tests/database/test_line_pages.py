"""The pages of the line: a worker's own ways to be reached, the engine's state, and the officer's page."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from tests.factories.line import NUMBERS, Line
from thirdoption.jobs import line as engine
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.messages.models import ContactMethod

SignIn = Callable[[str], Client]


def test_a_worker_adds_proves_and_ends_a_way(bare: Line, sign_in: SignIn) -> None:
    client, mine = sign_in("on-call"), reverse("desk:methods")
    assert "cannot reach you yet" in client.get(mine).content.decode()
    assert client.post(mine, {"kind": "sms", "address": "call me"}).status_code == 422
    assert client.post(mine, {"kind": "sms", "address": "(518) 555-0100"}).status_code == 302
    bare.settle()
    (text,) = bare.inbox("on-call")
    assert "Waits for its code" in client.get(mine).content.decode()
    one = ContactMethod.objects.get()
    prove = reverse("desk:verify-method", args=[one.pk])
    wrong = client.post(prove, {"code": "000000" if "000000" not in text.body else "1"})
    assert wrong.status_code in (200, 422) and "This is not the code" in wrong.content.decode()
    for button in (prove, reverse("desk:add-phone")):  # loaded again, or in another language
        assert client.get(button).headers.get("Location") == mine
    assert client.post(prove, {"code": text.body.split()[3].strip(".")}).status_code == 302
    assert ContactMethod.objects.live().count() == 1
    assert sign_in("supervisor").post(reverse("desk:end-method", args=[one.pk])).status_code == 404
    assert client.post(reverse("desk:end-method", args=[one.pk])).status_code == 302
    assert not ContactMethod.objects.live().exists()


def test_the_state_of_the_line_tells_no_number(line: Line, sign_in: SignIn) -> None:
    line.call()
    engine.watch(line.world.at)
    page = sign_in("manager").get(reverse("desk:line")).content.decode()
    assert "engine runs" in page and "Kim Delgado" in page and "the next page leaves" in page
    assert not any(number[-4:] in page for number in NUMBERS.values())
    assert sign_in("officer").get(reverse("desk:line")).status_code == 404
    line.wait(15 * 60)
    page = sign_in("manager").get(reverse("desk:line")).content.decode()
    assert "everybody was asked, and nobody has said yes" in page


def test_the_officer_reads_what_is_done_instead(line: Line, sign_in: SignIn) -> None:
    call = line.call()
    with line.world.acting("supervisor"):
        referral = Handoff.objects.get(pk=call).referral_id
    address = reverse("street:referral", args=[referral])
    assert "Calling the line" in sign_in("officer").get(address).content.decode()
    line.wait(300)
    page = sign_in("officer").get(address).content.decode()
    assert "Nobody can come right now" in page and "person" in page
    line.says("supervisor", "yes")
    assert "Ruth is coming" in sign_in("officer").get(address).content.decode()
