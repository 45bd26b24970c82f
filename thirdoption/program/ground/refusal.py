"""A refusal is an answer: it says why, in a sentence that a user can read."""

NOT_FOUND = "not_found"
CONFLICT = "conflict"
INVALID = "invalid"
STATUS = {NOT_FOUND: 404, CONFLICT: 409, INVALID: 422}


class Refused(Exception):
    """Raised by rules and actions when something may not be done.

    `code` decides the status (404, 409, 422), `sentence` is an English message id that pages translate,
    `values` fill its placeholders, and `field` names the form field beside which it belongs.
    """

    def __init__(self, code: str, sentence: str, field: str | None = None, **values: object) -> None:
        if code not in STATUS:
            raise ValueError(f"unknown refusal code {code!r}")
        super().__init__(sentence % values if values else sentence)
        self.code = code
        self.sentence = sentence
        self.field = field
        self.values = values

    @property
    def status(self) -> int:
        """The HTTP status of this refusal."""
        return STATUS[self.code]


def hidden() -> Refused:
    """The one answer for what does not exist and for what may not be seen (R-18, R-26)."""
    return Refused(NOT_FOUND, "We could not find this page.")
