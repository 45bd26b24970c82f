"""The rehearsal carrier: a local server with the real carrier's interface, which reaches nobody.

It keeps what it was given, so that a test or a rehearsal reads its inbox, and it can refuse, lose, delay,
duplicate, reorder, or be down. What it would tell the program (what became of a message, a reply, a key) it
keeps as callbacks, signed as the real one signs them: whoever plays the night takes them and hands them on.
"""

import json
import random
import threading
import uuid
from base64 import b64decode
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from thirdoption.program.messages.rules.carrier import signature


@dataclass
class Faults:
    """What goes wrong from now on: shares from 0 to 1, a delay of callbacks, numbers that are refused.

    A terse carrier tells only what became of a message at last.
    """

    down: bool = False
    reject: float = 0.0
    lose: float = 0.0
    duplicate: float = 0.0
    reorder: bool = False
    terse: bool = False
    delay_seconds: float = 0.0
    rejected: tuple[str, ...] = ()
    undelivered: tuple[str, ...] = ()


@dataclass
class Text:
    """A message or a call that the program asked for."""

    sid: str
    kind: str
    to: str
    body: str
    lost: bool


@dataclass
class Callback:
    """What the carrier tells the program: to which address, with which fields and signature."""

    url: str
    fields: dict[str, str]
    signature: str
    after_seconds: float = 0.0


@dataclass
class Carrier:
    """The carrier's memory; `take` is its interface, whether it is reached by HTTP or within a process."""

    account: str
    token: str
    line_url: str
    seed: int = 1
    faults: Faults = field(default_factory=Faults)
    inbox: list[Text] = field(default_factory=list)
    callbacks: list[Callback] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.lock = threading.Lock()

    def take(self, what: str, fields: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """A message ("Messages") or a call ("Calls") that is asked for: (status, answer)."""
        with self.lock:
            if self.faults.down:
                return 503, {"message": "down for a rehearsal"}
            refused = fields["To"] in self.faults.rejected or self.chance.random() < self.faults.reject
            if refused:
                return 400, {"code": 21211, "message": "refused for a rehearsal"}
            sid = ("CA" if what == "Calls" else "SM") + uuid.UUID(int=self.chance.getrandbits(128)).hex
            lost = self.chance.random() < self.faults.lose
            body = fields.get("Twiml") or fields.get("Body", "")
            self.inbox.append(Text(sid, what, fields["To"], body, lost))
            if not lost and "StatusCallback" in fields:
                self._tell(what, sid, fields)
            return 201, {"sid": sid, "status": "queued"}

    def _tell(self, what: str, sid: str, fields: dict[str, str]) -> None:
        """What becomes of it, in the carrier's own words."""
        failed = fields["To"] in self.faults.undelivered
        name, words = ("Message", ["sent", "undelivered" if failed else "delivered"])
        if what == "Calls":
            name, words = ("Call", ["no-answer" if failed else "completed"])
        if self.faults.reorder:
            words.reverse()
        for word in words[-1:] if self.faults.terse else words:
            told = {f"{name}Sid": sid, f"{name}Status": word, "To": fields["To"], "From": fields["From"]}
            self._call(fields["StatusCallback"], told)

    def reply(self, number: str, text: str, to: str = "") -> str:
        """Somebody with a number writes back; the id of their message."""
        with self.lock:
            sid = "SM" + uuid.UUID(int=self.chance.getrandbits(128)).hex
            told = {"MessageSid": sid, "From": number, "To": to, "Body": text}
            self._call(f"{self.line_url}/line/message/", told)
            return sid

    def press(self, call: Text, digit: str) -> None:
        """Somebody who was called presses a key."""
        url = call.body.split('action="', 1)[1].split('"', 1)[0]
        with self.lock:
            self._call(url, {"CallSid": call.sid, "To": call.to, "Digits": digit})

    def _call(self, url: str, fields: dict[str, str]) -> None:
        one = Callback(url, fields, signature(self.token, url, fields), self.faults.delay_seconds)
        self.callbacks.append(one)
        if self.chance.random() < self.faults.duplicate:
            self.callbacks.append(one)

    def hand_on(self) -> list[Callback]:
        """The callbacks that wait, and from now on do not."""
        with self.lock:
            waiting, self.callbacks = self.callbacks, []
            if self.faults.reorder:
                self.chance.shuffle(waiting)
            return waiting


class Handler(BaseHTTPRequestHandler):
    """The real carrier's two addresses, and three of the rehearsal's own."""

    carrier: Carrier
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: Any) -> None:
        """Nothing: a number is nobody's business, made up or not."""

    def do_POST(self) -> None:
        """A message, a call, or the rehearsal's own orders."""
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        path = urlsplit(self.path).path
        what = path.rsplit("/", 1)[-1].removesuffix(".json")
        if what in ("Messages", "Calls"):
            if not self._is_account(path):
                return self._answer(401, {"code": 20003})
            return self._answer(*self.carrier.take(what, dict(parse_qsl(body, keep_blank_values=True))))
        if path == "/rehearsal/faults":
            self.carrier.faults = Faults(**json.loads(body))
            return self._answer(200, asdict(self.carrier.faults))
        if path == "/rehearsal/reply":
            asked = {name: values[0] for name, values in parse_qs(body).items()}
            return self._answer(201, {"sid": self.carrier.reply(asked["From"], asked["Body"])})
        return self._answer(404, {})

    def do_GET(self) -> None:
        """The inbox; or the callbacks, which are taken by being asked for."""
        if self.path == "/rehearsal/inbox":
            return self._answer(200, [asdict(one) for one in self.carrier.inbox])
        if self.path == "/rehearsal/callbacks":
            return self._answer(200, [asdict(one) for one in self.carrier.hand_on()])
        return self._answer(404, {})

    def _is_account(self, path: str) -> bool:
        kind, _, given = self.headers.get("Authorization", "").partition(" ")
        known = f"{self.carrier.account}:{self.carrier.token}"
        right = kind == "Basic" and b64decode(given or "").decode(errors="replace") == known
        return right and f"/Accounts/{self.carrier.account}/" in path

    def _answer(self, status: int, told: Any) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def server(carrier: Carrier, port: int = 0) -> ThreadingHTTPServer:
    """A server on this machine only, not yet serving."""
    handler = type("OneCarrier", (Handler,), {"carrier": carrier})
    return ThreadingHTTPServer(("127.0.0.1", port), handler)
