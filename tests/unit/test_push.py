"""Web push against the standards' own examples, and which addresses may be called at all."""

import base64
import json

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from thirdoption.jobs.carriers.push_sealed import PADDED, sealed, signed
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.messages.rules.push import Keys, check_subscription, may_call, pack, unpack

# RFC 8291, section 5 and appendix A
WORDS = b"When I grow up, I want to be a watermelon"
OWN = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
KEYS = Keys(
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "BTBZMqHH6r4Tts7J_aSIgg",
)
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
    "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
ENDPOINT = "https://fcm.googleapis.com/fcm/send/abc"


def test_a_message_is_sealed_as_the_standard_s_example() -> None:
    own = ec.derive_private_key(int.from_bytes(unpack(OWN)), ec.SECP256R1())
    assert pack(sealed(WORDS, KEYS, salt=unpack(SALT), own=own, size=0)) == SEALED


def test_every_message_is_as_long_as_any_other_and_sealed_anew() -> None:
    short, long = sealed(b"a", KEYS), sealed(b"b" * 300, KEYS)
    assert len(short) == len(long) == 16 + 4 + 1 + 65 + PADDED + 16
    assert sealed(b"a", KEYS) != short


def test_keys_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError):
        sealed(b"a", Keys(pack(b"\x04" + b"\1" * 64), KEYS.auth))


def test_the_sender_signs_for_one_service_and_not_for_long() -> None:
    """RFC 8292: an ES256 token with audience, end and contact, and the key that browsers subscribed to."""
    key = ec.generate_private_key(ec.SECP256R1())
    kind, rest = signed(ENDPOINT, key, contact="mailto:line@example.org", now=1_000).split(" ", 1)
    fields = dict(one.strip().split("=", 1) for one in rest.split(","))
    head, claims, signature = (unpack(one) for one in fields["t"].split("."))
    assert kind == "vapid" and json.loads(head) == {"typ": "JWT", "alg": "ES256"}
    told = {"aud": "https://fcm.googleapis.com", "exp": 1_000 + 12 * 3600, "sub": "mailto:line@example.org"}
    assert json.loads(claims) == told
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unpack(fields["k"]))
    pair = encode_dss_signature(int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
    over = fields["t"].rpartition(".")[0].encode()
    public.verify(pair, over, ec.ECDSA(hashes.SHA256()))
    with pytest.raises(InvalidSignature):
        public.verify(pair, over + b"x", ec.ECDSA(hashes.SHA256()))


@pytest.mark.parametrize(
    "endpoint",
    [
        ENDPOINT,
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://wns2-by3p.notify.windows.com/w/?token=abc",
        "https://web.push.apple.com/abc",
        "https://web.push.apple.com:443/abc",
    ],
)
def test_the_push_services_of_browsers_are_called(endpoint: str) -> None:
    assert may_call(endpoint, in_house=False)
    check_subscription(endpoint, KEYS, in_house=False)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com:8443/abc",
        "https://fcm.googleapis.com@127.0.0.1/abc",
        "https://user:word@fcm.googleapis.com/abc",
        "https://fcm.googleapis.com.example.org/abc",
        "https://notfcm.googleapis.com/abc",
        "https://127.0.0.1/abc",
        "https://localhost/abc",
        "https://[::1]/abc",
        "https://169.254.169.254/latest/meta-data/",
        "https://10.0.0.8:5432/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://fcm.googleapis.com\\@10.0.0.8/",
        "https://[bad/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:25/",
        "//fcm.googleapis.com/abc",
        "",
        "https://fcm.googleapis.com:99999/abc",
        f"{ENDPOINT}{'a' * 1000}",
    ],
)
def test_no_other_address_is_called_whoever_names_it(endpoint: str) -> None:
    """The address comes from a worker's browser: it leads to no machine inside (SSRF)."""
    assert not may_call(endpoint, in_house=False)
    with pytest.raises(Refused):
        check_subscription(endpoint, KEYS, in_house=False)


def test_in_a_rehearsal_this_machine_may_be_called_and_nothing_near_it() -> None:
    assert may_call("http://127.0.0.1:8080/push/1", in_house=True)
    assert not may_call("http://127.0.0.2:8080/push/1", in_house=True)
    assert not may_call("http://192.168.0.1/push/1", in_house=True)
    assert not may_call("ftp://127.0.0.1/push/1", in_house=True)


@pytest.mark.parametrize(
    "keys",
    [
        Keys(),
        Keys(KEYS.p256dh, ""),
        Keys(KEYS.p256dh[:-4], KEYS.auth),
        Keys(pack(b"\x05" + b"\1" * 64), KEYS.auth),
        Keys(KEYS.p256dh, "not base64!"),
        Keys(base64.b64encode(b"\xff" * 65).decode(), KEYS.auth),
    ],
)
def test_a_browser_without_its_keys_is_refused(keys: Keys) -> None:
    with pytest.raises(Refused, match="did not say how"):
        check_subscription(ENDPOINT, keys, in_house=False)
