"""What text may be typed into the program."""

import re
import unicodedata

from thirdoption.program.ground.refusal import INVALID, Refused

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def cleaned(text: str, *, field: str, limit: int, required: bool = False) -> str:
    """Text as it is stored: composed, without control characters, no longer than `limit`.

    Raises Refused (invalid) with a sentence for the field.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    if _CONTROL.search(text):
        raise Refused(INVALID, "This text has characters that cannot be stored. Type it again.", field)
    if required and not text:
        raise Refused(INVALID, "Fill in this field.", field)
    if len(text) > limit:
        sentence = "This text has %(length)s characters; at most %(limit)s fit. Shorten it."
        raise Refused(INVALID, sentence, field, length=len(text), limit=limit)
    return text
