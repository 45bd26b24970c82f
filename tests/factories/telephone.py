"""Somebody who calls the line, or writes to it, in a test."""

import re
from html import unescape
from typing import Any

from tests.factories.line import LINE_URL, TOKEN, Line
from thirdoption.program.ground import acting as ground
from thirdoption.program.handoffs.models import Call
from thirdoption.program.messages.rules import Kind
from thirdoption.program.messages.rules.carrier import signature
from thirdoption.program.staff.queries import program

OFFICERS_NUMBER, STRANGER = "+15185550177", "+15185550199"


class Telephone:
    """Somebody who calls the line: each step is asked as the carrier asks it."""

    def __init__(self, line: Line, sid: str = "CA1", number: str = STRANGER) -> None:
        self.line, self.fields = line, {"CallSid": sid, "From": number, "To": "+15185550142"}
        self.heard = ""

    def post(self, url: str, **more: str) -> str:
        """One webhook, signed; what it answers."""
        fields = {**self.fields, **more}
        answer = self.line.post(url, fields, signature(TOKEN, url, fields))
        assert answer.status_code == 200 and answer["Content-Type"].startswith("text/xml")
        self.heard = answer.content.decode()
        self.line.settle()
        return self.heard

    def call(self) -> str:
        return self.post(f"{LINE_URL}/line/call/")

    def key(self, digits: str) -> str:
        """Digits after the greeting, or none at all."""
        return self.post(
            self.found(r'<Gather[^>]* action="([^"]+)"'), **({"Digits": digits} if digits else {})
        )

    def found(self, pattern: str) -> str:
        found = re.search(pattern, self.heard)
        assert found, self.heard
        return unescape(found[1])

    def rings(self) -> list[str]:
        return re.findall(r"<Number[^>]*>([^<]+)</Number>", self.heard)

    def answered(self, digit: str = "1") -> str:
        """Whoever rings answers, and presses a key or none."""
        then, asks = self.then(), self.found(r'<Number url="([^"]+)"')
        screen = self.post(asks)
        assert "<Hangup/>" in screen
        said = self.post(self.found(r'action="([^"]+)"'), **({"Digits": digit} if digit else {}))
        self.after = then
        return said

    def then(self) -> str:
        found = re.search(r'<Dial[^>]* action="([^"]+)"', self.heard)
        return unescape(found[1]) if found else ""


def calls(line: Line) -> list[Any]:
    with ground.opened(program(line.world.site.pk, line.world.at)):
        return list(Call.objects.select_related("handoff", "author").order_by("asked_at"))


def proven(line: Line, key: str = "officer") -> None:
    line.reach(key, Kind.SMS, address=OFFICERS_NUMBER)
