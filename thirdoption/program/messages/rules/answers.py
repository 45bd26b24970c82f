"""What a worker's answer says: a word of a message, or a key of a telephone."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Word(StrEnum):
    """What was said."""

    YES = "yes"
    BUSY = "busy"
    PASS = "pass"
    STOP = "stop"
    START = "start"
    COME = "come"
    OTHER = "other"


_WORDS = {
    **dict.fromkeys(("yes", "y", "si", "sí", "ok", "1"), Word.YES),
    **dict.fromkeys(("busy", "ocupada", "ocupado", "2"), Word.BUSY),
    **dict.fromkeys(("pass", "no", "paso", "3"), Word.PASS),
    **dict.fromkeys(("come", "ven", "venga", "vengan"), Word.COME),
    # what a carrier itself takes for the end of messages, and for their beginning again
    **dict.fromkeys(("stop", "stopall", "unsubscribe", "cancel", "end", "quit", "alto", "parar"), Word.STOP),
    **dict.fromkeys(("start", "unstop", "comenzar"), Word.START),
}
_KEYS = {"1": Word.YES, "2": Word.BUSY, "3": Word.PASS}


@dataclass(frozen=True)
class Heard:
    """A reply as it was understood: its word, and the code of what it answers, if there was one."""

    word: Word
    code: str = ""


def read(text: str) -> Heard:
    """A reply by message. Only its first word counts, so that "yes but" is no secret "no" to anybody."""
    parts = re.findall(r"\w+", text[:200].lower())
    if not parts:
        return Heard(Word.OTHER)
    code = parts[1].upper() if len(parts) > 1 and re.fullmatch(r"[a-z0-9]{4}", parts[1]) else ""
    return Heard(_WORDS.get(parts[0], Word.OTHER), code)


def read_key(digits: str) -> Word:
    """A key that was pressed during a call."""
    return _KEYS.get(digits.strip(), Word.OTHER)
