"""What leaves the house, by which way: nothing of a rehearsal, and e-mail by a server of its own."""

import smtplib
import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.factories.line import Line
from thirdoption.jobs import carriers
from thirdoption.program.ground import acting as ground
from thirdoption.program.handoffs.models import EscalationStep, Handoff
from thirdoption.program.messages.rules import Kind
from thirdoption.program.staff.queries import program

# What leaves the house


def test_in_a_rehearsal_nothing_leaves_the_house(line: Line, settings: Any) -> None:
    settings.CARRIER_URL = "https://api.carrier.example"
    settings.EMAIL_HOST = "mail.example"
    for kind in (Kind.SMS, Kind.VOICE, Kind.EMAIL):
        found = carriers.channel(kind, rehearsal=True)
        assert isinstance(found, carriers.Inside)
        outside = carriers.channel(kind, rehearsal=False)
        assert outside is not None and not outside.stays_in_house
    call = line.call()
    assert line.inbox() == [] and line.steps(call)[0] == ("first", "paged")


def test_without_a_carrier_a_real_place_refuses_instead_of_keeping_quiet(settings: Any) -> None:
    settings.CARRIER_URL = settings.EMAIL_HOST = ""
    assert carriers.channel(Kind.SMS, rehearsal=False) is None
    assert carriers.channel(Kind.VOICE, rehearsal=False) is None


class Mailbox(socketserver.StreamRequestHandler):
    """As much of SMTP as a mail server on this machine needs; what it took is in `taken`."""

    taken: list[str]

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        text, reading = "", False
        while line := self.rfile.readline().decode():
            if reading and line == ".\r\n":
                self.taken.append(text)
                reading = False
                self.wfile.write(b"250 taken\r\n")
            elif reading:
                text += line
            elif line[:4].upper() == "DATA":
                reading = True
                self.wfile.write(b"354 go on\r\n")
            elif line[:4].upper() == "QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")


@pytest.fixture
def mailbox(settings: Any) -> Iterator[list[str]]:
    taken: list[str] = []
    handler = type("OneMailbox", (Mailbox,), {"taken": taken})
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
    settings.EMAIL_USE_TLS = False
    with smtplib.SMTP("127.0.0.1", server.server_address[1]) as smtp:
        smtp.noop()
    yield taken
    server.shutdown()
    server.server_close()


def test_e_mail_leaves_by_smtp_without_a_name(bare: Line, mailbox: list[str]) -> None:
    bare.on_call("on-call")
    bare.reach("on-call", Kind.EMAIL)
    bare.call()
    (mail,) = mailbox
    assert "You have a task. Sign in to read it." in mail and "To: on-call@home.example" in mail
    assert "Delgado" not in mail and "Subject: You have a message" in mail


def test_a_mail_server_that_is_away_sends_the_next_person(bare: Line, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    bare.on_call("on-call", "case-manager")
    bare.reach("on-call", Kind.EMAIL)
    bare.reach("case-manager")
    bare.call()
    assert bare.paged() == ["case-manager"]


def test_a_wrong_account_is_a_refusal(line: Line, settings: Any) -> None:
    settings.CARRIER_TOKEN = "another"
    call = line.call()
    assert line.paged() == []
    with ground.opened(program(line.world.site.pk, line.world.at)):
        assert Handoff.objects.get(pk=call).state == "requested"
    assert EscalationStep.objects.get(handoff=call, step="again").due_at == line.world.at + timedelta(
        seconds=60
    )
