"""What a carrier of telephone calls and messages asks for: its signature, and its answers in TwiML.

The signature is X-Twilio-Signature as its documentation has it: HMAC-SHA1 with the account's token over
the address that was called and, of a form, each field's name and value in the order of names; base64.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from thirdoption.program.messages.rules.channels import State
from thirdoption.program.messages.rules.spoken import SPOKEN

STATES: Mapping[str, State] = {
    "queued": State.ACCEPTED,
    "accepted": State.ACCEPTED,
    "sending": State.ACCEPTED,
    "sent": State.ACCEPTED,
    "delivered": State.DELIVERED,
    "undelivered": State.UNDELIVERED,
    "failed": State.UNDELIVERED,
    # of a call: somebody or something took it; whether it was heard, only a key tells
    "completed": State.DELIVERED,
    "busy": State.UNDELIVERED,
    "no-answer": State.UNDELIVERED,
    "canceled": State.UNDELIVERED,
}
"""The carrier's own words for what became of a message or a call."""
_VOICES = {"en": "en-US", "es": "es-US"}


def signature(token: str, url: str, fields: Mapping[str, str]) -> str:
    """The signature of a webhook."""
    told = url + "".join(f"{name}{fields[name]}" for name in sorted(fields))
    digest = hmac.new(token.encode(), told.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def is_signed(given: str, *, token: str, url: str, fields: Mapping[str, str]) -> bool:
    """Whether a webhook comes from the carrier; without a token nothing does."""
    good = signature(token, url, fields)
    return bool(token) and hmac.compare_digest(given.encode(), good.encode())


def said(text: str, language: str) -> str:
    """A call's answer: words that are spoken, then the end."""
    return f"<Response>{_say(text, language)}</Response>"


def asked(text: str, language: str, *, url: str) -> str:
    """A call that says its words twice and waits for one key."""
    words = _say(text, language)
    gather = f'<Gather numDigits="1" timeout="8" action={quoteattr(url)} method="POST">{words}</Gather>'
    return f"<Response>{gather}{gather}</Response>"


def texted(text: str) -> str:
    """An answer to a message; nothing when there is nothing to say."""
    return f"<Response><Message>{escape(text)}</Message></Response>" if text else "<Response></Response>"


def greeted(*, url: str) -> str:
    """The answer to a call: both languages, then digits up to the pound key; none of them goes on too."""
    words = spoken("greeting")
    gather = f'<Gather finishOnKey="#" timeout="5" action={quoteattr(url)} method="POST">{words}</Gather>'
    return f'<Response>{gather}<Redirect method="POST">{escape(url)}</Redirect></Response>'


def dialed(numbers: Sequence[tuple[str, str]], *, line: str, seconds: int, then: str = "") -> str:
    """One call that is put through to these (number, address that asks whoever answers), who ring at once.

    They see the line's number. `then` is what the carrier asks when nobody has it.
    """
    rings = "".join(
        f'<Number url={quoteattr(url)} method="POST">{escape(number)}</Number>' for number, url in numbers
    )
    after = f' action={quoteattr(then)} method="POST"' if then else ""
    return f'<Dial callerId={quoteattr(line)} timeout="{seconds}"{after}>{rings}</Dial>'


def screened(*, url: str, language: str) -> str:
    """What whoever answers hears before they are put through: without a key they are not."""
    words = _say(SPOKEN["take-it"].get(language, SPOKEN["take-it"]["en"]), language)
    gather = f'<Gather numDigits="1" timeout="8" action={quoteattr(url)} method="POST">{words}</Gather>'
    return f"<Response>{gather}<Hangup/></Response>"


def waiting(text: str, *, url: str, seconds: int = 10) -> str:
    """Words, a pause, and the question again."""
    pause = f'<Pause length="{seconds}"/><Redirect method="POST">{escape(url)}</Redirect>'
    return f"<Response>{spoken(text)}{pause}</Response>"


def spoken(*names: str) -> str:
    """Sentences of the line, all in English and then all in Spanish."""
    return "".join(_say(SPOKEN[name][language], language) for language in ("en", "es") for name in names)


def _say(text: str, language: str) -> str:
    return f'<Say language="{_VOICES.get(language, "en-US")}">{escape(text)}</Say>'
