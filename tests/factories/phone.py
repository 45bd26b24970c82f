"""A phone in Python: seals and signs an item as the browser does, and can forge every part of it."""

import json
import os
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.factories.fixtures import World
from thirdoption.program.staff.actions import add_device_key

CURVE = ec.SECP256R1()
FACTS = {
    "place": "Pharmacy, 200 Made-up Street",
    "incident_number": "26-00417-X",
    "conduct": "shoplifting",
    "door": "arrest_diversion",
    "drivers": ["poverty"],
    "complainant": "agreed",
    "age": "18_or_over",
    "family_offense": "no",
    "more": {},
}
YES = {"offered": True, "accepted": True, "set_aside": "custodial_arrest"}
Item = dict[str, str]


def point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@dataclass
class Phone:
    """One officer on one phone."""

    world: World
    officer: str = "officer"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(CURVE))
    device: Any = None

    def __post_init__(self) -> None:
        with self.world.acting(self.officer) as by:
            self.device = add_device_key(public_key=point(self.key).hex(), by=by, at=self.world.at)

    def inside(self, outcome: Any = None, told: str = "eligible", **facts: Any) -> dict[str, Any]:
        """What the form says, ten minutes after the contact."""
        occurred_at = (self.world.at - timedelta(minutes=10)).isoformat()
        told_facts = {**FACTS, "occurred_at": occurred_at, **facts}
        return {"facts": told_facts, "perceived_race": "unknown", "outcome": outcome, "told": told}

    def item(self, inside: Any = None, *, behind: timedelta = timedelta(), **forged: Any) -> Item:
        """An item; `behind`: by how much the phone's clock is late; `forged`: put in before signing."""
        from thirdoption.program.referrals.queries import sealing_key

        name, program = sealing_key()
        head = {
            "id": str(uuid.uuid4()),
            "device": str(self.device.pk),
            "author": str(self.world.workers[self.officer].pk),
            "made": (self.world.at - behind).isoformat(),
            "key": name,
        } | forged
        outside = "|".join(("item 1", *head.values())).encode()
        own = ec.generate_private_key(CURVE)
        shared = own.exchange(
            ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, bytes.fromhex(program))
        )
        secret = HKDF(hashes.SHA256(), 32, salt=point(own), info=b"thirdoption item 1").derive(shared)
        iv = os.urandom(12)
        content = inside if isinstance(inside, bytes) else json.dumps(inside or self.inside()).encode()
        data = AESGCM(secret).encrypt(iv, content, outside)
        pair = decode_dss_signature(
            self.key.sign(outside + b"|" + point(own) + iv + data, ec.ECDSA(hashes.SHA256()))
        )
        signature = b"".join(part.to_bytes(32) for part in pair)
        parts = {"ephemeral": point(own), "iv": iv, "data": data, "signature": signature}
        sent = (self.world.at - behind).isoformat()
        return {**head, "sent": sent, **{name: part.hex() for name, part in parts.items()}}


def sent_at(item: Item, moment: datetime) -> Item:
    """The same item, sent when the phone's clock said so."""
    return {**item, "sent": moment.isoformat()}


def send(client: Any, item: Any) -> tuple[int, dict[str, Any]]:
    content = item if isinstance(item, bytes) else json.dumps(item)
    answer = client.post("/street/outbox/", content, content_type="application/json")
    return answer.status_code, answer.json()


def counted(world: World, officer: str = "officer") -> tuple[int, int, int]:
    """(receipts, referrals, held items) that an officer sees."""
    from thirdoption.program.referrals.models import Held, Receipt, Referral

    with world.acting(officer):
        return Receipt.objects.count(), Referral.objects.count(), Held.objects.count()


def the_referral(world: World, officer: str = "officer") -> Any:
    from thirdoption.program.referrals.models import Referral

    with world.acting(officer):
        return Referral.objects.select_related("policy").get()
