"""A push service on this machine, and a browser's keys, with which alone what comes there is opened."""

import contextlib
import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from thirdoption.program.messages.queries.push import CURVE, point
from thirdoption.program.messages.rules.push import Keys, pack


@dataclass
class Browser:
    """What a browser keeps of a subscription."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(CURVE))
    secret: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def keys(self) -> Keys:
        """What it tells of it."""
        return Keys(pack(point(self.key)), pack(self.secret))

    def opened(self, body: bytes) -> dict[str, Any]:
        """A message as the browser reads it (RFC 8291, from the receiver's side)."""
        salt, size, ours = body[:16], body[20], point(self.key)
        theirs, content = body[21 : 21 + size], body[21 + size :]
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
        secret = self._derived(shared, self.secret, b"WebPush: info\0" + ours + theirs, 32)
        key = self._derived(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = self._derived(secret, salt, b"Content-Encoding: nonce\0", 12)
        plain = AESGCM(key).decrypt(nonce, content, None).rstrip(b"\0")
        assert plain.endswith(b"\x02")
        told: dict[str, Any] = json.loads(plain[:-1])
        return told

    @staticmethod
    def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
        return HKDF(hashes.SHA256(), length, salt=salt, info=info).derive(secret)


@dataclass
class Service:
    """What came, and what is answered from now on."""

    url: str
    status: int = 201
    came: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    def endpoint(self, name: str = "one") -> str:
        """Where a browser takes its messages."""
        return f"{self.url}/push/{name}"

    def told(self, browser: Browser) -> list[dict[str, Any]]:
        """Every message that came, opened."""
        return [browser.opened(body) for _path, _headers, body in self.came]


@contextlib.contextmanager
def push_served() -> Iterator[Service]:
    """A push service that answers on this machine."""
    service = Service("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.came.append((self.path, dict(self.headers), body))
            self.send_response(service.status)
            self.send_header("Content-Length", "0")
            self.send_header("Location", f"{service.url}/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.url = f"http://127.0.0.1:{http.server_port}"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
